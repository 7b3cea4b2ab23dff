"""Observers of classes, whose instances don't cross the border: a probe computes with them where they live."""

from __future__ import annotations

from autograder.checks.observers import Observer
from autograder.exercises.declaration import Case, Observation
from autograder.sent_functions import SentFunction
from autograder.subjects import Subject


def probed(probe: SentFunction, *names: str) -> Observer:
    """Return an observer of what a probe finds out about a class.

    Parameters
    ----------
    probe : SentFunction
        Called with the class and the case's arguments; returns one number or array for each name.
    *names : str
        What to call them. With one name the probe returns its value bare.
    """

    def observe(subject: Subject, case: Case) -> Observation:
        seen = subject.run(probe, *case.args)
        return dict(zip(names, seen if len(names) > 1 else (seen,), strict=True))

    return observe
