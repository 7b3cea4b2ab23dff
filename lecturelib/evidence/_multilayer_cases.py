"""What the evidence for `lecturelib.multilayer` is drawn from: plain networks, and a training."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.witnesses.trial import Sizes


def parameters_of_widths(rng: np.random.Generator, *widths: int) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    pairs = list(pairwise(widths))
    return tuple(rng.normal(size=pair) for pair in pairs), tuple(rng.normal(size=into) for _, into in pairs)


def forward(x: Any, weights: Any, biases: Any, activation: Any) -> Any:
    """Return the network's outputs in plain operators, which NumPy, PyTorch and complex numbers understand."""
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        x = activation(x @ W + b)
    return x @ weights[-1] + biases[-1]


def draw_encoder(rng: np.random.Generator, sizes: Sizes) -> tuple[Array, Array, Array, Array]:
    (W1, W2), (b1, b2) = parameters_of_widths(rng, 8, 3, 8)
    return W1, b1, W2, b2


def encoder_in_pytorch(torch: Any, *parameters: Any) -> Any:
    leaves = [parameter.detach().clone().requires_grad_() for parameter in parameters]
    optimizer = torch.optim.SGD(leaves, lr=0.5)
    for _ in range(4):
        optimizer.zero_grad()
        y = torch.sigmoid(forward(torch.eye(8).to(leaves[0].dtype), leaves[::2], leaves[1::2], torch.sigmoid))
        (0.5 * ((y - torch.eye(8)) ** 2).sum()).backward()
        optimizer.step()
    return tuple(leaf.detach() for leaf in leaves)
