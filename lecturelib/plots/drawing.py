"""Figures that are made of plain data, and who draws them.

Whoever shows the figures of many notebooks, such as a grader of a class, need not draw the same one for each. So a
function that draws one figure, of its arguments and of nothing else, says so; and somebody may take its place.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

Drawer = Callable[[Callable[..., None], tuple[Any, ...], dict[str, Any]], None]
_Arguments = ParamSpec("_Arguments")


def draw_it(draw: Callable[..., None], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Draw the figure, as happens unless `let_draw` was told otherwise."""
    draw(*args, **kwargs)


_drawer: list[Drawer] = [draw_it]
_drawn_of_data: dict[str, Callable[..., None]] = {}


def let_draw(drawer: Drawer) -> None:
    """Give every later call of a function that is marked `of_data` to `drawer`.

    Parameters
    ----------
    drawer : callable
        Gets the function, its positional arguments and its named ones; it draws the figure, or another for it.
    """
    _drawer[:] = [drawer]


def named(name: str) -> Callable[..., None]:
    """Return the function that is marked `of_data` and has a name, so that others can be asked to draw its figures.

    Parameters
    ----------
    name : str
        Module and qualified name, such as "lecturelib.plots.one_neuron.neuron_sketch".

    Raises
    ------
    KeyError
        If no module that is loaded has such a function.
    """
    return _drawn_of_data[name]


def of_data(draw: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Mark a function that draws one figure, which depends on its arguments alone.

    Examples
    --------
    >>> @of_data
    ... def bars(heights):
    ...     print("drawn:", heights)
    >>> bars([1, 2])
    drawn: [1, 2]
    >>> let_draw(lambda draw, args, kwargs: print(draw.__name__, "of", *args))
    >>> bars([1, 2])
    bars of [1, 2]
    >>> let_draw(draw_it)
    >>> named("lecturelib.plots.drawing.bars")([3])
    drawn: [3]
    """

    @wraps(draw)
    def drawn(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        _drawer[0](draw, args, kwargs)

    _drawn_of_data[f"{draw.__module__}.{draw.__qualname__}"] = draw
    return drawn
