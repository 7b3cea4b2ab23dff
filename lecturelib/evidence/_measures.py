"""Ways to measure that several files of evidence share; the operation comes as a lambda that names it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.nested import leaves
from lecturelib.witnesses.claim import largest_error

Call = Callable[..., Any]
Measure = Callable[[np.random.Generator], float]


def worked(call: Callable[[], Any], value: Any, *expected: Any, d_value: Any = None) -> Measure:
    """Hold a value, and the gradients for an incoming gradient, against numbers written by hand.

    Parameters
    ----------
    call : callable
        Calls the operation on fixed arguments and returns (value, backward), or the bare value.
    value : number or nested list
        The value expected.
    *expected : number or nested list
        The gradients expected; none for a bare value.
    d_value : number or nested list
        The incoming gradient.

    Returns
    -------
    measure : callable
        The largest error.
    """

    def measure(_: np.random.Generator) -> float:
        result = call()
        if not expected:
            return largest_error(np.asarray(result), np.array(value))
        got, backward = result
        gradients = leaves(backward(np.array(d_value, float)))
        return largest_error([got, *gradients], [np.array(each) for each in (value, *expected)])

    return measure


def for_each_number(call: Call, formula: Callable[[float], float]) -> Measure:
    """Hold an element-wise operation against a formula for one number."""

    def measure(rng: np.random.Generator) -> float:
        a = rng.uniform(-30, 30, size=200)
        return largest_error(call(a)[0], np.array([formula(each) for each in a]))

    return measure


def the_same(one: Call, other: Call, *shape: int) -> Measure:
    """Hold two ways to compute one thing from a random array against each other."""

    def measure(rng: np.random.Generator) -> float:
        a = rng.normal(scale=3, size=shape)
        return largest_error(one(a), other(a))

    return measure
