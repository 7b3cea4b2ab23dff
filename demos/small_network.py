"""A network of one input that can learn sixteen points by heart, fast enough to be trained while one watches."""

from __future__ import annotations

from typing import Any

import numpy as np

from demos.student_function import Array, StudentFunction
from demos.value_and_backward import pair_of

UNITS, POINTS, VALIDATION_POINTS = 40, 16, 40
NOISE, RATE = 0.35, 0.005
KEPT = (0.9, 0.999)  # of Adam's two moments


def noisy_points(seed: int) -> tuple[Array, Array, Array, Array]:
    """Return training and validation points of a sine with noise: x (16, 1), y (16, 1), x (40, 1), y (40, 1)."""
    rng = np.random.default_rng(seed + 2)  # the first set shows most clearly what learning by heart does

    def draw(number: int) -> tuple[Array, Array]:
        x = np.sort(rng.uniform(-1, 1, (number, 1)), axis=0)
        return x, np.sin(1.5 * np.pi * x) + NOISE * rng.standard_normal((number, 1))

    return *draw(POINTS), *draw(VALIDATION_POINTS)


class SmallNetwork:
    """tanh(x U + b) V + c, trained with Adam; a penalty and dropout come from the reader.

    Parameters
    ----------
    dropout : StudentFunction
        Used on the hidden units, if `rate` is not 0.
    rate : float
        Probability of dropping.
    penalty : StudentFunction or None
        Used on U and V.
    strength : float
        Of the penalty.
    """

    def __init__(self, dropout: StudentFunction, rate: float, penalty: StudentFunction | None, strength: float) -> None:
        rng = np.random.default_rng(7)
        first = 6 * rng.standard_normal((1, UNITS))  # steep units, at places all over the picture
        self.parameters = {
            "U": first,
            "b": -first[0] * rng.uniform(-1, 1, UNITS),
            "V": rng.standard_normal((UNITS, 1)) / np.sqrt(UNITS),
            "c": np.zeros(1),
        }
        self._moments = {name: (np.zeros_like(a), np.zeros_like(a)) for name, a in self.parameters.items()}
        self._steps = 0
        self._dropout, self._rate, self._penalty, self._strength = dropout, rate, penalty, strength
        self._rng = np.random.default_rng(1)

    def outputs(self, x: Array) -> Array:
        """Return the outputs, shape of `x`, without dropping: in the inverted form the test is left alone."""
        p = self.parameters
        y: Array = np.tanh(x @ p["U"] + p["b"]) @ p["V"] + p["c"]
        return y

    def loss(self, x: Array, y: Array) -> float:
        """Return half the mean squared error, without penalty."""
        return float(0.5 * np.mean((self.outputs(x) - y) ** 2))

    def step(self, x: Array, y: Array) -> None:
        """Take a step down the loss and the penalty."""
        p = self.parameters
        hidden = np.tanh(x @ p["U"] + p["b"])
        kept, through_mask = self._dropped(hidden)
        error = (kept @ p["V"] + p["c"] - y) / len(x)
        d_before = through_mask(error @ p["V"].T) * (1 - hidden * hidden)
        gradients = {"U": x.T @ d_before, "b": d_before.sum(axis=0), "V": kept.T @ error, "c": error.sum(axis=0)}
        if self._penalty is not None:
            for name in ("U", "V"):
                gradients[name] = gradients[name] + self._pull(self._penalty, p[name])
        self._descend(gradients)

    def _dropped(self, hidden: Array) -> tuple[Array, Any]:
        if self._rate == 0:
            return hidden, lambda d_hidden: d_hidden
        y, backward = pair_of(self._dropout, self._dropout(hidden, self._rate, self._rng, True))
        back = StudentFunction("the backward of dropout", backward)
        return (
            self._dropout.numbers(y, hidden.shape, "y"),
            lambda d_hidden: back.numbers(back(d_hidden), hidden.shape, "d_x"),
        )

    def _pull(self, penalty: StudentFunction, weights: Array) -> Array:
        _, backward = pair_of(penalty, penalty(weights, self._strength))
        back = StudentFunction(f"the backward of {penalty.name}", backward)
        return back.numbers(back(1.0), weights.shape, "its gradient")

    def _descend(self, gradients: dict[str, Array]) -> None:
        self._steps += 1
        for name, gradient in gradients.items():
            mean, square = self._moments[name]
            mean += (1 - KEPT[0]) * (gradient - mean)
            square += (1 - KEPT[1]) * (gradient * gradient - square)
            corrected = square / (1 - KEPT[1] ** self._steps)
            self.parameters[name] -= RATE / (1 - KEPT[0] ** self._steps) * mean / (np.sqrt(corrected) + 1e-8)
