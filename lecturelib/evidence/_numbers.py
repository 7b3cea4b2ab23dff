"""Measurements of a class of differentiable numbers, which is handed in so that tests can hand in a flawed one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.gradients import complex_step
from lecturelib.witnesses.claim import largest_error


def by_hand(numbers: type) -> float:
    """Return the error where gradients add up over uses and over the two sides of a diamond, once a sweep."""
    x, y = numbers(3.0), numbers(-2.0)
    left, right = x * y, 2 - x
    end = left * right + x  # 2 x y - x^2 y + x
    end.backward()
    end.backward()
    # d/dx = 2 y - 2 x y + 1, d/dy = 2 x - x^2.
    got = end.value, x.gradient, y.gradient, left.gradient, right.gradient
    right.backward()
    return largest_error((*got, x.gradient), (9.0, 9.0, -3.0, -1.0, -6.0, -1.0))


def by_complex_step(numbers: type, rng: np.random.Generator) -> float:
    """Return the difference between a small network's derivatives and those of complex steps."""

    def network(tanh: Callable[[Any], Any], x: Any, w: Any, v: Any) -> Any:
        hidden = tanh(w * x + 0.5), tanh(-1.5 * x - w)
        return tanh(hidden[0] * v + hidden[1] * w - hidden[0] * hidden[1])

    starts = [numbers(float(start)) for start in rng.uniform(-1, 1, 3)]
    end = network(lambda a: a.tanh(), *starts)
    end.backward()
    points = [np.array(start.value) for start in starts]
    along = [
        complex_step(lambda *z: network(np.tanh, *z), points, [np.array(float(i == j)) for j in range(3)])
        for i in range(3)
    ]
    return largest_error(
        (end.value, *(start.gradient for start in starts)), (network(np.tanh, *points), *map(float, along))
    )


def long_chains(numbers: type) -> float:
    """Return the error of dx/dx through 100,000 nodes, and through 60 doublings and halvings: 2^60 paths."""
    x = numbers(1.5)
    chain, doubled = x, x
    for _ in range(50_000):
        chain = (chain + x) * 0.5
    for _ in range(60):
        doubled = (doubled + doubled) * 0.5
    chain.backward()
    through_the_chain = x.gradient
    doubled.backward()
    return largest_error((chain.value, through_the_chain, x.gradient), (1.5, 1.0, 1.0))
