"""Weighted sums to try an activation on; every exercise of one sum and one value draws them alike."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import Case

Array = np.ndarray[Any, np.dtype[Any]]


def cases_for_each_sum(rng: np.random.Generator, **settings: float) -> list[Case]:
    """Draw arrays of several shapes, kinks and saturation among them, with an incoming gradient for each.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the numbers come from.
    **settings : float
        Keyword arguments of every call.
    """
    drawn = {
        "several rows": 2 * rng.standard_normal((5, 3)),
        "sums of exactly 0": np.where(rng.random(12) < 0.5, 0.0, rng.standard_normal(12)) * np.repeat([1.0, 0.0], 6),
        "one sum": rng.normal(size=1),
        "no row at all": np.zeros((0, 4)),
        "large sums, positive and negative": rng.choice([-1.0, 1.0], 8) * rng.uniform(20, 30, 8),
        "three axes": rng.standard_normal((2, 3, 4)),
        "a larger batch": 3 * rng.standard_normal((30, 6)),
    }
    return [Case(label, (a,), settings, incoming=rng.standard_normal(a.shape)) for label, a in drawn.items()]


def huge_sums(rng: np.random.Generator) -> list[Case]:
    """Draw sums far beyond what the exponential function can bear, of one sign and of both."""
    negative, positive = -rng.uniform(750, 2000, 5), rng.uniform(750, 2000, 5)
    return [
        Case("hugely negative sums", (negative,)),
        Case("hugely positive sums", (positive,)),
        Case("huge sums of both signs", (np.concatenate([positive, negative]),)),
    ]
