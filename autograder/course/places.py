"""Where the autograder keeps its own files, relative to the course's root. Importing it costs nothing."""

from pathlib import Path

GRADEBOOK = Path("gradebook.db")
VERDICTS = Path(".autograder", "verdicts")
UNFINISHED_RUNS = Path(".autograder", "unfinished")
REPLACED_SUBMISSIONS = Path("submitted-before")
UNPLACED = Path("unplaced")
WORKSHOP = Path(".autograder")
LEDGERS = Path("ledger")
JOURNALS = Path(".autograder", "journals")
MADE_UP = Path(".autograder", "made-up")  # says that a course may be thrown away
