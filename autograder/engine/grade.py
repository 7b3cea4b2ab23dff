"""Grade a class: verdicts from an executor's workers, recorded by one writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from autograder.course.course import Course
from autograder.course.journal import Entry, Journal
from autograder.engine.class_verdicts import ClassVerdicts, Examined, preparer, students_to_examine
from autograder.engine.confinement import Confinement
from autograder.engine.executors import Executor
from autograder.engine.known_figures import packed_figure_cells
from autograder.engine.limits import Limits
from autograder.engine.local_pool import LocalPool
from autograder.engine.run import Run
from autograder.engine.task import Setting
from autograder.engine.verdict import Verdict
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
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
    work : str
        Fingerprint of the submission's code cells; empty if it is not known.
    """

    student: str
    verdict: Verdict | None
    problem: str = ""
    mended: tuple[str, ...] = ()
    work: str = ""


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
        Whether figures are drawn; if not, the outputs hold a line for each.

    Raises
    ------
    CannotConfineError
        If student code cannot be confined.
    CourseError
        If nobody has submitted.
    OSError, sqlalchemy.exc.DBAPIError
        If the disk or the gradebook is in the way of every record; those before are whole, and the next run goes on.
    """
    students_to_examine(course, lesson)
    run = Run.take_up(course, lesson.name, seed)
    journal = Journal.of(course, lesson.name)
    journal.begin(run.began)
    setting = setting_for(course, lesson, confinement, limits, run.seed, figures)
    with ClassVerdicts(course, lesson, setting, workers, executor) as verdicts:
        verdicts.warm_up()
        with _recorder(course, lesson) as recorder:
            submissions = verdicts.take_in(preparer(course.nbgrader(), lesson))
            recorded = (_record(recorder, journal, verdicts, examined) for examined in verdicts.reach(submissions))
            yield from journal.noting(recorded)
    run.finish()


def setting_for(
    course: Course, lesson: Lesson, confinement: Confinement, limits: Limits | None, seed: int, figures: bool
) -> Setting:
    """Return what all submissions of a run over a class have in common."""
    figure_cells = packed_figure_cells(course.source / lesson.name / f"{lesson.name}.ipynb")
    return Setting(lesson.name, confinement.name, limits or Limits(), seed, figures, (str(course.root),), figure_cells)


@contextmanager
def _recorder(course: Course, lesson: Lesson) -> Iterator[Recorder]:
    from autograder.engine.record import Recorder
    from autograder.engine.registering import ensure_registered

    ensure_registered(course, lesson)
    with Recorder(course.nbgrader(), lesson.name) as recorder:
        yield recorder


def _record(recorder: Recorder, journal: Journal, verdicts: ClassVerdicts, examined: Examined) -> Graded:
    submission, verdict = examined.submission, examined.verdict
    if verdict is None:
        return Graded(submission.student, None, examined.fault)
    without_outputs = replace(verdict, outputs=())  # a class of them would fill the memory
    graded = Graded(submission.student, without_outputs, mended=submission.mended, work=submission.work)
    try:
        note = partial(journal.note, Entry.of(graded))
        recorder.record(submission.student, verdicts.notebook(submission), verdict, note)
    except Exception as error:
        from autograder.engine.record.obstacles import meets_every_record

        if meets_every_record(error):
            raise
        # One submission must not stop the class.
        return replace(graded, problem=f"not recorded: {type(error).__name__}: {str(error).partition(chr(10))[0]}")
    return graded
