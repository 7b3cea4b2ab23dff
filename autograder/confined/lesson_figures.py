"""The lesson's own figures, which need not be drawn for everybody: a mark takes their place, the host has the picture.

Drawing is two thirds of a submission's time, and most of a class draws the same figures from the same data. A figure
that the host has not seen is lent to it: the host gets the data, and has it drawn where no student's code runs.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Collection
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from autograder.confined.figure_marks import MOST_LENT, mark
from autograder.confined.fingerprint import NotPlainError, fingerprint
from autograder.confined.plain_data import NotPlainDataError, from_wire, to_wire

_MARK = "_lesson_figure_mark"


class LessonFigures:
    """Draws figures that are made of plain data, or puts their marks in their place.

    It is what `lecturelib.plots.drawing.let_draw` is given.

    Attributes
    ----------
    lent : dict
        For each figure of this cell that the host is to have drawn, by fingerprint: its function's name, and its
        arguments on the wire.
    """

    def __init__(self) -> None:
        self.lent: dict[str, list[Any]] = {}
        self._known: frozenset[str] = frozenset()
        self._lends = False
        self._settings: Any = None

    def expect(self, known: Collection[str] = (), lends: bool = False) -> None:
        """Say what holds for the next cell.

        Parameters
        ----------
        known : collection of str
            The fingerprints of figures that are not to be drawn.
        lends : bool
            Whether the others are lent to the host.
        """
        self.lent = {}
        self._known, self._lends = frozenset(known), lends
        self._settings = self._settings or mpl.rcParams.copy()  # as they are before a student's code runs

    def __call__(self, draw: Callable[..., None], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Draw the figure, unless it is known or lent."""
        found = self._fingerprint(draw, args, kwargs) if self._known or self._lends else ""
        if found in self._known or (found and self._lends and self._lend(found, draw, args, kwargs)):
            _leave_a_place(found)
        else:
            draw(*args, **kwargs)

    def _lend(self, found: str, draw: Callable[..., None], args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        if len(self.lent) >= MOST_LENT:
            return False
        try:
            self.lent[found] = [_name_of(draw), to_wire(args, _refuse), to_wire(kwargs, _refuse)]
        except NotPlainDataError:
            return False
        return True

    def _fingerprint(self, draw: Callable[..., None], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        if mpl.rcParams != self._settings:
            return ""  # in another style it is another figure
        try:
            return fingerprint(_name_of(draw), (args, kwargs))
        except NotPlainError:
            return ""


def draw_lent(order: list[Any]) -> None:
    """Draw a figure that a submission has lent.

    Parameters
    ----------
    order : list
        As in `LessonFigures.lent`: the function's name, and its arguments on the wire.
    """
    name, args, kwargs = order
    drawing = sys.modules["lecturelib.plots.drawing"]
    importlib.import_module(name.rpartition(".")[0])
    drawing.named(name)(*from_wire(args, _return_none), **from_wire(kwargs, _return_none))


def _name_of(draw: Callable[..., None]) -> str:
    return f"{draw.__module__}.{draw.__qualname__}"


def _return_none(handle: int) -> None:
    return None


def _refuse(function: Callable[..., Any]) -> int:
    raise NotPlainDataError("a figure that depends on a function is not lent")


def _leave_a_place(found: str) -> None:
    """Open a figure that shows nothing but the mark. It holds a line, since a notebook passes over empty figures."""
    figure = plt.figure(figsize=(1, 1))
    figure.lines.append(Line2D([], []))
    setattr(figure, _MARK, found)


def written_mark(figure: Figure, file: Any) -> bool:
    """Write a figure's mark to `file`, if it has one; return whether it has."""
    found = vars(figure).get(_MARK)
    if found is None or not hasattr(file, "write"):
        return False
    file.write(mark(found))
    return True
