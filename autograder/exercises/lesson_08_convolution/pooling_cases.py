"""What the cases of both kinds of pooling share."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import Case

Array = np.ndarray[Any, np.dtype[Any]]


def pooling_case(x: Array, rng: np.random.Generator, label: str, size: int = 2, stride: int | None = None) -> Case:
    """Return the pooling of `x`, with an incoming gradient; what has its default value is not passed."""
    rows, columns = ((length - size) // (stride or size) + 1 for length in x.shape[2:])
    settings = {} if (size, stride) == (2, None) else {"size": size}
    if stride is not None:
        settings["stride"] = stride
    return Case(label, (x,), settings, rng.standard_normal((*x.shape[:2], rows, columns)))
