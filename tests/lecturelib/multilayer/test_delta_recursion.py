"""lecturelib.multilayer.delta_recursion: paths one by one, dtypes, and what is refused."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.multilayer import three_layer_gradients, two_layer_gradients


def g(a):
    return 1 / (1 + math.exp(-a))


def layer(row, W, b):
    return [sum(one * W[i, j] for i, one in enumerate(row)) + b[j] for j in range(len(b))]


sizes = st.tuples(*[st.integers(1, 3)] * 4)
seeds = st.integers(0, 2**31)


@given(st.integers(0, 3), sizes, seeds)
def test_two_layers_path_by_path(n, widths, seed):
    rng, (d, h, m, _) = np.random.default_rng(seed), widths
    x, targets, W1, b1, W2, b2 = (rng.normal(size=shape) for shape in ((n, d), (n, m), (d, h), h, (h, m), m))
    d_W1, d_b1, d_W2, d_b2 = (np.zeros_like(part) for part in (W1, b1, W2, b2))
    for row, target in zip(x, targets, strict=True):
        z = [g(a) for a in layer(row, W1, b1)]
        errors = [out - wanted for out, wanted in zip(layer(z, W2, b2), target, strict=True)]
        for j, k in product(range(h), range(m)):
            d_W2[j, k] += errors[k] * z[j]
            through = errors[k] * W2[j, k] * z[j] * (1 - z[j])
            d_b1[j] += through
            for i in range(d):
                d_W1[i, j] += through * row[i]
        d_b2 += errors
    for got, expected in zip(two_layer_gradients(x, targets, W1, b1, W2, b2), (d_W1, d_b1, d_W2, d_b2), strict=True):
        assert got.shape == expected.shape and np.allclose(got, expected, rtol=1e-9, atol=1e-12)


@given(st.integers(0, 3), sizes, seeds)
def test_three_layers_path_by_path(n, widths, seed):
    """A weight of the first layer collects one term for each path to each output."""
    rng, (d, h1, h2, m) = np.random.default_rng(seed), widths
    shapes = (n, d), (n, m), (d, h1), h1, (h1, h2), h2, (h2, m), m
    x, targets, W1, b1, W2, b2, W3, b3 = (rng.normal(size=shape) for shape in shapes)
    expected = [np.zeros_like(part) for part in (W1, b1, W2, b2, W3, b3)]
    for row, target in zip(x, targets, strict=True):
        z1 = [g(a) for a in layer(row, W1, b1)]
        z2 = [g(a) for a in layer(z1, W2, b2)]
        errors = [out - wanted for out, wanted in zip(layer(z2, W3, b3), target, strict=True)]
        for l, k in product(range(h2), range(m)):  # noqa: E741
            expected[4][l, k] += errors[k] * z2[l]
            to_second = errors[k] * W3[l, k] * z2[l] * (1 - z2[l])
            expected[3][l] += to_second
            for j in range(h1):
                expected[2][j, l] += to_second * z1[j]
                to_first = to_second * W2[j, l] * z1[j] * (1 - z1[j])
                expected[1][j] += to_first
                for i in range(d):
                    expected[0][i, j] += to_first * row[i]
        expected[5] += errors
    for got, wanted in zip(three_layer_gradients(x, targets, W1, b1, W2, b2, W3, b3), expected, strict=True):
        assert got.shape == wanted.shape and np.allclose(got, wanted, rtol=1e-9, atol=1e-12)


SQUARE, VECTOR = np.ones((2, 2), np.float32), np.ones(2, np.float32)


@pytest.mark.parametrize("dtype", [int, np.float64])
def test_targets_do_not_widen_float32(dtype):
    targets = SQUARE.astype(dtype)
    two = two_layer_gradients(SQUARE, targets, SQUARE, VECTOR, SQUARE, VECTOR)
    three = three_layer_gradients(SQUARE, targets, SQUARE, VECTOR, SQUARE, VECTOR, SQUARE, VECTOR)
    assert {part.dtype for part in (*two, *three)} == {np.dtype(np.float32)}


def test_gradients_have_the_names_of_their_parameters():
    assert two_layer_gradients(SQUARE, SQUARE, *(SQUARE, VECTOR) * 2)._fields == ("W1", "b1", "W2", "b2")
    assert three_layer_gradients(SQUARE, SQUARE, *(SQUARE, VECTOR) * 3)._fields == ("W1", "b1", "W2", "b2", "W3", "b3")


@pytest.mark.parametrize(
    ("place", "bad", "sentence"),
    [
        (0, VECTOR, r"x must have shape \(N, D\); got shape \(2,\)"),
        (0, SQUARE.astype(int), "x must be an array of floating-point numbers; got dtype int64"),
        (1, np.ones((2, 3)), r"targets must have shape \(2, 2\); got shape \(2, 3\)"),
        (1, np.ones((3, 2)), r"targets must have shape \(2, 2\); got shape \(3, 2\)"),
        (2, np.ones((3, 2)), r"W1 must have shape \(2, H\); got shape \(3, 2\)"),
        (3, np.ones(3), r"b1 must have shape \(2,\); got shape \(3,\)"),
        (4, np.ones((3, 2)), r"W2 must have shape \(2, H\); got shape \(3, 2\)"),
        (5, np.ones(3), r"b2 must have shape \(2,\); got shape \(3,\)"),
        (6, np.ones((3, 2)), r"W3 must have shape \(2, H\); got shape \(3, 2\)"),
        (7, np.ones(3), r"b3 must have shape \(2,\); got shape \(3,\)"),
    ],
)
def test_bad_arguments_are_named(place, bad, sentence):
    for gradients, count in ((two_layer_gradients, 6), (three_layer_gradients, 8)):
        if place < count:
            arguments = [SQUARE, SQUARE, *(SQUARE, VECTOR) * 3][:count]
            arguments[place] = bad
            with pytest.raises(ValueError, match=f"^{sentence}$"):
                gradients(*arguments)
