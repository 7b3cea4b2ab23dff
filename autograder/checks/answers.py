"""Taking apart what a subject has answered: a pair with its backward function, and values by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.exercises.declaration import Observation
from autograder.subjects import Subject, SubjectRefusedError


def pair_of(result: Any) -> tuple[Any, Subject]:
    """Return the value and the backward function of an answer, or refuse what is no such pair."""
    if result is None:
        raise SubjectRefusedError("the function returns None: is there a return?")
    if not isinstance(result, tuple | list) or len(result) != 2 or not callable(result[1]):
        raise SubjectRefusedError("the function returns no pair of a value and a backward function")
    return result[0], result[1]


def several(result: Any, names: Sequence[str], who: str) -> Observation:
    """Return the entries of an answer by name, or refuse an answer that holds another number of them."""
    if not isinstance(result, tuple | list) or len(result) != len(names):
        got = f"{len(result)} values" if isinstance(result, tuple | list) else "a single value"
        raise SubjectRefusedError(f"{who} {got} where {len(names)} are expected: {', '.join(names)}")
    return dict(zip(names, result, strict=True))


def returned_by_name(result: Any, names: Sequence[str], who: str) -> Observation:
    """Return what a call returned by name: bare if one name is given, else that many values; `who` names the call."""
    if len(names) == 1:
        return {names[0]: result}
    if result is None:
        raise SubjectRefusedError(f"{who} returns None: is there a return? Expected are {', '.join(names)}")
    return several(result, names, f"{who} returns")
