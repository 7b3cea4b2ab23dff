"""Take in an archive: everything is read and laid out in a folder of our own first, then moved into place at once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from autograder.course.course import Course
from autograder.course.places import WORKSHOP
from autograder.course.roster import Roster
from autograder.intake.archive import opened_archive
from autograder.intake.arrange import arrange
from autograder.intake.filing import Filing
from autograder.intake.handed_in import HandedIn
from autograder.intake.moves import Moves
from autograder.intake.outcome import Fate, Intake, Outcome, What
from autograder.intake.plan import Plan, plans
from autograder.intake.staging import Staged, Staging, UnreadableMemberError, is_zip
from autograder.intake.systems import recognise

Progress = Callable[[int, int], None]


def take_in(
    course: Course,
    lesson: str,
    archive: Path,
    roster: Roster,
    lessons: Sequence[str] = (),
    dry_run: bool = False,
    progress: Progress = lambda done, of: None,
    finish: Callable[[Intake], None] = lambda intake: None,
) -> Intake:
    """File what an archive holds under ``submitted/STUDENT/LESSON``, and what cannot be placed under ``unplaced``.

    Nothing is moved before all has been read, and all moves are taken back if one fails: an error, a full disk or
    Ctrl-C leaves the course as it was.

    Parameters
    ----------
    course : Course
        Whose submissions.
    lesson : str
        Which lesson the archive is of.
    archive : Path
        A zip file, or a folder.
    roster : Roster
        The students.
    lessons : sequence of str
        All lessons there are, by which a notebook of another one is told.
    dry_run : bool
        Whether to change nothing, and only tell what would be done.
    progress : callable
        Called with how many submissions are read, and of how many.
    finish : callable
        Called with the outcome when all is in place; if it raises, the moves are taken back.

    Returns
    -------
    Intake
        What became of each submission and each file.

    Raises
    ------
    CourseError
        If the archive cannot be read.
    """
    with opened_archive(archive) as members, _workshop(course, dry_run) as folder:
        ignored = [member for member in members if member.no_work_of_a_student]
        fates = [Fate(member.name, f"ignored: {member.no_work_of_a_student}") for member in ignored]
        system, submissions = recognise(
            [member for member in members if not member.no_work_of_a_student], lesson, lessons
        )
        work = _Work(lesson, lessons, Staging(_made(folder / "copies")), Filing(course, lesson, folder), fates)
        found = plans(submissions, roster)
        for number, plan in enumerate(found, start=1):
            work.prepare(plan)
            progress(number, len(found))
        on_file = {*course.students_who_submitted(lesson), *(each.student for each in work.outcomes)}
        absent = tuple(student.id for student in roster.students if student.id not in on_file)
        intake = Intake(
            str(archive), system, roster.source, lesson, tuple(work.outcomes), tuple(fates), absent, dry_run
        )
        with Moves() as moves:
            if not dry_run:
                work.filing.carry_out(moves)
            finish(intake)
    return intake


@contextmanager
def _workshop(course: Course, dry_run: bool) -> Iterator[Path]:
    """Make a folder that goes away, on the course's own disk if what is in it is to be moved."""
    parent = None if dry_run else course.root / WORKSHOP
    if parent:
        parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="intake-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


class _Work:
    """What is known so far of an archive's submissions."""

    def __init__(
        self, lesson: str, lessons: Sequence[str], staging: Staging, filing: Filing, fates: list[Fate]
    ) -> None:
        self._lesson, self._lessons, self._staging = lesson, lessons, staging
        self.filing, self._fates = filing, fates
        self.outcomes: list[Outcome] = []

    def prepare(self, plan: Plan) -> None:
        """Copy a submission's files, and lay out every folder that becomes of them."""
        submission = plan.submission
        copies, troubles = self._copy(submission)
        reasons = list(plan.reasons)
        outcomes: list[Outcome] = []
        if plan.students and copies:
            outcomes += self._file(plan, copies, troubles)
            reasons += [outcome.reason for outcome in outcomes if outcome.what == What.UNPLACED]
            outcomes = [outcome for outcome in outcomes if outcome.what != What.UNPLACED]
        elif plan.students:
            reasons.append("None of its files can be read.")
        if reasons:
            reasons += [] if outcomes else troubles
            where = self.filing.shelve(submission.label, copies, reasons)
            outcomes += [Outcome(submission.label, What.UNPLACED, where=where, reason=" ".join(dict.fromkeys(reasons)))]
        else:
            self.filing.clear_shelf(submission.label, copies)
        self.outcomes += outcomes
        gone_to = ", ".join(dict.fromkeys(outcome.where for outcome in outcomes))
        self._fates += [Fate(copy.name, f"in {gone_to}") for copy in copies]

    def _copy(self, submission: HandedIn) -> tuple[list[Staged], list[str]]:
        copies: list[Staged] = []
        troubles: list[str] = []
        for attachment in submission.attachments:
            try:
                copies.append(self._staging.copy(attachment.member, attachment.parts, attachment.order))
            except UnreadableMemberError as error:
                troubles.append(f"{attachment.member.name} was not copied: {error}.")
                self._fates.append(Fate(attachment.member.name, f"not copied: {error}"))
        return copies, troubles

    def _file(self, plan: Plan, copies: Sequence[Staged], troubles: Sequence[str]) -> list[Outcome]:
        submission = plan.submission
        files = list(copies)
        notes = list(troubles)
        for archive in filter(is_zip, copies):
            within, more = self._staging.unpack(archive)
            files += within
            notes += more
        own_timestamp = submission.own_timestamp and self.filing.is_timestamp(copies)
        arrangement = arrange(self._lesson, files, self._lessons, own_timestamp)
        return [
            self.filing.file(submission, student, arrangement, tuple(notes), own_timestamp) for student in plan.students
        ]
