"""Evidence for `lecturelib.convolutional_networks`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.convolutional_networks import cnn, conv_autoencoder, saliency, top_patches
from lecturelib.evidence._convolutional_cases import (
    autoencoder_in_pytorch,
    cnn_in_pytorch,
    layer_by_loop,
    patches_in_pytorch,
    pooled_by_loop,
    saliency_in_pytorch,
    spread_by_loop,
)
from lecturelib.evidence._measures import worked
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_SIZES = {"N": (2, 1, 0), "C": (2, 1), "F": (3, 1), "M": (4, 1)}
_TYPICAL = {"N": 2, "C": 2, "F": 3, "M": 4}


def _stages(rng: np.random.Generator, *channels: int) -> tuple[tuple[Array, Array], ...]:
    sizes = pairwise(channels)
    return tuple((rng.standard_normal((f, c, 3, 3)) / 2, rng.standard_normal(f)) for c, f in sizes)


def _draw_cnn(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    n, c, f, m = (sizes[letter] for letter in "NCFM")
    W, b = rng.standard_normal((2 * f, m)), rng.standard_normal(m)
    return rng.standard_normal((n, c, 4, 8)), _stages(rng, c, 2, f), W, b


def _draw_autoencoder(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    n, c, f = (sizes[letter] for letter in "NCF")
    decoder = tuple((rng.standard_normal((*pair, 2, 2)), rng.standard_normal(pair[1])) for pair in ((f, 2), (2, c)))
    return rng.standard_normal((n, c, 4, 4)), _stages(rng, c, 2, f), decoder


def _draw_saliency(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    n, c, k = sizes["N"], sizes["C"], sizes["M"]
    return rng.standard_normal((n, c, 2, 3)), rng.standard_normal((6 * c, k)), rng.integers(0, k, n)


def _draw_patches(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return rng.standard_normal((5, 4, 6)), rng.standard_normal((5, 3, 4))


def _bent(W: Array) -> Any:
    """Return a network for saliency: the scores are sums of weighted sines of the pixels."""

    def network(x: Array) -> Any:
        return np.sin(x).reshape(len(x), len(W)) @ W, lambda d: (d @ W.T).reshape(x.shape) * np.cos(x)

    return network


def _scores(result: Any) -> Any:
    responses, backward = result
    return responses[-1], backward


def _joint(result: Any) -> Any:
    """Return the autoencoder as an operation whose only value is reconstruction and codes in one row."""
    (reconstruction, codes), backward = result

    def joint_backward(d_row: Array) -> Any:
        first = reconstruction.size
        return backward(d_row[:first].reshape(reconstruction.shape), d_row[first:].reshape(codes.shape))

    return np.concatenate([reconstruction.ravel(), codes.ravel()]), joint_backward


TRIALS = (
    Trial(
        "convolutional_networks.cnn",
        lambda x, stages, W, b: _scores(cnn(x, stages, W, b)),
        _draw_cnn,
        _SIZES,
        pytorch=cnn_in_pytorch,
    ),
    Trial(
        "convolutional_networks.cnn",
        lambda x, stages, W, b: _scores(cnn(x, stages, W, b, training=True, rate=0.4, seed=3)),
        _draw_cnn,
        _SIZES,
        "in training",
        pytorch=lambda torch, x, stages, W, b: cnn_in_pytorch(torch, x, stages, W, b, rate=0.4),
    ),
    Trial(
        "convolutional_networks.conv_autoencoder",
        lambda x, encoder, decoder: _joint(conv_autoencoder(x, encoder, decoder)),
        _draw_autoencoder,
        {letter: _SIZES[letter] for letter in "NCF"},
        pytorch=autoencoder_in_pytorch,
    ),
    Trial(
        "convolutional_networks.saliency",
        lambda x, W, classes: saliency(_bent(W), x, classes),
        _draw_saliency,
        {letter: _SIZES[letter] for letter in "NCM"},
        pytorch=saliency_in_pytorch,
        method=None,
    ),
    Trial(
        "convolutional_networks.top_patches",
        lambda images, responses: top_patches(images, responses, 3),
        _draw_patches,
        pytorch=patches_in_pytorch,
        method=None,
    ),
)


def _cnn_loop(rng: np.random.Generator) -> float:
    x, stages, W, b = _draw_cnn(rng, _TYPICAL)
    of_images = []
    for h in x:
        expected: list[Array] = []
        for kernels, bias in stages:
            a = layer_by_loop(h, kernels, bias)
            r = np.array([max(each, 0.0) for each in a.flat]).reshape(a.shape)
            h = pooled_by_loop(r)
            expected += [a, r, h]
        flat = list(h.flat)
        sums = [[flat[d] * W[d, m] for d in range(len(flat))] for m in range(len(b))]
        of_images.append([*expected, np.array([math.fsum([*each, b[m]]) for m, each in enumerate(sums)])])
    return largest_error(cnn(x, stages, W, b)[0], tuple(np.stack(layer) for layer in zip(*of_images, strict=True)))


def _autoencoder_loop(rng: np.random.Generator) -> float:
    x, encoder, decoder = _draw_autoencoder(rng, _TYPICAL)
    reconstructions, codes = [], []
    for h in x:
        for kernels, bias in encoder:
            h = pooled_by_loop(np.maximum(layer_by_loop(h, kernels, bias), 0))
        codes.append(h)
        for place, (kernels, bias) in enumerate(decoder):
            a = spread_by_loop(h, kernels, bias)
            h = 1 / (1 + np.exp(-a)) if place == len(decoder) - 1 else np.maximum(a, 0)
        reconstructions.append(h)
    return largest_error(conv_autoencoder(x, encoder, decoder)[0], (np.array(reconstructions), np.array(codes)))


def _patches_loop(rng: np.random.Generator) -> float:
    images, responses = _draw_patches(rng, {})
    best = [max((responses[n, i, j], i, j) for i in range(3) for j in range(4)) for n in range(5)]
    order: Sequence[int] = sorted(range(5), key=lambda n: best[n][0], reverse=True)[:4]
    expected = [[[images[n, best[n][1] + k, best[n][2] + m] for m in range(3)] for k in range(2)] for n in order]
    return largest_error(top_patches(images, responses, 4), np.array(expected))


def _of_equal_pixels(rng: np.random.Generator) -> float:
    """Take a network that adds up its pixels: a score changes by its class's factor, whatever the pixel."""
    factors = rng.uniform(1, 2, 3) * [1, -1, 1]

    def network(x: Array) -> Any:
        return x.sum(axis=(1, 2, 3))[:, None] * factors, lambda d: np.ones(x.shape) * (d @ factors)[:, None, None, None]

    got = saliency(network, rng.standard_normal((3, 2, 4, 5)), np.array([2, 1, 0]))
    return largest_error(got, np.abs(factors)[[2, 1, 0], None, None] * np.ones((3, 4, 5)))


_ONE, _TWO = np.ones((1, 1, 1, 1)), np.ones((1, 1, 2, 2))
_FOUR = np.array([[[[1.0, 2.0], [0.0, 3.0]]]])
EVIDENCE = tuple(
    Evidence(f"convolutional_networks.{name}", kind, source, 1e-13, measure)
    for name, kind, source, measure in (
        (
            "cnn",
            "by hand",
            "one stage, one window",
            worked(
                lambda: _scores(
                    cnn(_FOUR, [(2 * _ONE, -np.ones(1))], np.array([[1.0, -1.0]]), np.array([0.0, 1.0])),
                ),
                [[5.0, -4.0]],
                [[[[0.0, 0.0], [0.0, 2.0]]]],
                [[[[3.0]]]],
                [1.0],
                [[5.0, 0.0]],
                [1.0, 0.0],
                d_value=[[1.0, 0.0]],
            ),
        ),
        ("cnn", "loop", "one product at a time", _cnn_loop),
        (
            "conv_autoencoder",
            "by hand",
            "one code for four pixels",
            worked(
                lambda: _joint(conv_autoencoder(_FOUR, [(_ONE, np.zeros(1))], [(_TWO, np.full(1, -3.0))])),
                [0.5, 0.5, 0.5, 0.5, 3.0],
                [[[[0.0, 0.0], [0.0, 14.0]]]],
                [[[[42.0]]]],
                [14.0],
                [[[[3.0, 3.0], [3.0, 3.0]]]],
                [4.0],
                d_value=[4.0, 4.0, 4.0, 4.0, 10.0],
            ),
        ),
        ("conv_autoencoder", "loop", "one product at a time", _autoencoder_loop),
        ("saliency", "theorem", "a sum of the pixels hangs on all alike", _of_equal_pixels),
        ("top_patches", "loop", "one place at a time", _patches_loop),
    )
)
