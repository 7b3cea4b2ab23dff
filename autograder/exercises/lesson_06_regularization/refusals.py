"""Observe which error a probe meets: what a class or a function of generators says to bad input."""

from __future__ import annotations

from autograder.checks.observers import Observer
from autograder.exercises.declaration import Case, Observation
from autograder.sent_functions import SentFunction
from autograder.subjects import Subject, SubjectRaisedError


def error_raised_in(probe: SentFunction) -> Observer:
    """Return an observer of the exception that the subject raises in a probe, by the name of its type.

    Parameters
    ----------
    probe : SentFunction
        Called with the subject and the case's arguments.
    """

    def observe(subject: Subject, case: Case) -> Observation:
        try:
            subject.run(probe, *case.args)
        except SubjectRaisedError as error:
            if error.type_name == "NotImplementedError":
                raise
            return {"error": error.type_name}
        return {"error": "no error"}

    return observe
