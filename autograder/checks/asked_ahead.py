"""Calls that can be told before anything is answered are asked for in one message, and observed one by one.

A message to a sandbox and back takes longer than most functions of a lesson. An observer that calls its subject once
for each case makes the same calls of whomever it observes, so the reference's tell what they will be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograder.confined import frames
from autograder.confined.calls import Callables
from autograder.confined.plain_data import NotPlainDataError, to_wire
from autograder.subjects import AsksAhead, LocalSubject, Subject

_MOST_BYTES = 2**20  # of the arguments that are told in one message


class NotedSubject(LocalSubject):
    """A function of this process that remembers how it was called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._counting = _CountingCallables()
        super().__init__(function, self._counting)
        self._call_of_mine: tuple[tuple[Any, ...], dict[str, Any]] | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function on copies of the arguments."""
        self._call_of_mine = args, kwargs
        return super().__call__(*args, **kwargs)

    @property
    def only_call(self) -> bytes | None:
        """The packed arguments of its call, if there was just this one and they are plain data."""
        if self._call_of_mine is None or self._counting.calls != 1:
            return None
        try:
            return frames.packed([to_wire(each, _refuse) for each in self._call_of_mine])
        except (NotPlainDataError, ValueError):
            return None


class _CountingCallables(Callables):
    """Counts calls of the function and of all functions that it has returned."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def call(self, handle: int, args_on_wire: Any, kwargs_on_wire: Any) -> dict[str, Any]:
        """Call the function kept under `handle`."""
        self.calls += 1
        return super().call(handle, args_on_wire, kwargs_on_wire)


def _refuse(function: Callable[..., Any]) -> int:
    raise NotPlainDataError("functions are told when they are asked for")


class _Answered:
    """A subject whose next call has been made already."""

    def __init__(self, subject: AsksAhead, answer: dict[str, Any]) -> None:
        self._subject = subject
        self._answer: dict[str, Any] | None = answer

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        answer, self._answer = self._answer, None
        return self._subject(*args, **kwargs) if answer is None else self._subject.value_of(answer)

    def run(self, probe: Any, *args: Any, **kwargs: Any) -> Any:
        return self._subject.run(probe, *args, **kwargs)


def asked_ahead(subject: Subject, only_calls: Callable[[], Sequence[bytes] | None], cases: int) -> list[Subject]:
    """Return for each case a subject that has been asked already, where that can be.

    Parameters
    ----------
    subject : Subject
        Whom to ask.
    only_calls : callable
        Returns the one call of each case, packed; None if they are not known.
    cases : int
        How many there are.
    """
    subjects: list[Subject] = []
    if isinstance(subject, AsksAhead) and (calls := only_calls()):
        while answers := subject.ask_ahead(_first_of(calls[len(subjects) :])):
            subjects += [_Answered(subject, answer) for answer in answers]
            if len(subjects) == cases:
                break
    return subjects + [subject] * (cases - len(subjects))


def _first_of(calls: Sequence[bytes]) -> Sequence[bytes]:
    size = count = 0
    while count < len(calls) and (count == 0 or size + len(calls[count]) <= _MOST_BYTES):
        size, count = size + len(calls[count]), count + 1
    return calls[:count]
