"""Reach verdicts in this process: one function of a task, and the warm workers that it keeps from one to the next."""

from __future__ import annotations

import atexit
import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from autograder.engine.confinement import CannotConfineError, choose_confinement
from autograder.engine.known_figures import Drawn, KnownFigures, unpacked_figure_cells
from autograder.engine.oracle import judge
from autograder.engine.snapshot import course_snapshot
from autograder.engine.task import Reached, Setting, Task
from autograder.engine.worker import WarmWorker
from autograder.exercises import LESSONS
from autograder.exercises.declaration import Lesson

_kept = ExitStack()
_workers: dict[Setting, WarmWorker] = {}


def declared_lesson(name: str) -> Lesson:
    """Return the lesson called `name`.

    An assignment of the instructor's own is declared nowhere: it has no exercises, all its cells run, and nbgrader's
    own rule scores them.
    """
    return LESSONS.get(name, Lesson(name, (), ()))


def warm_worker(setting: Setting) -> WarmWorker:
    """Return this process's warm worker for a setting: made for the first submission, kept for the next.

    Raises
    ------
    CannotConfineError
        If the confinement does not work here.
    """
    key = _key(setting)
    if key not in _workers:
        lesson, chosen = declared_lesson(setting.lesson), choose_confinement(setting.confinement or None)
        snapshot = _kept.enter_context(course_snapshot(lesson.withheld, hidden=map(Path, setting.hidden)))
        worker = WarmWorker(snapshot, chosen, setting.limits, lesson.preload, setting.figures)
        _kept.enter_context(worker)
        if setting.figures:
            worker.known_figures = KnownFigures(unpacked_figure_cells(setting.figure_cells))
        _workers[key] = worker
    return _workers[key]


def _key(setting: Setting) -> Setting:
    return replace(setting, seed=0)  # which no worker knows


def new_figures(setting: Setting) -> list[Drawn]:
    """Return the figures that this process's worker has had drawn since this was last asked."""
    worker = _workers.get(_key(setting))
    return worker.known_figures.take_news() if worker else []


def learn_figures(setting: Setting, drawn: Iterable[Drawn]) -> None:
    """Let this process's worker know figures that another's has had drawn."""
    if worker := _workers.get(_key(setting)):
        worker.known_figures.learn(drawn)


def end_workers() -> None:
    """End this process's warm workers and remove their directories."""
    _workers.clear()
    _kept.close()


atexit.register(end_workers)


def prepare_for(setting: Setting) -> None:
    """Start the worker that the tasks of a setting will need; it takes a second or two.

    Raises
    ------
    CannotConfineError
        If it cannot be started.
    """
    warm_worker(setting).start()


def reach_verdict(task: Task) -> Reached:
    """Return the verdict on one submission. It never raises: one submission must not stop the class.

    Any process may call it, on this machine or another, one call at a time. The first call starts a warm worker, which
    serves the following ones and ends with the process, or when `end_workers` is called.
    """
    setting = task.setting
    try:
        lesson = declared_lesson(setting.lesson)
        verdict = judge(lesson, _as_notebook(task.notebook), warm_worker(setting), setting.seed)
        return Reached(task.key, json.dumps(verdict.to_json()).encode())
    except CannotConfineError as error:
        return Reached(task.key, None, str(error), hopeless=True)
    except Exception as error:
        return Reached(task.key, None, f"not graded, our fault: {type(error).__name__}: {error}")


def _as_notebook(data: bytes) -> SimpleNamespace:
    """Return the notebook as far as `judge` looks at it: nbformat, which does more, takes a second to import."""
    cells = json.loads(data)["cells"]
    return SimpleNamespace(cells=[SimpleNamespace(**{**cell, "source": _text(cell["source"])}) for cell in cells])


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
