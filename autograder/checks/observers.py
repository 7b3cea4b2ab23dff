"""Observers: how a part of an exercise probes a subject and names what it sees.

Reference, student and wrong answers are probed by the same observer, so that they can be compared like with like.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.answers import pair_of, returned_by_name
from autograder.exercises.declaration import Case, Observation
from autograder.sent_functions import SentFunction
from autograder.subjects import Subject, SubjectRaisedError, SubjectRefusedError

Observer = Callable[[Subject, Case], Observation]


def returned(*names: str) -> Observer:
    """Return an observer of what the function returns.

    Parameters
    ----------
    *names : str
        A name for each returned value. With one name the function returns that value bare, with several a tuple.
    """

    def observe(subject: Subject, case: Case) -> Observation:
        return returned_by_name(subject(*case.args, **case.kwargs), names, "the function")

    return observe


def value_of_pair(name: str) -> Observer:
    """Return an observer of the value in ``value, backward = function(...)``; `backward` need not work yet."""

    def observe(subject: Subject, case: Case) -> Observation:
        return {name: pair_of(subject(*case.args, **case.kwargs))[0]}

    return observe


def gradients(*names: str) -> Observer:
    """Return an observer of what `backward` gives back for the case's incoming gradient."""

    def observe(subject: Subject, case: Case) -> Observation:
        _, backward = pair_of(subject(*case.args, **case.kwargs))
        return returned_by_name(backward(case.incoming), names, "backward")

    return observe


def error_raised(subject: Subject, case: Case) -> Observation:
    """Observe which exception the function raises, by the name of its type; "no error" if none."""
    try:
        subject(*case.args, **case.kwargs)
    except SubjectRaisedError as error:
        if error.type_name == "NotImplementedError":
            raise
        return {"error": error.type_name}
    return {"error": "no error"}


def without_overflow(observer: Observer) -> Observer:
    """Return an observer for which an overflow, a division by zero or NaN made by a call is an error.

    NumPy warns and goes on, and the value may come out right all the same.
    """

    def observe(subject: Subject, case: Case) -> Observation:
        return observer(_Strict(subject), case)

    return observe


class _Strict:
    """A subject whose calls raise FloatingPointError where NumPy would warn."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.run(_call_strictly, *args, **kwargs)

    def run(self, probe: SentFunction, *args: Any, **kwargs: Any) -> Any:
        return self._subject.run(probe, *args, **kwargs)


@SentFunction
def _call_strictly(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        return function(*args, **kwargs)


def transformed(observer: Observer, transform: Callable[[Case, Observation], Observation]) -> Observer:
    """Return an observer that passes on `transform` of what another observer saw.

    For exercises with many right answers: weights, say, are judged by the truth table they compute.

    Parameters
    ----------
    observer : callable
        Probes the subject.
    transform : callable
        Maps the case and the observation to another observation; raises `ValueError` with a sentence for the student
        where the observation cannot be used.
    """

    def observe(subject: Subject, case: Case) -> Observation:
        seen = observer(subject, case)
        try:
            return transform(case, seen)
        except ValueError as error:
            raise SubjectRefusedError(str(error)) from error

    return observe
