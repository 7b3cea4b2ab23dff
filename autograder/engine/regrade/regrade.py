"""Regrade a class: new verdicts on the work that was graded, proposed first, applied when somebody has agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from autograder.course.course import Course, CourseError
from autograder.course.gradebook import opened_gradebook
from autograder.course.journal import Entry, Journal
from autograder.engine.class_verdicts import ClassVerdicts, Submission, preparer, students_to_examine
from autograder.engine.confinement import Confinement
from autograder.engine.executors import Executor
from autograder.engine.grade import Graded, setting_for
from autograder.engine.limits import Limits
from autograder.engine.local_pool import LocalPool
from autograder.engine.regrade.grades import Standing
from autograder.engine.regrade.ledger import Ledger
from autograder.engine.regrade.propose import NotRegraded, Proposal, propose
from autograder.engine.regrade.writing import writing_run
from autograder.engine.run import Run
from autograder.engine.task import Setting
from autograder.engine.verdict import Verdict
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
    from autograder.engine.record import Recorder

ANEW = "handed in anew since the grading: `autograder grade` grades it"
UNGRADED = "was never graded: `autograder grade` does that"
GONE = "has grades, and no submission any more"


@contextmanager
def regrading(
    course: Course,
    lesson: Lesson,
    confinement: Confinement,
    workers: int,
    limits: Limits | None = None,
    executor: Callable[[Setting, int], Executor] = LocalPool,
    figures: bool = True,
) -> Iterator[Regrading]:
    """Open what a regrade of a class needs, and close it at the end.

    Each submission is examined with the seed that it was graded with, so that no score changes by the luck of the
    cases; where that is not known, with the seed of most of the class, and where none is known, with one that is drawn
    now.

    Parameters
    ----------
    course, lesson, confinement, workers, limits, executor, figures
        As for `autograder.engine.grade.grade_class`.

    Raises
    ------
    CourseError
        If nobody has submitted, there is no gradebook, or the ledger was altered.
    CannotConfineError
        If student code cannot be confined.
    """
    students = students_to_examine(course, lesson)
    ledger = Ledger(course.ledgers, lesson.name)
    ledger.entries()  # one that cannot be trusted is to be said now, not after an hour of grading
    with opened_gradebook(course):
        pass  # so is a gradebook that is missing or damaged
    from autograder.engine.record import Recorder

    graded_by = Journal.of(course, lesson.name).read().recorded
    seeds = Counter(graded_by[student].seed for student in students if student in graded_by)
    run = Run.take_up(course, f"{lesson.name}-regrade", seeds.most_common(1)[0][0] if seeds else None)
    setting = setting_for(course, lesson, confinement, limits, run.seed, figures)
    with (
        ClassVerdicts(course, lesson, setting, workers, executor) as verdicts,
        Recorder(course.nbgrader(), lesson.name) as recorder,
    ):
        yield Regrading(course, lesson, verdicts, recorder, run, graded_by)


class Regrading:
    """A regrade of one class; `regrading` makes it.

    Attributes
    ----------
    points : float
        The most points of the notebook, by the gradebook.
    run_number : int or None
        The number of the run in the ledger, once `apply` has begun one.
    last_hash : str
        What the ledger ends with after `apply`.
    """

    def __init__(
        self,
        course: Course,
        lesson: Lesson,
        verdicts: ClassVerdicts,
        recorder: Recorder,
        run: Run,
        graded_by: Mapping[str, Entry],
    ) -> None:
        from autograder.engine.regrade.grade_table import GradeTable

        self._course, self._lesson, self._verdicts, self._recorder, self._run = course, lesson, verdicts, recorder, run
        self._graded_by, self._journal = graded_by, Journal.of(course, lesson.name)
        self._ledger = Ledger(course.ledgers, lesson.name)
        self._table = GradeTable(recorder.gradebook, lesson.name)
        self.points = sum(self._table.points.values())
        self.run_number: int | None = None
        self.last_hash = ""

    def proposals(self) -> Iterator[Proposal | NotRegraded]:
        """Yield what becomes of each student, as it is known; the gradebook is not written to.

        Raises
        ------
        CourseError
            If nobody was graded yet.
        """
        standings = self._table.standings()
        if not any(standing.grades for standing in standings.values()):
            raise CourseError(
                f"{self._lesson.name} was never graded, so there is nothing to regrade: `autograder grade` does that"
            )
        aside: list[NotRegraded] = []
        taken_in = self._verdicts.take_in(preparer(self._course.nbgrader(), self._lesson))
        for examined in self._verdicts.reach(self._graded(taken_in, standings, aside), self._seed_of):
            student = examined.submission.student
            if examined.verdict is None:
                yield NotRegraded(student, examined.fault)
            else:
                yield self._proposal(examined.submission, examined.verdict, standings[student])
        here = {*self._course.students_who_submitted(self._lesson.name)}
        gone = [name for name, standing in sorted(standings.items()) if standing.grades and name not in here]
        yield from (*aside, *(NotRegraded(student, GONE) for student in gone))
        self._run.finish()

    def apply(self, proposals: Sequence[Proposal]) -> Iterator[tuple[Proposal, str]]:
        """Take what was proposed; yield each student, and why nothing was changed where that is so.

        A student is one transaction. What students read is written anew wherever the verdict is another, as it may
        change where no score does; the ledger has a line for each, so that all of it can be taken back.
        """
        # Grades come first: what is only read anew may wait.
        to_apply = sorted((each for each in proposals if each.applicable), key=lambda each: each.line.empty)
        if not to_apply:
            return
        self._journal.begin(self._run.began)
        with writing_run(self._ledger, self._table) as run:
            self.run_number = run.number
            for proposal in to_apply:
                verdict = self._verdict_on(proposal.submission)
                problem = run.take(proposal.line, partial(self._write_files, proposal.submission, verdict))
                if not problem:
                    self._note(proposal.submission, verdict)
                yield proposal, problem
        self.last_hash = run.last_hash

    def _graded(
        self, submissions: Iterator[Submission], standings: Mapping[str, Standing], aside: list[NotRegraded]
    ) -> Iterator[Submission]:
        """Yield the submissions that were graded as they are; put the others aside."""
        for submission in submissions:
            standing = standings.get(submission.student)
            known = self._graded_by.get(submission.student)
            if standing is None or not standing.grades:
                aside.append(NotRegraded(submission.student, UNGRADED))
            elif known is not None and known.work != submission.work:
                aside.append(NotRegraded(submission.student, ANEW))
            else:
                yield submission

    def _seed_of(self, submission: Submission) -> int:
        known = self._graded_by.get(submission.student)
        return self._run.seed if known is None or known.seed is None else known.seed

    def _proposal(self, submission: Submission, verdict: Verdict, before: Standing) -> Proposal:
        student, store = submission.student, self._verdicts.store
        known = self._graded_by.get(student)
        old = store.get(self._lesson.name, known.key) if known else None
        scored = self._recorder.score(student, self._verdicts.notebook(submission), verdict)

        def late_plug_in(score: float) -> float | None:
            return self._recorder.late_penalty(student, score, before.seconds_late)

        return propose(submission, before, scored.scores, self._table.points, (old, verdict), late_plug_in)

    def _verdict_on(self, submission: Submission) -> Verdict:
        verdict = self._verdicts.store.get(self._lesson.name, submission.key)
        if verdict is None:
            raise CourseError(f"a verdict has gone from {self._verdicts.store.folder}: run the regrade again")
        return verdict

    def _write_files(self, submission: Submission, verdict: Verdict) -> None:
        scored = self._recorder.score(submission.student, self._verdicts.notebook(submission), verdict)
        self._recorder.write_files(submission.student, scored)

    def _note(self, submission: Submission, verdict: Verdict) -> None:
        graded = Graded(submission.student, verdict, mended=submission.mended, work=submission.work)
        self._journal.note(Entry.of(graded))
