"""The lesson's own figures, which need not be drawn for everybody: a mark takes their place, the host has the picture.

Drawing is two thirds of a submission's time, and most of a class draws the same figures from the same data.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from autograder.confined.figure_marks import mark
from autograder.confined.fingerprint import NotPlainError, fingerprint

_MARK, _STANDS_IN = "_lesson_figure_mark", "_stands_in_for_lesson_figure"


class LessonFigures:
    """Draws the figures that are made of plain data, marks them, or puts their marks in their place.

    It is what `lecturelib.plots.drawing.let_draw` is given.
    """

    def __init__(self) -> None:
        self._known: frozenset[str] = frozenset()
        self._marks = False
        self._settings: Any = None

    def expect(self, known: Collection[str] = (), marks: bool = False) -> None:
        """Say what holds for the next cell.

        Parameters
        ----------
        known : collection of str
            The fingerprints of figures that are not to be drawn.
        marks : bool
            Whether the others are marked with theirs.
        """
        self._known, self._marks = frozenset(known), marks
        self._settings = self._settings or mpl.rcParams.copy()  # as they are before a student's code runs

    def __call__(self, draw: Callable[..., None], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Draw the figure, unless it is known."""
        found = self._fingerprint(draw, args, kwargs) if self._known or self._marks else ""
        if found in self._known:
            _leave_a_place(found)
            return
        before = set(plt.get_fignums())
        draw(*args, **kwargs)
        made = set(plt.get_fignums()) - before
        if self._marks and found and len(made) == 1:
            setattr(plt.figure(made.pop()), _MARK, found)

    def _fingerprint(self, draw: Callable[..., None], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        if mpl.rcParams != self._settings:
            return ""  # in another style it is another figure
        try:
            return fingerprint(f"{draw.__module__}.{draw.__qualname__}", (args, kwargs))
        except NotPlainError:
            return ""


def _leave_a_place(found: str) -> None:
    """Open a figure that shows nothing but the mark. It holds a line, since a notebook passes over empty figures."""
    figure = plt.figure(figsize=(1, 1))
    figure.lines.append(Line2D([], []))
    setattr(figure, _MARK, found)
    setattr(figure, _STANDS_IN, True)


def written_mark(figure: Figure, file: Any) -> bool:
    """Write a figure's mark, if it has one, to `file`; return whether that is all there is of the figure."""
    found = vars(figure).get(_MARK)
    if found is None or not hasattr(file, "write"):
        return False
    file.write(mark(found))
    return bool(vars(figure).get(_STANDS_IN))
