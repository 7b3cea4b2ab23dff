"""What the trials of `lecturelib.autodiff` differentiate, and where.

The expressions are made of operators and of methods that Values and PyTorch's tensors have in common.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.witnesses.trial import Sizes


def layers(x: Any, w: Any, b: Any) -> Any:
    """Return something like two layers of a network, with biases repeated along the batch."""
    hidden = (x @ w + b).tanh() * b - x.sum(axis=1, keepdims=True) / 4
    return (hidden * hidden.sigmoid() - hidden.relu()).mean(axis=1)


def powers(x: Any, y: Any) -> Any:
    """Return powers, quotients, roots, exponentials and logarithms of positive numbers."""
    return x**3 / y - y**x + 2.0**x * y.log() - (1 - x.sqrt()) * (-y).exp() + 3 / x**2 + x**0


def waves(x: Any, y: Any) -> Any:
    """Return sines, cosines and tangents, finite for numbers of any size."""
    return x.sin() * y.cos() + 2 * x * y.tanh() - x / (y * y + 1) - (1.0 - x)


def rearranged(x: Any) -> Any:
    """Return products of selected, reshaped and transposed parts of x, of shape (N, 3)."""
    return x[:, [0, 0, 1]].sum(axis=1) * x.reshape(-1, 3)[:, 2] + (x.transpose(1, 0) * x[:, 1]).sum(axis=0)


def largest(x: Any, y: Any) -> Any:
    """Return products of largest elements."""
    return x.max(axis=1) * np.maximum(x, y).sum(axis=1)


def torch_largest(torch: Any, x: Any, y: Any) -> Any:
    """Return the same in PyTorch, where these two have other names."""
    return x.amax(dim=1) * torch.maximum(x, y).sum(dim=1)


def bell(x: Any) -> Any:
    """Return x exp(-x^2)."""
    return (-x * x).exp() * x


def mixed(x: Any, w: Any) -> Any:
    """Return a product, a sum and a tanh of two arrays."""
    return ((x @ w).tanh() * x).sum(axis=1) / 2


def survey_example(x1: Any, x2: Any) -> Any:
    """Return ln(x1) + x1 x2 - sin(x2), the example of Baydin et al., 2018."""
    return np.log(x1) + x1 * x2 - np.sin(x2)


def pair_of(low: float, high: float) -> Callable[..., tuple[Any, ...]]:
    """Return a function that draws two arrays of one shape from an interval."""

    def draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
        shape = sizes["N"], sizes["D"]
        return rng.uniform(low, high, shape), rng.uniform(low, high, shape)

    return draw


def draw_layers(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    """Draw inputs, weights and biases of a layer."""
    n, d, m = sizes["N"], sizes["D"], sizes["M"]
    return rng.standard_normal((n, d)), rng.standard_normal((d, m)), rng.standard_normal(m)


def draw_neuron(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    """Draw inputs, weights and the bias of one neuron."""
    return rng.standard_normal((4, 3)), rng.standard_normal(3), rng.standard_normal(())


def draw_direction(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    """Draw inputs and weights, and directions for both."""
    d = sizes["D"]
    return tuple(rng.standard_normal(shape) for shape in ((4, d), (d, d), (4, d), (d, d)))


def torch_powers(torch: Any, x: Any, y: Any) -> Any:
    """Return `powers` of tensors."""
    return powers(x, y)


def torch_waves(torch: Any, x: Any, y: Any) -> Any:
    """Return `waves` of tensors."""
    return waves(x, y)
