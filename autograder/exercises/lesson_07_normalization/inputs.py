"""Inputs to normalise: every exercise of the lesson draws them alike."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def draw_inputs(rng: np.random.Generator, shape: tuple[int, ...], around: float = 1.0) -> Array:
    """Draw numbers that are neither centred nor of unit size.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the numbers come from.
    shape : tuple of int
        Of the inputs.
    around : float
        Their mean.

    Returns
    -------
    ndarray, shape `shape`
        Inputs whose standard deviation is about 2.
    """
    return around + 2 * rng.standard_normal(shape)


def draw_scale_and_shift(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Draw gamma and beta.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the numbers come from.
    shape : tuple of int
        Of both.

    Returns
    -------
    gamma, beta : ndarray, shape `shape`
        Gamma of both signs and never near 0 or 1, so that nobody can leave it out.
    """
    return rng.choice([-1.0, 1.0], shape) * rng.uniform(1.5, 3, shape), rng.standard_normal(shape)


def draw_eps(rng: np.random.Generator) -> float:
    """Draw an epsilon that is large enough for its place in the formula to show."""
    return float(rng.uniform(0.1, 0.5))
