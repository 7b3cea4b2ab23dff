"""The oracle: runs a submission in its sandbox, examines each exercise from outside, and reaches the verdict."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.checks.examine import examine, unexamined
from autograder.checks.render import as_html, as_text
from autograder.checks.report import REPORT_MIME, Report
from autograder.engine.session import Session
from autograder.engine.verdict import Verdict, is_code, verdict_key
from autograder.engine.worker import WarmWorker
from autograder.exercises.declaration import Exercise, Lesson
from autograder.subjects import SubjectError, SubjectStoppedError


def judge(lesson: Lesson, notebook: Any, worker: WarmWorker, seed: int) -> Verdict:
    """Return the verdict on one submission.

    The cells run in the sandbox in the order of the notebook. Where a test cell stands, the oracle examines the
    exercise of that grade id instead of running the cell: it looks up the student's function as it is at that moment,
    sends it cases, and compares what comes back. Nothing the sandbox prints or returns can raise a score.

    A submission whose worker was lost on the way is run once more, in a new one. If that is lost too, the submission
    did it: what it earned before counts, and nothing after.

    Parameters
    ----------
    lesson : Lesson
        What is graded.
    notebook : NotebookNode
        The submission, sanitised by nbgrader.
    worker : WarmWorker
        A confined interpreter that this thread alone uses.
    seed : int
        What the graded cases are drawn from.
    """
    started = time.monotonic()
    run = _run(lesson, notebook, worker, seed, lends=True)
    if run.lost_worker or not run.draw_lent(worker):
        # The machine may be to blame, and then the student is not: once more, in a new worker. Or a figure cannot be
        # drawn, and its cell must say so where it stands.
        run = _run(lesson, notebook, worker, seed, lends=False)
    for exercise in lesson.exercises:
        if exercise.name not in run.reports:
            run.reports[exercise.name] = unexamined(exercise, seed, "missing", "its test cell is not in the notebook")
    key = verdict_key(lesson, notebook, worker.figures)
    return Verdict(key, lesson.name, seed, run.reports, tuple(run.outputs), run.stopped, time.monotonic() - started)


@dataclass
class _Run:
    """What one run of a submission came to, and whether it ended because the worker was lost."""

    reports: dict[str, Report] = field(default_factory=dict)
    outputs: list[tuple[dict[str, Any], ...]] = field(default_factory=list)
    lent: dict[int, tuple[str, Mapping[Any, Any]]] = field(default_factory=dict)  # by the number of the outputs
    stopped: str = ""
    lost_worker: bool = False

    def draw_lent(self, worker: WarmWorker) -> bool:
        """Have the figures drawn that the submission has lent, and put them in place; return whether all are there."""
        if not self.lent:
            return True
        figures = worker.known_figures
        with worker.open_submission() as session:
            if not all(figures.draw(session, source, lent) for source, lent in self.lent.values()):
                return False
        for number, (source, _) in self.lent.items():
            self.outputs[number] = tuple(figures.restored(source, list(self.outputs[number])))
        return True


def _run(lesson: Lesson, notebook: Any, worker: WarmWorker, seed: int, lends: bool) -> _Run:
    exercises = {exercise.name: exercise for exercise in lesson.exercises}
    run = _Run()
    with worker.open_submission() as session:
        for cell in filter(is_code, notebook.cells):
            exercise = exercises.get(_grade_id(cell))
            if exercise is None:
                result = session.run_cell(cell.source, lends=lends)
                if result.lent:
                    run.lent[len(run.outputs)] = cell.source, result.lent
                run.outputs.append(tuple(result.outputs))
            else:
                run.reports[exercise.name] = _examine(exercise, session, seed)
                run.outputs.append((report_output(run.reports[exercise.name]),))
        if session.ended:
            run.stopped, run.lost_worker = session.ended.reason, session.ended.with_worker
    return run


def _grade_id(cell: Any) -> str:
    marks = cell.metadata.get("nbgrader", {})
    return str(marks.get("grade_id", "")) if marks.get("grade") and not marks.get("solution") else ""


def _examine(exercise: Exercise, session: Session, seed: int) -> Report:
    try:
        subject = session.subject(exercise.name)
    except SubjectStoppedError as stopped:
        return unexamined(
            exercise, seed, "stopped", f"the notebook's run ended before this exercise: {stopped.sentence}"
        )
    except SubjectError as missing:
        return unexamined(exercise, seed, "missing", missing.sentence)
    return examine(exercise, subject, seed)


def report_output(report: Report) -> dict[str, Any]:
    """Return a report as the output of its test cell, an nbformat ``display_data``."""
    return {
        "output_type": "display_data",
        "data": {"text/html": as_html(report), "text/plain": as_text(report), REPORT_MIME: report.to_json()},
        "metadata": {},
    }
