"""`check`: what a student runs below an exercise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.checks.examine import examine
from autograder.checks.render import as_html, as_text
from autograder.checks.report import Report
from autograder.exercises import find_exercise
from autograder.subjects import LocalSubject

VISIBLE_SEED = 0


class CheckFailedError(AssertionError):
    """An exercise has not earned all of its points yet.

    It is raised so that nbgrader's Validate sees a failure; in a notebook it shows one line in place of a traceback.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Checked:
    """A report that shows itself: HTML in a notebook, text elsewhere."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def _repr_html_(self) -> str:
        return as_html(self.report, visible=True)

    def __repr__(self) -> str:
        return as_text(self.report)


def check(name: str, function: Callable[..., Any], seed: int = VISIBLE_SEED) -> None:
    """Examine your function on visible cases and show what was found.

    Parameters
    ----------
    name : str
        The exercise.
    function : callable
        Your solution.
    seed : int
        What the cases are drawn from. A feedback page names the seed that your work was graded with.

    Raises
    ------
    CheckFailedError
        If a part failed; the report above it says why.
    ValueError
        If there is no such exercise, `function` cannot be called, or `seed` is no whole number from 0 on.
    """
    exercise = find_exercise(name)
    if not callable(function):
        raise ValueError(f"check needs the function itself as its second argument; got {type(function).__name__}")
    if type(seed) is not int or seed < 0:
        raise ValueError(f"the seed is a whole number from 0 on; got {seed!r}")
    report = examine(exercise, LocalSubject(function), seed)
    _show(Checked(report))
    if report.score < report.points:
        raise CheckFailedError(f"{name}: {report.score} of {report.points} points so far")


def _show(checked: Checked) -> None:
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        print(checked)
        return
    if get_ipython() is None:
        print(checked)
    else:
        display(checked)
