"""Call a function that the reader wrote, and say in one sentence what is missing or wrong."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

_LONGEST_QUOTE = 160


class Unusable(Exception):  # noqa: N818 - it describes the reader's function; nothing failed here
    """A reader's function cannot be used; the message is one or two sentences for the reader."""


class StudentFunction:
    """A reader's function under the name by which the course knows it.

    Parameters
    ----------
    name : str
        The exercise's name for the function, whatever the reader called it.
    function : callable
        What the reader wrote. Something else is reported when it is called.
    """

    def __init__(self, name: str, function: object) -> None:
        self.name = name
        self._function = function

    def __call__(self, *arguments: Any) -> Any:
        """Call the function on copies of the arguments, so that ``w += ...`` in it cannot disturb the demo.

        Parameters
        ----------
        *arguments : Any
            Positional arguments.

        Returns
        -------
        Any
            Whatever the function returned, except None.

        Raises
        ------
        Unusable
            If the function is not written, fails, or returns None.
        """
        if not callable(self._function):
            raise Unusable(f"{self.name} should be a function, but it is {_describe(self._function)}.")
        try:
            answer = self._function(*[np.array(a) if isinstance(a, np.ndarray) else a for a in arguments])
        except NotImplementedError as error:
            raise Unusable(self._not_written(error.__traceback__)) from error
        except Exception as error:  # the reader's function may raise anything, and the demo must live on
            raise Unusable(f"{self.name} stopped with {type(error).__name__}: {_quote(error)}") from error
        if answer is None:
            raise Unusable(f"{self.name} returned None: is there a return statement at its end?")
        return answer

    def numbers(self, answer: object, shape: tuple[int, ...], what: str = "its answer") -> Array:
        """Return an answer as an array, or say why it is none.

        Parameters
        ----------
        answer : object
            What the function returned, or a part of it.
        shape : tuple of int
            The shape it must have.
        what : str
            What to call the part in a sentence.

        Returns
        -------
        ndarray of float64
            The answer, finite and of shape `shape`.

        Raises
        ------
        Unusable
            If it is not made of finite real numbers, or has another shape.
        """
        try:
            array = np.asarray(answer)
        except Exception as error:  # np.asarray runs methods of whatever the reader returned
            raise Unusable(f"{self.name} returned {_describe(answer)}, which is no array of numbers.") from error
        if array.dtype.kind not in "biuf":
            raise Unusable(f"{self.name} returned {_describe(answer)} where numbers were expected as {what}.")
        if array.shape != shape:
            raise Unusable(f"{self.name} returned {what} in the shape {array.shape}; expected {shape}.")
        if not np.isfinite(array).all():
            raise Unusable(f"{self.name} returned {what} with a value that is not finite.")
        return array.astype(np.float64)

    def _not_written(self, traceback: TracebackType | None) -> str:
        """Name the function that is missing: the one called, or another that it calls in turn."""
        names = []
        while traceback is not None:
            names.append(traceback.tb_frame.f_code.co_name)
            traceback = traceback.tb_next
        # names[0] is __call__ above, names[1] the reader's function; a stub among its helpers comes last.
        missing = self.name if len(names) <= 2 else names[-1]
        because = "" if missing == self.name else f", and {self.name} needs it"
        return f"{missing} is not written yet{because}: write it in its exercise above, then run this cell again."


def _describe(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"


def _quote(error: Exception) -> str:
    """Return an error's message on one line, cut to a length that fits a picture's caption."""
    try:
        text = " ".join(str(error).split()) or "no message"
    except Exception:  # an exception class of the reader's own may fail to describe itself
        text = "no message"
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
