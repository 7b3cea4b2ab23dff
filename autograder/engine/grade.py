"""Grade a class: verdicts by a pool of confined workers, recorded by one writer through nbgrader."""

from __future__ import annotations

import queue
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from autograder.course.build import build_lesson
from autograder.course.course import Course, CourseError, raise_unless_successful
from autograder.engine.confinement import CannotConfineError, Confinement
from autograder.engine.limits import Limits
from autograder.engine.oracle import judge
from autograder.engine.snapshot import Snapshot, course_snapshot
from autograder.engine.verdict import Verdict, VerdictStore, verdict_key
from autograder.engine.worker import WarmWorker
from autograder.exercises.declaration import Lesson


@dataclass(frozen=True)
class Graded:
    """What became of one student's submission.

    Attributes
    ----------
    student : str
        nbgrader's student id.
    verdict : Verdict or None
        What the oracle found; None if there was nothing to run.
    problem : str
        Why there is no verdict, in one sentence; empty if there is one.
    """

    student: str
    verdict: Verdict | None
    problem: str = ""


@dataclass(frozen=True)
class _Job:
    student: str
    notebook: NotebookNode


def grade_class(
    course: Course,
    lesson: Lesson,
    confinement: Confinement,
    workers: int,
    limits: Limits | None = None,
    seed: int | None = None,
) -> Iterator[Graded]:
    """Grade every submission of a lesson; yields each as it has been recorded.

    Verdicts are reached in parallel, each thread driving a sandbox of its own; this thread alone writes to the
    gradebook, through nbgrader's own `autograde`. A submission whose verdict is in the store is not executed again.

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
        What graded cases are drawn from; drawn now if not given, the same for the whole class.
    """
    students = course.students_who_submitted(lesson.name)
    if not students:
        raise CourseError(f"nobody has submitted {lesson.name}: there is no {course.submitted}/STUDENT/{lesson.name}")
    seed = secrets.randbits(31) if seed is None else seed
    ensure_registered(course, lesson)
    store = VerdictStore(course.verdicts)
    api = course.nbgrader()
    sanitise = _Sanitiser(api, lesson)
    jobs: list[_Job] = []
    for student in students:
        try:
            jobs.append(_Job(student, sanitise(course, student)))
        except Exception as error:  # whatever a submission's file can provoke in nbformat or nbgrader
            record_zero(course, lesson, student)
            yield Graded(student, None, f"the notebook could not be read ({type(error).__name__})")
    ready: queue.Queue[Graded | CannotConfineError] = queue.Queue()
    with (
        course_snapshot(lesson.withheld) as snapshot,
        _Pool(jobs, min(workers, len(jobs)), _Examiner(lesson, store, snapshot, confinement, limits, seed), ready),
    ):
        for _ in jobs:
            graded = ready.get()
            if isinstance(graded, CannotConfineError):
                raise graded
            yield _record(api, lesson, graded)


def _record(api: Any, lesson: Lesson, graded: Graded) -> Graded:
    """Let nbgrader record a verdict. Without one nothing is recorded: the fault is ours, and no student's."""
    if graded.verdict is None:
        return graded
    result = api.autograde(lesson.name, graded.student, force=True, create=True)
    try:
        raise_unless_successful(result, f"record {graded.student}")
    except CourseError as error:
        return Graded(graded.student, graded.verdict, str(error))
    return graded


def record_zero(course: Course, lesson: Lesson, student: str) -> None:
    """Give a submission that cannot be read zero points in the gradebook, so that it is not left unscored."""
    from nbgrader.api import Gradebook

    with Gradebook(course.nbgrader().coursedir.db_url) as gradebook:
        gradebook.update_or_create_student(student)
        submission = gradebook.update_or_create_submission(lesson.name, student)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = 0
                grade.needs_manual_grade = False
        gradebook.db.commit()


def ensure_registered(course: Course, lesson: Lesson) -> None:
    """Register the lesson in the course's gradebook unless it is there already."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(course.nbgrader().coursedir.db_url) as gradebook:
        try:
            if gradebook.find_assignment(lesson.name).notebooks:
                return
        except MissingEntry:
            pass
    if (course.solutions / f"{lesson.name}.py").is_file() or not (course.source / lesson.name).is_dir():
        build_lesson(course, lesson)
    else:
        # A course made elsewhere comes with its source notebooks only.
        result = course.nbgrader().generate_assignment(lesson.name, force=True, create=True)
        raise_unless_successful(result, f"release {lesson.name}")


class _Sanitiser:
    """nbgrader's sanitising preprocessors, which repair what a student changed, applied ahead of the run."""

    def __init__(self, api: Any, lesson: Lesson) -> None:
        from nbgrader.converters import Autograde

        autograde = Autograde(coursedir=api.coursedir, parent=api)
        self._exporter = NotebookExporter(parent=autograde, config=autograde.config)
        for preprocessor in autograde.sanitize_preprocessors:
            self._exporter.register_preprocessor(preprocessor, enabled=True)
        self._db_url = api.coursedir.db_url
        self._lesson = lesson.name

    def __call__(self, course: Course, student: str) -> NotebookNode:
        path = course.submitted / student / self._lesson / f"{self._lesson}.ipynb"
        about = {"student": student, "assignment": self._lesson, "notebook": self._lesson, "db_url": self._db_url}
        text, _ = self._exporter.from_filename(str(path), resources={"nbgrader": about, "unique_key": self._lesson})
        return nbformat.reads(text, as_version=4)


@dataclass(frozen=True)
class _Examiner:
    lesson: Lesson
    store: VerdictStore
    snapshot: Snapshot
    confinement: Confinement
    limits: Limits | None
    seed: int

    def new_worker(self) -> WarmWorker:
        return WarmWorker(self.snapshot, self.confinement, self.limits, self.lesson.preload)

    def __call__(self, job: _Job, worker: WarmWorker) -> Graded:
        verdict = self.store.get(self.lesson.name, verdict_key(self.lesson, job.notebook))
        if verdict is None:
            verdict = judge(self.lesson, job.notebook, worker, self.seed)
            self.store.put(verdict)
        return Graded(job.student, verdict)


class _Pool:
    """Threads that take jobs until none is left; each has its own worker, so they share nothing but two queues."""

    def __init__(
        self, jobs: Sequence[_Job], size: int, examiner: _Examiner, ready: queue.Queue[Graded | CannotConfineError]
    ) -> None:
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        for job in jobs:
            self._jobs.put(job)
        self._ready = ready
        self._examiner = examiner
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(size)]

    def __enter__(self) -> _Pool:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        try:
            with self._examiner.new_worker() as worker:
                self._take_jobs(lambda job: self._examiner(job, worker))
        except CannotConfineError as error:
            self._ready.put(error)

    def _take_jobs(self, examine: Callable[[_Job], Graded]) -> None:
        while not self._stop.is_set():
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            try:
                graded = examine(job)
            except CannotConfineError:
                raise
            except Exception as error:  # one submission must not stop the class
                graded = Graded(job.student, None, f"not graded, our fault: {type(error).__name__}: {error}")
            self._ready.put(graded)
