"""Evidence for `lecturelib.layers`."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from lecturelib.layers import affine, dropout, embedding, flatten, monte_carlo_dropout
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial


def _draw_affine(rng: np.random.Generator, sizes: Sizes, steps: tuple[int, ...] = ()) -> tuple[Any, Any, Any]:
    n, d, m = sizes["N"], sizes["D"], sizes["M"]
    return rng.standard_normal((n, *steps, d)), rng.standard_normal((d, m)), rng.standard_normal(m)


def _draw_ids(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, Any]:
    # Fewer symbols than places, so that some occur more than once.
    return rng.integers(0, sizes["V"], (sizes["N"], 4)), rng.standard_normal((sizes["V"], sizes["D"]))


def _draw_rows(rng: np.random.Generator, sizes: Sizes) -> tuple[Any]:
    return (rng.standard_normal((sizes["N"], sizes["D"])),)


def _mask(torch: Any, x: Any, rate: float) -> Any:
    kept = np.random.default_rng(1).random(tuple(x.shape)) >= rate
    return torch.from_numpy(np.array(kept)).to(x.dtype)


def _average_of_passes(torch: Any, x: Any) -> Any:
    rng = np.random.default_rng(1)
    masks = torch.from_numpy(np.array([rng.random(tuple(x.shape)) >= 0.5 for _ in range(6)]))
    passes = torch.tanh(2 * x * masks)
    return passes.mean(0), passes.std(0, correction=0)


_SIZES = {"N": (5, 1, 0), "D": (3, 1), "M": (4, 1)}
_ROWS = {"N": (6, 1, 0), "D": (5, 1)}
TRIALS = (
    Trial(
        "layers.affine",
        lambda x, W, b: affine(x, W, b),
        _draw_affine,
        _SIZES,
        pytorch=lambda torch, x, W, b: torch.nn.functional.linear(x, W.T, b),
    ),
    Trial(
        "layers.affine",
        lambda x, W: affine(x, W),
        lambda rng, sizes: _draw_affine(rng, sizes)[:2],
        _SIZES,
        setting="no bias",
        pytorch=lambda torch, x, W: torch.nn.functional.linear(x, W.T),
    ),
    Trial(
        "layers.affine",
        lambda x, W, b: affine(x, W, b),
        lambda rng, sizes: _draw_affine(rng, sizes, (sizes["T"],)),
        {**_SIZES, "T": (3, 1)},
        setting="sequences",
        pytorch=lambda torch, x, W, b: torch.nn.functional.linear(x, W.T, b),
    ),
    Trial(
        "layers.embedding",
        lambda ids, table: embedding(ids, table),
        _draw_ids,
        {"N": (3, 1, 0), "V": (5, 1), "D": (4, 1)},
        pytorch=lambda torch, ids, table: torch.nn.functional.embedding(ids, table),
    ),
    Trial(
        "layers.dropout",
        lambda x: dropout(x, 0.3, np.random.default_rng(1)),
        _draw_rows,
        _ROWS,
        pytorch=lambda torch, x: x * _mask(torch, x, 0.3) / 0.7,
    ),
    Trial(
        "layers.dropout",
        lambda x: dropout(x, 0.3, np.random.default_rng(1), form="standard"),
        _draw_rows,
        _ROWS,
        setting="standard form",
        pytorch=lambda torch, x: x * _mask(torch, x, 0.3),
    ),
    Trial(
        "layers.dropout",
        lambda x: dropout(x, 0.3, np.random.default_rng(1), training=False),
        _draw_rows,
        _ROWS,
        setting="after training",
        pytorch=lambda torch, x: torch.nn.functional.dropout(x, 0.3, training=False),
    ),
    Trial(
        "layers.dropout",
        lambda x: dropout(x, 0.3, np.random.default_rng(1), training=False, form="standard"),
        _draw_rows,
        _ROWS,
        setting="standard form, after training",
        pytorch=lambda torch, x: x * 0.7,
    ),
    Trial(
        "layers.monte_carlo_dropout",
        lambda x: monte_carlo_dropout(
            lambda x, rng: np.tanh(dropout(x, 0.5, rng)[0]), x, passes=6, rng=np.random.default_rng(1)
        ),
        _draw_rows,
        _ROWS,
        pytorch=_average_of_passes,
        method=None,
    ),
    Trial(
        "layers.flatten",
        lambda x: flatten(x),
        lambda rng, sizes: (rng.standard_normal((sizes["N"], sizes["C"], 3, 2)),),
        {"N": (4, 1, 0), "C": (2, 1)},
        pytorch=lambda torch, x: torch.flatten(x, 1),
    ),
)


def _affine_loop(rng: np.random.Generator) -> float:
    x, W, b = _draw_affine(rng, {"N": 4, "D": 3, "M": 2}, (2,))
    expected = np.zeros((4, 2, 2))
    for n, t, m in np.ndindex(expected.shape):
        expected[n, t, m] = math.fsum([*(x[n, t, d] * W[d, m] for d in range(3)), b[m]])
    return largest_error(affine(x, W, b)[0], expected)


def _affine_by_hand(_: np.random.Generator) -> float:
    x, W = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[3.0], [4.0]])
    y, backward = affine(x, W, np.array([0.5]))
    gradients = backward(np.array([[1.0], [10.0]]))
    expected = (np.array([[3.0, 4.0], [30.0, 40.0]]), np.array([[1.0], [-8.0]]), np.array([11.0]))
    return largest_error((y, gradients), (np.array([[11.5], [-3.5]]), expected))


def _embedding_loop(rng: np.random.Generator) -> float:
    ids, table = _draw_ids(rng, {"N": 3, "V": 5, "D": 2})
    y, backward = embedding(ids, table)
    d_y, expected_y, expected = rng.standard_normal((3, 4, 2)), np.zeros((3, 4, 2)), np.zeros((5, 2))
    for n, t, d in np.ndindex(y.shape):
        expected_y[n, t, d] = table[ids[n, t], d]
        expected[ids[n, t], d] += d_y[n, t, d]
    return largest_error((y, backward(d_y)), (expected_y, expected))


def _embedding_is_a_product_with_one_hot_vectors(rng: np.random.Generator) -> float:
    ids, table = _draw_ids(rng, {"N": 3, "V": 5, "D": 2})
    y, backward = embedding(ids, table)
    d_y, one_hot = rng.standard_normal((3, 4, 2)), np.eye(5)[ids]
    return largest_error((y, backward(d_y)), (one_hot @ table, np.einsum("ntv,ntd->vd", one_hot, d_y)))


def _embedding_by_hand(_: np.random.Generator) -> float:
    y, backward = embedding(np.array([1, 1, 0]), np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    d_table = backward(np.array([[1.0, 2.0], [10.0, 20.0], [100.0, 200.0]]))
    expected = np.array([[100.0, 200.0], [11.0, 22.0], [0.0, 0.0]])
    return largest_error((y, d_table), (np.array([[3.0, 4.0], [3.0, 4.0], [1.0, 2.0]]), expected))


def _dropout_loop(rng: np.random.Generator) -> float:
    x, d_y, seed = rng.standard_normal((4, 3)), rng.standard_normal((4, 3)), int(rng.integers(1000))
    draws = np.random.default_rng(seed)
    expected_y, expected_d_x = np.zeros((4, 3)), np.zeros((4, 3))
    for place in np.ndindex(4, 3):
        if draws.random() >= 0.6:
            expected_y[place], expected_d_x[place] = x[place] / 0.4, d_y[place] / 0.4
    y, backward = dropout(x, 0.6, np.random.default_rng(seed))
    return largest_error((y, backward(d_y)), (expected_y, expected_d_x))


def _share_dropped(rng: np.random.Generator) -> float:
    """How many standard deviations the number of zeros is from what the rate promises."""
    count, rate = 20_000, 0.3
    y, _ = dropout(np.ones((200, 100)), rate, rng)
    return float(abs(np.sum(y == 0) - rate * count) / math.sqrt(count * rate * (1 - rate)))


def _neuron(x: Any, rng: np.random.Generator) -> Any:
    return np.tanh(dropout(x, 0.5, rng, form="standard")[0].sum(axis=-1))


def _all_masks_of_two_inputs(rng: np.random.Generator) -> float:
    """How many standard errors the estimate is from mean and variance over the four masks."""
    x, passes = np.array([1.0, 0.5]), 2000
    outputs = np.tanh(np.array([np.dot(mask, x) for mask in itertools.product((0, 1), repeat=2)]))
    mean, variance = outputs.mean(), outputs.var()
    estimate = monte_carlo_dropout(_neuron, x, passes, rng)
    error_of_mean = abs(estimate.mean - mean) / math.sqrt(variance / passes)
    fourth = np.mean((outputs - mean) ** 4)
    error_of_variance = abs(estimate.standard_deviation**2 - variance) / math.sqrt((fourth - variance**2) / passes)
    return float(max(error_of_mean, error_of_variance))


def _monte_carlo_by_hand(_: np.random.Generator) -> float:
    # Outputs x + 1, x + 3 and x + 8: mean x + 4, squared deviations 9, 1 and 16 with mean 26 / 3.
    offsets = iter([1.0, 3.0, 8.0])
    x = np.array([[10.0, -4.0]])
    estimate = monte_carlo_dropout(lambda x, rng: x + next(offsets), x, 3, np.random.default_rng(0))
    return largest_error(tuple(estimate), (np.array([[14.0, 0.0]]), np.full((1, 2), math.sqrt(26 / 3))))


def _flatten_by_hand(_: np.random.Generator) -> float:
    x = np.array([[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]] * 2)
    y, backward = flatten(x)
    row = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
    return largest_error((y, backward(np.stack([row, row]))), (np.stack([row, row]), x))


_TWO_INPUTS = "two inputs at rate 0.5: all four masks; standard errors"
EVIDENCE = (
    Evidence("layers.affine", "loop", "weighted sums, term by term", 1e-14, _affine_loop),
    Evidence("layers.affine", "by hand", "two examples, one output", 0.0, _affine_by_hand),
    Evidence("layers.embedding", "loop", "number by number", 1e-14, _embedding_loop),
    Evidence("layers.embedding", "theorem", "one-hot products", 1e-14, _embedding_is_a_product_with_one_hot_vectors),
    Evidence("layers.embedding", "by hand", "a symbol twice, a symbol never", 0.0, _embedding_by_hand),
    Evidence("layers.dropout", "loop", "one draw for each number", 1e-14, _dropout_loop),
    Evidence("layers.dropout", "statistics", "share of zeros; standard deviations", 5.0, _share_dropped),
    Evidence("layers.monte_carlo_dropout", "statistics", _TWO_INPUTS, 5.0, _all_masks_of_two_inputs),
    Evidence("layers.monte_carlo_dropout", "by hand", "three outputs", 1e-14, _monte_carlo_by_hand),
    Evidence("layers.flatten", "by hand", "two examples of 2 x 2 x 2", 0.0, _flatten_by_hand),
)
