"""What the exercises on whole networks share: stages, how they are drawn, and how their gradients are named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.exercises.declaration import Observation
from autograder.subjects import SubjectRefusedError
from lecturelib import activations, convolution, layers, pooling

Array = np.ndarray[Any, np.dtype[Any]]
Stages = Sequence[tuple[Array, Array]]

# The layers as the lesson imports them. Mistakes hand on whatever comes, so that their types are left open.
affine: Any = layers.affine
avg_pool2d: Any = pooling.avg_pool2d
conv2d: Any = convolution.conv2d
conv_transpose2d: Any = convolution.conv_transpose2d
dropout: Any = layers.dropout
max_pool2d: Any = pooling.max_pool2d
relu: Any = activations.relu
sigmoid: Any = activations.sigmoid


def draw_stages(rng: np.random.Generator, *channels: int) -> list[tuple[Array, Array]]:
    """Draw stages with kernels of 3 by 3 from the first number of channels to the last."""
    return [
        (rng.standard_normal((filters, inputs, 3, 3)) / np.sqrt(4 * inputs), 0.5 * rng.standard_normal(filters))
        for inputs, filters in pairwise(channels)
    ]


def draw_transposed_stages(rng: np.random.Generator, *channels: int) -> list[tuple[Array, Array]]:
    """Draw stages of a decoder, whose kernels of 2 by 2 have the channels first."""
    return [
        (rng.standard_normal((inputs, filters, 2, 2)) / np.sqrt(inputs), 0.5 * rng.standard_normal(filters))
        for inputs, filters in pairwise(channels)
    ]


def stage_gradients(name: str, gradients: Any, stages: Stages, what: str = "stage") -> Observation:
    """Name the gradients of each stage's kernels and bias, or refuse what is no list of such pairs."""
    if not isinstance(gradients, tuple | list) or len(gradients) != len(stages):
        got = len(gradients) if isinstance(gradients, tuple | list) else "something else"
        raise SubjectRefusedError(f"{name} should hold {len(stages)} pairs, one for each stage; it holds {got}")
    named: dict[str, Any] = {}
    for number, pair in enumerate(gradients, start=1):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise SubjectRefusedError(f"each entry of {name} should be a pair: d_kernels and d_bias of a stage")
        named |= {f"d_kernels of {what} {number}": pair[0], f"d_bias of {what} {number}": pair[1]}
    return named
