"""The shapes of one call: of what went in, what was expected and what came, without a number of any of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.exercises.declaration import Case
from autograder.sent_functions import SentFunction


@dataclass(frozen=True)
class Shapes:
    """Shapes in words, as in "(5, 3)" or "a number".

    Attributes
    ----------
    inputs : tuple of pairs of str
        Name and shape of each argument of the case.
    value : str
        What the compared value is called; empty if the call gave none to compare.
    expected, got : str
        Its shape as it should be, and as it came.
    """

    inputs: tuple[tuple[str, str], ...]
    value: str = ""
    expected: str = ""
    got: str = ""

    @property
    def words(self) -> str:
        """All of them in one line; empty if there are none."""
        inputs = ", ".join(f"{name} {shape}" for name, shape in self.inputs)
        compared = f"{self.value} expected {self.expected}, got {self.got}" if self.value else ""
        return "; ".join(filter(None, [inputs, compared]))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Shapes:
        """Return the shapes that JSON data describe."""
        return cls(**{**data, "inputs": tuple((name, shape) for name, shape in data["inputs"])})


def shapes_of_inputs(reference: Callable[..., Any], case: Case) -> tuple[tuple[str, str], ...]:
    """Return name and shape of each argument of a case.

    Parameters
    ----------
    reference : callable
        Whose parameters name the arguments. A class is probed by calls of its instances: there they are numbered.
    case : Case
        The call.
    """
    named = _arguments(reference, case)
    if case.incoming is not None:
        named["incoming gradient"] = case.incoming
    return tuple((name, shape_of(value)) for name, value in named.items())


def shape_of(value: Any) -> str:
    """Return a value's shape in words.

    Examples
    --------
    >>> shape_of(np.zeros((5, 3))), shape_of(0.5), shape_of([1, 2]), shape_of(None)
    ('(5, 3)', 'a number', 'a list of 2', 'None')
    """
    if isinstance(value, bool | np.bool):
        return "a truth value"
    if isinstance(value, np.ndarray | np.generic | int | float | complex):
        return str(np.shape(value)) if np.ndim(value) else "a number"
    if isinstance(value, tuple | list | dict | set):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, str):
        return "a text"
    if value is None:
        return "None"
    return "a function" if callable(value) or isinstance(value, SentFunction) else f"a {type(value).__name__}"


def _arguments(reference: Callable[..., Any], case: Case) -> dict[str, Any]:
    if not isinstance(reference, type):
        try:
            return dict(inspect.signature(reference).bind(*case.args, **case.kwargs).arguments)
        except (TypeError, ValueError):  # the case is one of arguments that do not fit, or goes to a probe
            pass
    return {**{f"input {number}": value for number, value in enumerate(case.args, start=1)}, **case.kwargs}
