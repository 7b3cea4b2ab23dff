"""Undo a run of the ledger: every grade back to what it was, unless somebody has changed it since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from autograder.course.course import Course
from autograder.course.journal import Entry, History, Journal
from autograder.engine.class_verdicts import preparer
from autograder.engine.grade import Graded
from autograder.engine.regrade.grades import CellGrade, GradeStep, PenaltyStep, Standing, StudentLine, same
from autograder.engine.regrade.ledger import Ledger
from autograder.engine.regrade.runs import UNDO, LedgerRun, merged
from autograder.engine.regrade.writing import writing_run
from autograder.engine.verdict import VerdictStore, work_fingerprint
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
    from autograder.engine.record import Recorder


@dataclass(frozen=True)
class Refused:
    """A student whose grades stay as they are, because somebody has changed one since."""

    student: str
    reason: str


def propose_undo(
    run: LedgerRun, standings: Mapping[str, Standing], history: History
) -> tuple[list[StudentLine], list[Refused]]:
    """Return the steps that take a run back, and the students of whom somebody has changed a grade since.

    A student's grades go back together or not at all, for the penalty depends on all of them. Where the run has changed
    only what the student reads, the line has no steps: its verdicts alone go back, if no later one stands in their
    place. Whoever was undone already is in neither list.

    Parameters
    ----------
    run : LedgerRun
        The run to undo.
    standings : mapping of str to Standing
        The grades as they are, by student.
    history : History
        What the lesson's journal tells.
    """
    lines: list[StudentLine] = []
    refused: list[Refused] = []
    for line in merged(run.lines):
        standing = standings.get(line.student)
        reason = "" if line.empty else _changed_since(line, standing, history)
        if reason:
            refused.append(Refused(line.student, reason))
        elif standing is not None:
            back = _line_back(run.number, line, standing)
            now = history.recorded.get(line.student)
            by_run = now is not None and now.key == line.verdicts[1] != line.verdicts[0]
            lines += [back] if by_run or not back.empty else []
    return lines, refused


def undo(
    course: Course, lesson: Lesson, recorder: Recorder, run: LedgerRun, lines: Sequence[StudentLine]
) -> Iterator[tuple[StudentLine, str, bool]]:
    """Take a run back, and record that in the ledger.

    Yields each student's line, why nothing was changed where that is so, and whether what the student reads is again
    what it was: that takes the old verdict, which the store keeps unless somebody has emptied it.
    """
    from autograder.engine.regrade.grade_table import GradeTable

    files = _OldFiles(course, lesson, recorder)
    table = GradeTable(recorder.gradebook, lesson.name)
    with writing_run(Ledger(course.ledgers, lesson.name), table, UNDO, run.number) as writing:
        for line in lines:
            problem = writing.take(line, partial(files.write, line))
            if not problem:
                files.note(line.student)
            yield line, problem, line.student in files.written


def _changed_since(line: StudentLine, standing: Standing | None, history: History) -> str:
    """Return what somebody has changed since a run took a line's steps; empty if nobody has."""
    if standing is None:
        return "the gradebook knows of no submission"
    now, then = history.recorded.get(line.student), history.works.get(line.verdicts[1] or "")
    if now is not None and then is not None and now.work != then:
        return "what was handed in since the run has been graded"
    changed = [step for step in line.grades if not _touched_by_run_alone(standing.grades.get(step.cell), step)]
    if changed:
        return _said(changed[0], standing.grades.get(changed[0].cell))
    if line.penalty and not any(same(standing.penalty, each) for each in (line.penalty.old, line.penalty.new)):
        return f"the late penalty is {standing.penalty} now"
    return ""


def _touched_by_run_alone(now: CellGrade | None, step: GradeStep) -> bool:
    """Return whether a grade is as the run left it, or as it was before: a mark for a look may have been answered."""
    return any(now is each if now is None or each is None else now.same_points(each) for each in (step.new, step.old))


def _said(step: GradeStep, now: CellGrade | None) -> str:
    left = step.new.score if step.new else "no grade"
    return f"{step.cell} is {now.score if now else 'no grade'} now, and the run left it at {left}"


def _line_back(number: int, line: StudentLine, standing: Standing) -> StudentLine:
    reason = f"run {number} is undone"
    steps = []
    for step in line.grades:
        now = standing.grades.get(step.cell)
        if now is None or step.old is None:
            target = step.old
        else:
            target = replace(now, auto_score=step.old.auto_score, needs_manual_grade=step.old.needs_manual_grade)
        at_new = (now is None and step.new is None) or (now is not None and now.same_points(step.new))
        if at_new and target != now:
            steps.append(GradeStep(step.cell, now, target, reason))
    penalty = None
    if line.penalty and same(standing.penalty, line.penalty.new):
        penalty = PenaltyStep(standing.penalty, line.penalty.old, reason)
    return StudentLine(line.student, tuple(steps), penalty, None, (line.verdicts[1], line.verdicts[0]))


class _OldFiles:
    """Writes what a student read before a run, where the old verdict is still kept and the work is the same."""

    def __init__(self, course: Course, lesson: Lesson, recorder: Recorder) -> None:
        self._course, self._lesson, self._recorder = course, lesson, recorder
        self._prepare = preparer(course.nbgrader(), lesson)
        self._journal = Journal.of(course, lesson.name)
        self._journal.begin(datetime.now(UTC).isoformat())
        self._works = self._journal.read().works
        self._store = VerdictStore(course.verdicts)
        self.written: dict[str, Entry] = {}

    def write(self, line: StudentLine) -> None:
        """Write the files of one student."""
        name, student, key = self._lesson.name, line.student, line.verdicts[1]
        verdict = self._store.get(name, key) if key else None
        folder = self._course.submitted / student / name
        if verdict is None or not folder.is_dir():
            return
        prepared = self._prepare(folder)
        work = work_fingerprint(prepared.notebook)
        if work != self._works.get(verdict.key):
            return
        self._recorder.write_files(student, self._recorder.score(student, prepared.notebook, verdict))
        self.written[student] = Entry.of(Graded(student, verdict, mended=prepared.problems, work=work))

    def note(self, student: str) -> None:
        """Note whose verdict the student's scores come from again, once the gradebook has them."""
        if student in self.written:
            self._journal.note(self.written[student])
