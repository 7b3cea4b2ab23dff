"""Where the autograder keeps its own files, relative to the course's root. Importing it costs nothing."""

from pathlib import Path

GRADEBOOK = Path("gradebook.db")
VERDICTS = Path(".autograder", "verdicts")
UNFINISHED_RUNS = Path(".autograder", "unfinished")
JOURNALS = Path(".autograder", "journals")
