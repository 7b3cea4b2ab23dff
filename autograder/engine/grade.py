"""Grade a class: verdicts from an executor's workers, recorded by one writer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course.course import Course, CourseError
from autograder.course.journal import Journal
from autograder.engine.confinement import CannotConfineError, Confinement
from autograder.engine.executors import Executor
from autograder.engine.known_figures import packed_figure_cells
from autograder.engine.limits import Limits
from autograder.engine.local_pool import LocalPool
from autograder.engine.run import Run
from autograder.engine.spool import Kept, Spool
from autograder.engine.task import Reached, Setting, Task
from autograder.engine.verdict import Verdict, VerdictStore, verdict_key
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
    from autograder.engine.prepare import Prepared
    from autograder.engine.record import Recorder


@dataclass(frozen=True)
class Graded:
    """What became of one student's submission.

    Attributes
    ----------
    student : str
        nbgrader's student id.
    verdict : Verdict or None
        What the oracle found, without the outputs, which are in ``autograded/``; None if the grader failed.
    problem : str
        Why there is no verdict or it was not recorded, in one sentence; empty if all went well.
    mended : tuple of str
        What had to be mended before the submission could run, a sentence each.
    """

    student: str
    verdict: Verdict | None
    problem: str = ""
    mended: tuple[str, ...] = ()


def grade_class(
    course: Course,
    lesson: Lesson,
    confinement: Confinement,
    workers: int,
    limits: Limits | None = None,
    seed: int | None = None,
    executor: Callable[[Setting, int], Executor] = LocalPool,
    figures: bool = True,
) -> Iterator[Graded]:
    """Grade every submission of a lesson; yields each as it has been recorded.

    Verdicts are reached by the executor's workers; this thread alone prepares submissions and writes to the gradebook
    and the journal.
    A submission whose verdict is in the store is not executed again, and equal ones are executed once.

    Parameters
    ----------
    course : Course
        Where submissions and gradebook are.
    lesson : Lesson
        What to grade.
    confinement : Confinement
        What student code runs in.
    workers : int
        How many submissions run at once.
    limits : Limits, optional
        What one submission may use.
    seed : int, optional
        What graded cases are drawn from. If not given, it is drawn now, the same for the whole class; a run that was
        killed leaves its seed to the next.
    executor : callable
        Makes an `Executor` of the setting and the number of workers.
    figures : bool
        Whether figures are drawn, which takes most of the time; if not, the outputs hold a line for each.

    Raises
    ------
    CannotConfineError
        If student code cannot be confined.
    CourseError
        If nobody has submitted.
    """
    students = course.students_who_submitted(lesson.name)
    if not students:
        raise CourseError(f"nobody has submitted {lesson.name}: there is no {course.submitted}/STUDENT/{lesson.name}")
    run = Run.take_up(course, lesson.name, seed)
    journal = Journal.of(course, lesson.name)
    journal.begin(run.began)
    store = VerdictStore(course.verdicts)
    unknown = len(students) - store.count(lesson.name)
    figure_cells = packed_figure_cells(course.source / lesson.name / f"{lesson.name}.ipynb")
    setting = Setting(
        lesson.name, confinement.name, limits or Limits(), run.seed, figures, (str(course.root),), figure_cells
    )
    with ExitStack() as stack:
        started: list[Executor] = []

        def start() -> Executor:
            if not started:
                started.append(stack.enter_context(executor(setting, min(workers, len(students)))))
            return started[0]

        if unknown > 0:
            start()  # to warm up while this process imports nbgrader and reads the submissions
        grading = stack.enter_context(_grading(course, lesson, store, figures))
        yield from journal.noting(grading.take_in(students))
        if grading.waiting:
            yield from journal.noting(grading.reach_rest(start(), setting))
    run.finish()


@contextmanager
def _grading(course: Course, lesson: Lesson, store: VerdictStore, figures: bool) -> Iterator[_Grading]:
    from autograder.engine.record import Recorder
    from autograder.engine.registering import ensure_registered

    ensure_registered(course, lesson)
    api = course.nbgrader()
    with Recorder(api, lesson.name) as recorder, Spool() as spool:
        yield _Grading(course, lesson, store, recorder, preparer(api, lesson), spool, figures)


def preparer(api: Any, lesson: Lesson) -> Callable[[Path], Prepared]:
    """Return the function that takes in a lesson's submissions, each from its folder.

    Parameters
    ----------
    api : NbGraderAPI
        nbgrader as the course configures it.
    lesson : Lesson
        What is graded; it must be registered in the gradebook.
    """
    from autograder.engine.prepare import Released, prepare

    return partial(prepare, Released.from_gradebook(api.coursedir.db_url, lesson.name))


@dataclass(frozen=True)
class _Submission:
    student: str
    notebook: Kept  # as JSON, in the spool: a class of notebooks would fill the memory
    mended: tuple[str, ...]


class _Grading:
    """One run: whatever is known is recorded at once, the rest waits under the key of the verdict that it needs."""

    def __init__(
        self,
        course: Course,
        lesson: Lesson,
        store: VerdictStore,
        recorder: Recorder,
        prepare: Callable[[Path], Prepared],
        spool: Spool,
        figures: bool,
    ) -> None:
        self._course, self._lesson, self._store = course, lesson, store
        self._recorder, self._prepare, self._spool, self._figures = recorder, prepare, spool, figures
        self.waiting: dict[str, list[_Submission]] = {}

    def take_in(self, students: Sequence[str]) -> Iterator[Graded]:
        """Prepare every submission; record and yield those whose verdict is in the store."""
        for student in students:
            prepared = self._prepare(self._course.submitted / student / self._lesson.name)
            notebook = self._spool.keep(json.dumps(prepared.notebook).encode())
            submission = _Submission(student, notebook, prepared.problems)
            key = verdict_key(self._lesson, prepared.notebook, self._figures)
            verdict = self._store.get(self._lesson.name, key)
            if verdict is None:
                self.waiting.setdefault(key, []).append(submission)
            else:
                yield self._record(submission, verdict)

    def reach_rest(self, executor: Executor, setting: Setting) -> Iterator[Graded]:
        """Let the executor reach the verdicts that are missing; record and yield each as it comes."""
        first = [(key, submissions[0].notebook) for key, submissions in self.waiting.items()]
        tasks = (Task(key, setting, self._spool.read(notebook)) for key, notebook in first)
        for reached in executor.run(tasks):
            yield from self._settle(reached)

    def _settle(self, reached: Reached) -> Iterator[Graded]:
        if reached.hopeless:
            raise CannotConfineError(reached.fault)
        submissions = self.waiting.pop(reached.key)
        if reached.verdict is None:
            # Nothing is recorded: the fault is ours, and no student's.
            yield from (Graded(each.student, None, reached.fault) for each in submissions)
            return
        self._store.put_json(self._lesson.name, reached.key, reached.verdict)
        verdict = Verdict.from_json(json.loads(reached.verdict))
        for submission in submissions:
            yield self._record(submission, verdict)

    def _record(self, submission: _Submission, verdict: Verdict) -> Graded:
        from nbformat import from_dict

        without_outputs = replace(verdict, outputs=())  # a class of them would fill the memory
        try:
            notebook = from_dict(json.loads(self._spool.read(submission.notebook)))
            self._recorder.record(submission.student, notebook, verdict)
        except Exception as error:  # one submission must not stop the class
            problem = f"not recorded: {type(error).__name__}: {error}"
            return Graded(submission.student, without_outputs, problem, submission.mended)
        return Graded(submission.student, without_outputs, mended=submission.mended)
