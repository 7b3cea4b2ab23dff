"""Evidence for layers of rows: affine maps, embeddings, activations, dropout, normalisation."""

from __future__ import annotations

from typing import Any

import numpy as np

import lecturelib.evidence.networks as home
from lecturelib.activations import leaky_relu, tanh
from lecturelib.evidence.networks.calling import as_operation, normal, rng, two_sizes, worked
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Trial


def _mask(torch: Any, x: Any) -> Any:
    return torch.from_numpy(np.array(rng().random(tuple(x.shape)) >= 0.25)).to(x.dtype) / 0.75


_ROWS = {"N": (5, 1, 0), "D": (3, 1), "M": (2, 1)}
_BATCHES = {"N": (5, 2, 0), "D": (3, 1)}
TRIALS = (
    Trial(
        "networks.Affine",
        lambda x, W, b: as_operation(home.Affine(*two_sizes(W), rng()), x, (W, b)),
        lambda random, sizes: normal(random, sizes, "ND", "DM", "M"),
        _ROWS,
        pytorch=lambda torch, x, W, b: x @ W + b,
    ),
    Trial(
        "networks.Affine",
        lambda x, W: as_operation(home.Affine(*two_sizes(W), rng(), bias=False), x, (W,)),
        lambda random, sizes: normal(random, sizes, "N2D", "DM"),
        _ROWS,
        setting="sequences, no bias",
        pytorch=lambda torch, x, W: x @ W,
    ),
    Trial(
        "networks.Embedding",
        lambda ids, table: as_operation(home.Embedding(*two_sizes(table), rng()), ids, (table,)),
        lambda random, sizes: (random.integers(0, 4, (sizes["N"], 3)), *normal(random, sizes, "4D")),
        _ROWS,
        pytorch=lambda torch, ids, table: torch.nn.functional.embedding(ids, table),
    ),
    Trial(
        "networks.Flatten",
        lambda x: as_operation(home.Flatten(), x),
        lambda random, sizes: normal(random, sizes, "ND2"),
        _ROWS,
        pytorch=lambda torch, x: torch.flatten(x, 1),
    ),
    Trial(
        "networks.Activation",
        lambda x: as_operation(home.Activation(tanh), x),
        lambda random, sizes: normal(random, sizes, "ND"),
        _ROWS,
        pytorch=lambda torch, x: torch.tanh(x),
    ),
    Trial(
        "networks.Dropout",
        lambda x: as_operation(home.Dropout(0.25, rng()), x),
        lambda random, sizes: normal(random, sizes, "ND"),
        _ROWS,
        pytorch=lambda torch, x: x * _mask(torch, x),
    ),
    Trial(
        "networks.Dropout",
        lambda x: as_operation(home.Dropout(0.25, rng(), form="standard"), x, training=False),
        lambda random, sizes: normal(random, sizes, "ND"),
        _ROWS,
        setting="standard form, after training",
        pytorch=lambda torch, x: 0.75 * x,
    ),
    Trial(
        "networks.BatchNorm",
        lambda x, gamma, beta: as_operation(home.BatchNorm(len(gamma), dtype=x.real.dtype), x, (gamma, beta)),
        lambda random, sizes: normal(random, sizes, "ND", "D", "D"),
        _BATCHES,
        pytorch=lambda torch, x, gamma, beta: torch.nn.functional.batch_norm(x, None, None, gamma, beta, True),
    ),
    Trial(
        "networks.BatchNorm",
        lambda x, gamma, beta: as_operation(
            home.BatchNorm(len(gamma), eps=3.0, dtype=x.real.dtype), x, (gamma, beta), training=False
        ),
        lambda random, sizes: normal(random, sizes, "ND2", "D", "D"),
        _BATCHES,
        setting="not trained yet",
        pytorch=lambda torch, x, gamma, beta: x / 2 * gamma[:, None] + beta[:, None],
    ),
    Trial(
        "networks.LayerNorm",
        lambda x, gamma, beta: as_operation(home.LayerNorm(gamma.shape), x, (gamma, beta)),
        lambda random, sizes: normal(random, sizes, "ND2", "D2", "D2"),
        _BATCHES,
        pytorch=lambda torch, x, gamma, beta: torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta),
    ),
)


def _batch_norm_gathers_statistics(_: np.random.Generator) -> float:
    # Means 3 and 10, unbiased variances 8 and 0; the second batch is seen in use, and changes nothing.
    layer = home.BatchNorm(1, momentum=0.5, eps=0.75)
    layer.forward(np.array([[1.0], [5.0]]), training=True)
    layer.forward(np.array([[10.0], [10.0]]), training=True)
    y, _backward = layer.forward(np.array([[8.75]]))
    buffers = tuple(layer.buffers[name] for name in ("running_mean", "running_var"))
    return largest_error((buffers, y), ((np.array([5.75]), np.array([2.25])), np.array([[3 / np.sqrt(3.0)]])))


def _activation_settings(_: np.random.Generator) -> float:
    y, backward = as_operation(home.Activation(leaky_relu, slope=0.25), np.array([[-4.0, 3.0]]))
    expected = (np.array([[-1.0, 3.0]]), (np.array([[0.25, 1.0]]),))
    return largest_error((y, backward(np.ones((1, 2)))), expected)


_SQUARE = np.array([[1.0, 2.0], [3.0, 4.0]])
EVIDENCE = (
    worked(
        "Affine",
        "one example, two inputs",
        lambda: home.Affine(2, 1, rng()),
        np.array([[1.0, 2.0]]),
        (np.array([[3.0], [-1.0]]), np.array([0.5])),
        [[2.0]],
        ([[1.5]], [[6.0, -2.0]], [[2.0], [4.0]], [2.0]),
    ),
    worked(
        "Embedding",
        "a symbol twice",
        lambda: home.Embedding(2, 2, rng()),
        np.array([1, 1]),
        (_SQUARE,),
        [[1.0, 2.0], [10.0, 20.0]],
        ([[3.0, 4.0], [3.0, 4.0]], [[0.0, 0.0], [11.0, 22.0]]),
    ),
    worked(
        "Flatten",
        "a square",
        lambda: home.Flatten(),
        _SQUARE[None],
        (),
        [[5.0, 6.0, 7.0, 8.0]],
        ([[1.0, 2.0, 3.0, 4.0]], [[[5.0, 6.0], [7.0, 8.0]]]),
    ),
    Evidence("networks.Activation", "by hand", "leaky ReLU of slope 1/4", 0.0, _activation_settings),
    worked(
        "Dropout",
        "draws of 0.51 and 0.95 stay, 0.14 goes",
        lambda: home.Dropout(0.5, rng()),
        np.array([[1.0, 2.0, 3.0]]),
        (),
        [[1.0, 1.0, 1.0]],
        ([[2.0, 4.0, 0.0]], [[2.0, 2.0, 0.0]]),
    ),
    Evidence("networks.BatchNorm", "by hand", "two batches, then one value", 1e-14, _batch_norm_gathers_statistics),
    worked(
        "LayerNorm",
        "1 and 5 with eps 5: deviation 3",
        lambda: home.LayerNorm(2, eps=5.0),
        np.array([[1.0, 5.0]]),
        (np.array([3.0, 6.0]), np.array([0.0, 1.0])),
        [[1.0, 0.0]],
        ([[-2.0, 5.0]], [[5 / 18, -5 / 18]], [-2 / 3, 0.0], [1.0, 0.0]),
    ),
)
