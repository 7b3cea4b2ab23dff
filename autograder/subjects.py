"""A subject: the function under examination, wherever it lives.

A check calls its subject and receives plain data. In a notebook the function is at hand (`LocalSubject`); while a
class is
graded it lives in a confined process (`autograder.engine.session`). Both go through the same border, so a student reads
the same report in both places.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from autograder.confined.calls import Callables
from autograder.confined.plain_data import NotPlainDataError, from_wire, to_wire
from autograder.sent_functions import SentFunction


class SubjectError(Exception):
    """The subject gave no usable value; `sentence` says why, in words for its author."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SubjectRaisedError(SubjectError):
    """The subject's code raised an exception."""

    def __init__(self, type_name: str, message: str, traceback: str = "") -> None:
        super().__init__(f"the function raised {type_name}{': ' if message else ''}{message}")
        self.type_name = type_name
        self.message = message
        self.traceback = traceback


class SubjectRefusedError(SubjectError):
    """The subject returned something that is not plain data."""


class SubjectChangedInputsError(SubjectError):
    """The subject modified an array that it was given."""


class SubjectStoppedError(SubjectError):
    """The subject's process ended or was stopped: out of time, out of memory, or by its own hand."""


class Subject(Protocol):
    """A function or class under examination."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function; its value comes back as plain data, callables in it as further subjects.

        Raises
        ------
        SubjectError
            If there is no usable value.
        """
        ...

    def run(self, probe: SentFunction, *args: Any, **kwargs: Any) -> Any:
        """Call one of the grader's functions where the subject lives, with the subject itself as its first argument.

        So a class is examined, whose instances don't cross the border: the probe computes with them and returns plain
        data.

        Raises
        ------
        SubjectError
            If there is no usable value.
        """
        ...


@runtime_checkable
class AsksAhead(Subject, Protocol):
    """A subject that may be asked several things in one message, since each message takes its time."""

    def ask_ahead(self, calls: Sequence[bytes]) -> list[dict[str, Any]]:
        """Make calls in their order, each with the arguments in a packed pair of `to_wire`'s values.

        Returns
        -------
        answers : list of dict
            To the first of the calls; the others have not been made.

        Raises
        ------
        SubjectStoppedError
            If one of them took too long, or ended the process.
        """
        ...

    def value_of(self, answer: dict[str, Any]) -> Any:
        """Return the value in an answer, or raise the `SubjectError` that it describes."""
        ...


def value_of_answer(answer: dict[str, Any], subject_of: Callable[[int], Subject]) -> Any:
    """Return the value in the answer of `Callables.call`, or raise the `SubjectError` that it describes."""
    if "raised" in answer:
        raise SubjectRaisedError(
            _text(answer["raised"], 200), _text(answer.get("message"), 2000), _text(answer.get("traceback"), 6000)
        )
    if "refused" in answer:
        raise SubjectRefusedError(_text(answer["refused"], 1000))
    try:
        value = from_wire(answer.get("value"), subject_of)
    except NotPlainDataError as error:
        raise SubjectRefusedError(str(error)) from error
    changed = answer.get("changed")
    if changed:
        names = ", ".join(_text(name, 100) for name in (changed[:10] if type(changed) is list else [changed]))
        raise SubjectChangedInputsError(
            f"the function changed what it was given ({names}); compute new arrays and leave the inputs as they are"
        )
    return value


def _text(claimed: Any, most: int) -> str:
    """Return what a process claims to be a text, cut to a length, without what a terminal would take for commands."""
    text = claimed[:most] if type(claimed) is str else "(no text)"
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


class _Kept:
    """A function of this process under its number, called through the same border as one in a sandbox."""

    def __init__(self, callables: Callables, handle: int) -> None:
        self._callables, self._handle = callables, handle

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function on copies of the arguments."""
        return self._call(self._handle, args, kwargs)

    def run(self, probe: SentFunction, *args: Any, **kwargs: Any) -> Any:
        """Call `probe` on the function itself and on copies of the arguments."""
        return self._call(self._callables.keep(probe), (self, *args), kwargs)

    def _call(self, handle: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        answer = self._callables.call(handle, to_wire(args, self._handle_of), to_wire(kwargs, self._handle_of))
        return value_of_answer(answer, lambda number: _Kept(self._callables, number))

    def _handle_of(self, function: Callable[..., Any]) -> int:
        return self._handle if function is self else self._callables.keep(function)


class LocalSubject(_Kept):
    """A function or class of this process, examined through the same border as one in a sandbox.

    Parameters
    ----------
    function : callable
        The function or class.
    callables : Callables, optional
        Where it is kept; new ones if not given.
    """

    def __init__(self, function: Callable[..., Any], callables: Callables | None = None) -> None:
        callables = callables or Callables()
        super().__init__(callables, callables.keep(function))
