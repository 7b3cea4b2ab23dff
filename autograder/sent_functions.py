"""Functions of an exercise that run where the subject lives: beside student code, which only plain data reaches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.confined.sent import defined
from autograder.standalone_source import standalone_source


class SentFunction:
    """A function that crosses the border as its source.

    Use it as a decorator::

        @SentFunction
        def cubes(x):
            return np.sum(x**3)

    Passed to a subject among its arguments, it arrives as an ordinary function. As a probe, ``subject.run(probe)``, it
    is called with the subject itself as its first argument.

    Parameters
    ----------
    function : callable
        It stands on its own: NumPy as ``np``, the standard library imported within, and nothing else.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.name = function.__name__
        self.source = standalone_source(function, self.name)
        # From the source here too, so that a name which is missing there is missing at once.
        self._function = defined(self.name, self.source)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function in this process."""
        return self._function(*args, **kwargs)

    def __repr__(self) -> str:
        # Two draws of an exercise's cases are compared by their text: no address may stand in it.
        return f"SentFunction({self.name})"
