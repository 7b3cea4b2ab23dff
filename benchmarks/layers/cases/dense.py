"""Affine maps, losses, activations and what else works row by row."""

from typing import Any

import numpy as np

from benchmarks.layers.case import (
    Arrays,
    Case,
    Contender,
    Prepare,
    as_arrays,
    in_autograd,
    in_mygrad,
    in_torch,
    module,
    ours,
)


def _affine(rng: np.random.Generator) -> Arrays:
    return rng.standard_normal((64, 784)), rng.standard_normal((784, 256)) / 28, rng.standard_normal(256)


def _scores(rng: np.random.Generator) -> Arrays:
    return rng.standard_normal((256, 1000)), rng.integers(0, 1000, 256)


def _cross_entropy_in_autograd(numpy: Any, scores: Any, labels: np.ndarray) -> Any:
    shifted = scores - numpy.max(scores, axis=1, keepdims=True)
    log_normaliser = numpy.log(numpy.sum(numpy.exp(shifted), axis=1))
    return numpy.mean(log_normaliser - shifted[np.arange(len(labels)), labels])


def _layer_norm_in_autograd(numpy: Any, x: Any, gamma: Any, beta: Any) -> Any:
    centred = x - numpy.mean(x, axis=-1, keepdims=True)
    return gamma * centred / numpy.sqrt(numpy.mean(centred**2, axis=-1, keepdims=True) + 1e-5) + beta


def _dropout_outcome(value: Any, d_x: Any, x: np.ndarray, d_value: np.ndarray) -> list[np.ndarray]:
    """Masks differ from library to library: compare which factors occur, and that backward uses forward's mask."""
    forward, backward = np.asarray(value) / x, np.asarray(d_x) / d_value
    factors = np.unique(np.round(forward.astype(np.float64), 3))
    kept = np.round(np.mean(forward > 0), 1)
    return [factors, np.max(np.abs(forward - backward)).astype(np.float64).round(3), kept]


def _our_dropout(arrays: Arrays) -> Contender:
    (x,) = arrays
    library = module("lecturelib.layers")
    rng, d_value = np.random.default_rng(0), np.random.default_rng(1).standard_normal(x.shape).astype(x.dtype)

    def step() -> Any:
        value, backward = library.dropout(x, 0.5, rng, training=True)
        return value, backward(d_value)

    return Contender(step, lambda done: _dropout_outcome(*done, x, d_value))


def _dropout_in_torch(arrays: Arrays) -> Contender:
    inner = in_torch(lambda torch, x: torch.nn.functional.dropout(x, 0.5, training=True))(arrays)
    d_value = np.random.default_rng(1).standard_normal(arrays[0].shape).astype(arrays[0].dtype)
    return Contender(inner.step, lambda done: _dropout_outcome(*as_arrays(done), arrays[0], d_value))


_DROPOUT: dict[str, Prepare] = {"lecturelib": _our_dropout, "torch": _dropout_in_torch}

CASES = (
    Case(
        "affine",
        "64x784 -> 256",
        _affine,
        {
            "lecturelib": ours("layers.affine"),
            "torch": in_torch(lambda torch, x, w, b: torch.addmm(b, x, w)),
            "autograd": in_autograd(lambda numpy, x, w, b: numpy.dot(x, w) + b),
            "mygrad": in_mygrad(lambda mygrad, x, w, b: x @ w + b),
        },
        (1.1, 1.2),
    ),
    Case(
        "softmax_cross_entropy",
        "256x1000",
        _scores,
        {
            "lecturelib": ours("losses.softmax_cross_entropy", lambda library, scores, labels: (scores, labels)),
            "torch": in_torch(lambda torch, scores, labels: torch.nn.functional.cross_entropy(scores, labels)),
            "autograd": in_autograd(_cross_entropy_in_autograd),
            "mygrad": in_mygrad(lambda mygrad, scores, labels: mygrad.nnet.softmax_crossentropy(scores, labels)),
        },
        (1.0, 0.8),
    ),
    Case(
        "relu",
        "256x4096",
        lambda rng: (rng.standard_normal((256, 4096)),),
        {
            "lecturelib": ours("activations.relu"),
            "torch": in_torch(lambda torch, x: torch.relu(x)),
            "autograd": in_autograd(lambda numpy, x: numpy.maximum(x, 0)),
            "mygrad": in_mygrad(lambda mygrad, x: mygrad.nnet.relu(x)),
        },
    ),
    Case(
        "layer_norm",
        "1024x512",
        lambda rng: (rng.standard_normal((1024, 512)), rng.uniform(0.5, 2, 512), rng.standard_normal(512)),
        {
            "lecturelib": ours("normalization.layer_norm"),
            "torch": in_torch(lambda torch, x, g, b: torch.nn.functional.layer_norm(x, (512,), g, b)),
            "autograd": in_autograd(_layer_norm_in_autograd),
        },
    ),
    Case(
        "embedding",
        "64x100 of 10,000 -> 128",
        lambda rng: (rng.integers(0, 10_000, (64, 100)), rng.standard_normal((10_000, 128))),
        {
            "lecturelib": ours("layers.embedding", lambda library, ids, table: (ids, table)),
            "torch": in_torch(lambda torch, tokens, w: torch.nn.functional.embedding(tokens, w)),
            "autograd": in_autograd(lambda numpy, w, tokens: w[tokens]),
            "mygrad": in_mygrad(lambda mygrad, tokens, w: w[tokens]),
        },
    ),
    Case("dropout", "256x4096, rate 0.5", lambda rng: (rng.standard_normal((256, 4096)),), _DROPOUT),
)
