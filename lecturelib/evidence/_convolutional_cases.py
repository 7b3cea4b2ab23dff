"""Cases for the evidence of `lecturelib.convolutional_networks`: the networks in PyTorch, and as slow loops."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.arguments import Array


def stages_in_pytorch(torch: Any, h: Any, stages: Any) -> Any:
    """Return what the stages of convolution, ReLU and pooling give."""
    functional = torch.nn.functional
    for kernels, bias in stages:
        h = functional.max_pool2d(functional.relu(functional.conv2d(h, kernels, bias, padding=1)), 2)
    return h


def cnn_in_pytorch(torch: Any, x: Any, stages: Any, W: Any, b: Any, rate: float = 0.0) -> Any:
    """Return the scores, with the mask that the seed 3 draws."""
    features = torch.flatten(stages_in_pytorch(torch, x, stages), 1)
    kept = np.random.default_rng(3).random(tuple(features.shape)) >= rate
    return (features * torch.from_numpy(np.array(kept)).to(features.dtype) / (1 - rate)) @ W + b


def autoencoder_in_pytorch(torch: Any, x: Any, encoder: Any, decoder: Any) -> Any:
    """Return reconstruction and codes in one row."""
    functional = torch.nn.functional
    h = codes = stages_in_pytorch(torch, x, encoder)
    for place, (kernels, bias) in enumerate(decoder):
        h = functional.conv_transpose2d(h, kernels, bias, stride=2)
        h = torch.sigmoid(h) if place == len(decoder) - 1 else functional.relu(h)
    return torch.cat([h.flatten(), codes.flatten()])


def saliency_in_pytorch(torch: Any, x: Any, W: Any, classes: Any) -> Any:
    """Return the largest slope over the channels."""
    x = x.detach().requires_grad_()
    scores = torch.flatten(torch.sin(x), 1) @ W
    (d_x,) = torch.autograd.grad(scores[torch.arange(len(x)), classes].sum(), x)
    return d_x.abs().amax(dim=1)


def patches_in_pytorch(torch: Any, images: Any, responses: Any) -> Any:
    """Return the three strongest of all windows of 2 by 3."""
    order = torch.argsort(responses.flatten(1).amax(dim=1), descending=True)[:3]
    windows = images.unfold(1, 2, 1).unfold(2, 3, 1).flatten(1, 2)
    return windows[order, responses.flatten(1).argmax(dim=1)[order]]


def _correlated(h: Any, kernels: Any, bias: Any, f: int, i: int, j: int) -> float:
    """Return one sum of the convolution that keeps the size, term by term."""
    terms = [float(bias[f])]
    for c, k, m in np.ndindex(kernels.shape[1:]):
        row, column = i + k - 1, j + m - 1
        if 0 <= row < h.shape[1] and 0 <= column < h.shape[2]:
            terms.append(h[c, row, column] * kernels[f, c, k, m])
    return math.fsum(terms)


def layer_by_loop(h: Any, kernels: Any, bias: Any) -> Array:
    """Return all sums of a convolution that keeps the size, of one image."""
    sums = [_correlated(h, kernels, bias, *place) for place in np.ndindex(len(kernels), *h.shape[1:])]
    return np.array(sums).reshape(len(kernels), *h.shape[1:])


def pooled_by_loop(r: Any) -> Array:
    """Return the largest number of each window, as the last of the four when they are sorted."""
    shape = r.shape[0], r.shape[1] // 2, r.shape[2] // 2
    largest = [sorted(r[f, 2 * i + k, 2 * j + m] for k in (0, 1) for m in (0, 1))[-1] for f, i, j in np.ndindex(shape)]
    return np.array(largest).reshape(shape)


def spread_by_loop(h: Any, kernels: Any, bias: Any) -> Array:
    """Return what a transposed convolution with kernels of 2 by 2 and stride 2 gives, of one image."""
    shape = kernels.shape[1], 2 * h.shape[1], 2 * h.shape[2]
    sums = [
        math.fsum([bias[f], *(h[c, i // 2, j // 2] * kernels[c, f, i % 2, j % 2] for c in range(len(h)))])
        for f, i, j in np.ndindex(shape)
    ]
    return np.array(sums).reshape(shape)
