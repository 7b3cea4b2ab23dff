"""Where submissions of a course lie: what is filed, what it replaces, and what could not be placed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from autograder.course.course import Course
from autograder.course.places import REPLACED_SUBMISSIONS, UNPLACED
from autograder.course.roster import Student
from autograder.intake.arrange import TIMESTAMP, Arrangement
from autograder.intake.handed_in import HandedIn
from autograder.intake.moves import Moves
from autograder.intake.outcome import Outcome, What
from autograder.intake.safe_names import Places, safe_part
from autograder.intake.staging import Staged
from autograder.intake.trees import digests, lay_out, same

REASON = "reason.txt"
_FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"  # as nbgrader writes it
_LONGEST_TIMESTAMP = 200


class Filing:
    """Folders that are ready, and where each will go.

    Parameters
    ----------
    course : Course
        Whose submissions.
    lesson : str
        The lesson.
    folder : Path
        Where folders are made ready; on the disk of the course.
    """

    def __init__(self, course: Course, lesson: str, folder: Path) -> None:
        self._course, self._lesson, self._folder = course, lesson, folder
        self._moves: list[tuple[Path, Path]] = []
        self._shelves: set[Path] = set()
        self._made = 0

    def carry_out(self, moves: Moves) -> None:
        """Move everything into place."""
        for source, target in self._moves:
            moves.move(source, target)

    def file(
        self,
        submission: HandedIn,
        student: Student,
        arrangement: Arrangement,
        notes: tuple[str, ...] = (),
        own_timestamp: bool = False,
    ) -> Outcome:
        """Make a student's submission ready, and return what will become of it.

        What is on file stays if it is the same, or was handed in later; else it is kept aside.
        """
        ready = lay_out(self._new(), arrangement.files)
        notes += arrangement.notes
        if submission.when and not own_timestamp:
            (ready / TIMESTAMP).write_text(submission.when.strftime(_FORMAT), encoding="utf-8")
        target = self._course.submitted / student.id / self._lesson
        where = target.relative_to(self._course.root).as_posix()
        late = submission.late and not submission.when

        def outcome(what: What) -> Outcome:
            return Outcome(
                submission.label, what, student.id, student.name, where, "", notes, arrangement.remarks, late
            )

        what = What.FILED
        if target.exists() or target.is_symlink():
            if target.is_dir() and same(ready, target):
                return outcome(What.UNCHANGED)
            kept, new = moment_in(target / TIMESTAMP), moment_in(ready / TIMESTAMP)
            if kept and new and kept > new:
                reason = (
                    f"{student.name} ({student.id}) has handed in later than this; the later submission is on file."
                )
                return Outcome(submission.label, What.UNPLACED, student.id, student.name, reason=reason)
            aside = self._aside(student)
            self._moves.append((target, aside))
            notes = (
                *notes,
                f"The submission that was on file is in {aside.relative_to(self._course.root).as_posix()}.",
            )
            what = What.REPLACED
        self._moves.append((ready, target))
        return outcome(what)

    def shelve(self, label: str, copies: Sequence[Staged], reasons: Sequence[str]) -> str:
        """Make ready what could not be placed, with the reason, and return where it will be."""
        places = Places()
        places.take((REASON,))
        ready = lay_out(self._new(), [(places.take(copy.parts), copy) for copy in copies])
        (ready / REASON).write_text("\n".join(dict.fromkeys(reasons)) + "\n", encoding="utf-8", errors="replace")
        target = self._shelf(label, ready)
        if target.is_dir() and not same(ready, target):  # the files are the same, the reason is another
            self._moves.append((target, self._new()))
        if not (target.is_dir() and same(ready, target)):
            self._moves.append((ready, target))
        self._shelves.add(target)
        return target.relative_to(self._course.root).as_posix()

    def clear_shelf(self, label: str, copies: Sequence[Staged]) -> None:
        """Take from the shelf what can be placed by now, if it is the same to the byte."""
        target = self._course.root / UNPLACED / self._lesson / safe_part(label)
        if target.is_dir() and target not in self._shelves:
            found = _without_reason(target)
            if found and sorted(found.values()) == sorted(copy.digest for copy in copies):
                self._moves.append((target, self._new()))

    def is_timestamp(self, copies: Sequence[Staged]) -> bool:
        """Whether the ``timestamp.txt`` among a submission's files tells a time."""
        found = [copy for copy in copies if copy.parts == (TIMESTAMP,)]
        return len(found) == 1 and moment_in(found[0].file) is not None

    def _shelf(self, label: str, ready: Path) -> Path:
        shelf = self._course.root / UNPLACED / self._lesson
        number = 1
        while True:
            target = shelf / (safe_part(label) if number == 1 else f"{safe_part(label)}-{number}")
            taken = target in self._shelves or target.exists()
            alike = target.is_dir() and _without_reason(target) == _without_reason(ready)
            if not taken or (alike and target not in self._shelves):
                return target
            number += 1

    def _aside(self, student: Student) -> Path:
        shelf = self._course.root / REPLACED_SUBMISSIONS / student.id / self._lesson
        numbers = [int(path.name) for path in shelf.iterdir() if path.name.isdecimal()] if shelf.is_dir() else []
        return shelf / str(max(numbers, default=0) + 1)

    def _new(self) -> Path:
        self._made += 1
        return self._folder / f"ready-{self._made:06d}"


def moment_in(path: Path) -> datetime | None:
    """Return the time in a ``timestamp.txt`` as nbgrader reads it, in UTC without a zone, or None if there is none."""
    try:
        if path.is_symlink() or path.stat().st_size > _LONGEST_TIMESTAMP:
            return None
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if not text:
        return None
    from nbgrader.utils import parse_utc

    try:
        moment: datetime = parse_utc(text)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return moment


def _without_reason(folder: Path) -> dict[str, str]:
    return {path: digest for path, digest in digests(folder).items() if path != REASON}
