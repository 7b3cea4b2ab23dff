"""What every operation promises: dtypes kept, inputs untouched, the same result twice, finite for huge inputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lecturelib.nested import leaves, rebuild
from lecturelib.witnesses.claim import Evidence, relative_error
from lecturelib.witnesses.trial import Trial


def contract_claims(trial: Trial) -> tuple[Evidence, ...]:
    """Return the claims that every operation makes, whatever it computes.

    Parameters
    ----------
    trial : Trial
        The call to examine.

    Returns
    -------
    claims : tuple of Evidence
        float32, unchanged inputs and, unless the trial allows no huge numbers, huge inputs.
    """
    claims = [
        trial.claim(
            "float32",
            "dtypes kept; values as in float64",
            trial.float32_tolerance,
            lambda rng: _float32_error(trial, rng),
        ),
        trial.claim(
            "unchanged inputs",
            "read-only inputs; the same result twice",
            0.0,
            lambda rng: _repetition_error(trial, rng),
        ),
    ]
    if trial.extreme is not None:
        source = f"finite for inputs of +-{trial.extreme:g}"
        claims.append(trial.claim("huge inputs", source, 0.0, lambda rng: _not_finite(trial, rng)))
    return tuple(claims)


def with_float_leaves(arguments: Sequence[Any], change: Callable[[Any], Any]) -> Any:
    """Return the arguments with `change` applied to every floating-point array, and the others as they are.

    Examples
    --------
    >>> with_float_leaves((np.array([1.0]), np.array([3])), lambda a: a / 2)
    (array([0.5]), array([3]))
    """
    changed = [change(leaf) if np.asarray(leaf).dtype.kind == "f" else leaf for leaf in leaves(arguments)]
    return rebuild(arguments, changed)


def outcome(trial: Trial, arguments: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Return the leaves of the value, and those of the gradients for a fixed random incoming gradient.

    Parameters
    ----------
    trial : Trial
        The call to make.
    arguments : sequence
        What to call it with.

    Returns
    -------
    values, gradients : list of ndarray or number
        An operation without `backward` has no gradients.
    """
    value, backward = trial.run(arguments)
    values = leaves(value)
    if backward is None:
        return values, []
    rng = np.random.default_rng(0)
    d_values = [rng.standard_normal(np.shape(part)).astype(np.asarray(part).dtype) for part in values]
    return values, leaves(backward(*d_values))


def _float32_error(trial: Trial, rng: np.random.Generator) -> float:
    """Infinite if a dtype changes; else how far float32 is from float64 for the very same numbers."""
    small = with_float_leaves(trial.typical(rng), np.float32)
    large = with_float_leaves(small, np.float64)
    results = {}
    for dtype, arguments in ((np.float32, small), (np.float64, large)):
        values, gradients = outcome(trial, arguments)
        floats = [leaf for leaf in values + gradients if np.asarray(leaf).dtype.kind == "f"]
        if any(np.asarray(leaf).dtype != dtype for leaf in floats):
            return np.inf
        results[dtype] = values + gradients
    return relative_error(results[np.float32], results[np.float64])


def _repetition_error(trial: Trial, rng: np.random.Generator) -> float:
    """How far a second call with the same arguments is from the first; writing into an argument raises."""
    arguments = trial.typical(rng)
    for leaf in leaves(arguments):
        if isinstance(leaf, np.ndarray):
            leaf.setflags(write=False)
    try:
        first, second = outcome(trial, arguments), outcome(trial, arguments)
    except ValueError as error:
        if "read-only" in str(error):
            return np.inf
        raise
    return relative_error(second, first)


def _not_finite(trial: Trial, rng: np.random.Generator) -> float:
    """How many numbers of value and gradient are not finite when every input is huge, in float32."""

    def huge(leaf: Any) -> Any:
        return np.where(rng.random(np.shape(leaf)) < 0.5, -1.0, 1.0).astype(np.float32) * np.float32(trial.extreme)

    values, gradients = outcome(trial, with_float_leaves(trial.typical(rng), huge))
    return float(sum(np.sum(~np.isfinite(leaf)) for leaf in values + gradients))
