"""The verdicts on a class: looked up where they are known, reached by an executor's workers where they are not."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from autograder.course.course import Course, CourseError
from autograder.engine.confinement import CannotConfineError
from autograder.engine.executors import Executor
from autograder.engine.spool import Kept, Spool
from autograder.engine.task import Reached, Setting, Task
from autograder.engine.verdict import Verdict, VerdictStore, verdict_key, work_fingerprint
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.engine.prepare import Prepared


@dataclass(frozen=True)
class Submission:
    """A submission that was taken in.

    Attributes
    ----------
    student : str
        nbgrader's student id.
    key : str
        What its verdict is kept under; see `autograder.engine.verdict.verdict_key`.
    work : str
        A fingerprint of its code cells alone: the same whatever examines them.
    mended : tuple of str
        What had to be mended before it could run, a sentence each.
    kept : Kept
        The prepared notebook as JSON, in the spool: a class of notebooks would fill the memory.
    """

    student: str
    key: str
    work: str
    mended: tuple[str, ...]
    kept: Kept


@dataclass(frozen=True)
class Examined:
    """A submission and its verdict; None if it has none, and then why: the fault is ours, and no student's."""

    submission: Submission
    verdict: Verdict | None
    fault: str = ""


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


def students_to_examine(course: Course, lesson: Lesson) -> list[str]:
    """Return who has submitted a lesson; raises `CourseError` if nobody has."""
    students = course.students_who_submitted(lesson.name)
    if not students:
        raise CourseError(f"nobody has submitted {lesson.name}: there is no {course.submitted}/STUDENT/{lesson.name}")
    return students


class ClassVerdicts:
    """Takes in a class's submissions and reaches their verdicts; records nothing. Use it as a context manager.

    A submission whose verdict is in the store is not executed again, and equal ones are executed once.

    Parameters
    ----------
    course : Course
        Where the submissions and the store are.
    lesson : Lesson
        What is examined.
    setting : Setting
        How.
    workers : int
        How many submissions run at once.
    executor : callable
        Makes an `Executor` of the setting and the number of workers.
    """

    def __init__(
        self,
        course: Course,
        lesson: Lesson,
        setting: Setting,
        workers: int,
        executor: Callable[[Setting, int], Executor],
    ) -> None:
        self.store = VerdictStore(course.verdicts)
        self._course, self._lesson, self._setting = course, lesson, setting
        self._students = students_to_examine(course, lesson)
        self._make_executor = partial(executor, setting, min(workers, len(self._students)))
        self._executor: Executor | None = None
        self._stack, self._spool = ExitStack(), Spool()

    def __enter__(self) -> ClassVerdicts:
        self._stack.enter_context(self._spool)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def warm_up(self) -> None:
        """Start the workers if they will be needed, so that this process can import nbgrader meanwhile."""
        if len(self._students) > self.store.count(self._lesson.name):
            self._started()

    def take_in(self, prepare: Callable[[Path], Prepared]) -> Iterator[Submission]:
        """Yield every submission, prepared and kept, in the order of the students."""
        for student in self._students:
            prepared = prepare(self._course.submitted / student / self._lesson.name)
            yield Submission(
                student,
                verdict_key(self._lesson, prepared.notebook, self._setting.figures),
                work_fingerprint(prepared.notebook),
                prepared.problems,
                self._spool.keep(json.dumps(prepared.notebook).encode()),
            )

    def reach(
        self, submissions: Iterable[Submission], seed_of: Callable[[Submission], int] | None = None
    ) -> Iterator[Examined]:
        """Yield each submission with its verdict: at once where it is known, the others as they are reached.

        Parameters
        ----------
        submissions : iterable of Submission
            From `take_in`.
        seed_of : callable, optional
            Maps a submission to what its cases are drawn from, if that is not the setting's seed for all.
        """
        taken_in = iter(submissions)
        for submission in taken_in:
            verdict = self._kept(submission)
            if verdict is None:
                yield from self._examined(chain([submission], taken_in), seed_of)
            else:
                yield Examined(submission, verdict)

    def _examined(
        self, submissions: Iterable[Submission], seed_of: Callable[[Submission], int] | None
    ) -> Iterator[Examined]:
        """Have submissions examined while the next are taken in. Whoever turns out to be known follows as it comes."""
        waiting: dict[str, list[Submission]] = {}
        known, vanished = deque[Submission](), list[Submission]()
        for reached in self._started().run(self._tasks(submissions, waiting, known, seed_of)):
            yield from self._settled(reached, waiting.pop(reached.key))
            while known:
                submission = known.popleft()
                verdict = self._kept(submission)
                if verdict is None:
                    vanished.append(submission)
                else:
                    yield Examined(submission, verdict)
        yield from self.reach([*known, *vanished], seed_of)

    def _tasks(
        self,
        submissions: Iterable[Submission],
        waiting: dict[str, list[Submission]],
        known: deque[Submission],
        seed_of: Callable[[Submission], int] | None,
    ) -> Iterator[Task]:
        for submission in submissions:
            if submission.key in waiting:
                waiting[submission.key].append(submission)
            elif self._kept(submission) is not None:
                known.append(submission)  # without its verdict: a class of them would fill the memory
            else:
                waiting[submission.key] = [submission]
                yield self._task(submission, seed_of)

    def _kept(self, submission: Submission) -> Verdict | None:
        return self.store.get(self._lesson.name, submission.key)

    def notebook(self, submission: Submission) -> NotebookNode:
        """Return the prepared notebook of a submission."""
        from nbformat import from_dict

        return from_dict(json.loads(self._spool.read(submission.kept)))

    def _started(self) -> Executor:
        if self._executor is None:
            self._executor = self._stack.enter_context(self._make_executor())
        return self._executor

    def _task(self, submission: Submission, seed_of: Callable[[Submission], int] | None) -> Task:
        setting = replace(self._setting, seed=seed_of(submission)) if seed_of else self._setting
        return Task(submission.key, setting, self._spool.read(submission.kept))

    def _settled(self, reached: Reached, submissions: list[Submission]) -> Iterator[Examined]:
        if reached.hopeless:
            raise CannotConfineError(reached.fault)
        verdict = None
        if reached.verdict is not None:
            self.store.put_json(self._lesson.name, reached.key, reached.verdict)
            verdict = Verdict.from_json(json.loads(reached.verdict))
        yield from (Examined(submission, verdict, reached.fault) for submission in submissions)
