"""An observer of backward functions whose gradients come in groups, such as those of a layer's parameters."""

from __future__ import annotations

from typing import Any

from autograder.checks.observers import Observer, gradients
from autograder.exercises.declaration import Case, Observation
from autograder.subjects import Subject, SubjectRefusedError


def grouped_gradients(*names: str | tuple[str, ...], group: str = "d_parameters") -> Observer:
    """Return an observer of what `backward` gives back for the case's incoming gradient.

    Parameters
    ----------
    *names : str or tuple of str
        A name for each returned gradient; for a group of gradients their names.
    group : str
        What a student calls such a group.
    """
    outer = [group if isinstance(name, tuple) else name for name in names]

    def observe(subject: Subject, case: Case) -> Observation:
        found = gradients(*outer)(subject, case)
        named: dict[str, Any] = {}
        for name, called in zip(names, outer, strict=True):
            value = found[called]
            if isinstance(name, str):
                named[name] = value
                continue
            if not isinstance(value, tuple | list) or len(value) != len(name):
                raise SubjectRefusedError(f"{called} should be {len(name)} gradients: {', '.join(name)}")
            named |= dict(zip(name, value, strict=True))
        return named

    return observe
