"""lecturelib.activations.normalising: any axis, huge scores, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lecturelib.activations import log_softmax, softmax
from lecturelib.gradients import projection_error

scores_of_any_shape = arrays(
    np.float64, array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=4), elements=st.floats(-3, 3)
)


@given(scores_of_any_shape, st.data())
def test_probabilities_along_any_axis(scores, data):
    axis = data.draw(st.integers(-scores.ndim, scores.ndim - 1))
    p, _ = softmax(scores, axis)
    log_p, _ = log_softmax(scores, axis)
    expected = np.zeros_like(scores)
    for place in np.ndindex(scores.shape):
        line = list(place)
        line[axis] = slice(None)
        expected[place] = math.exp(scores[place]) / sum(math.exp(score) for score in scores[tuple(line)])
    assert np.allclose(p, expected, rtol=1e-9)
    assert np.allclose(log_p, np.log(expected), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("operation", [softmax, log_softmax])
@given(scores=scores_of_any_shape, data=st.data())
def test_gradients_along_any_axis(operation, scores, data):
    axis = data.draw(st.integers(-scores.ndim, scores.ndim - 1))
    error = projection_error(lambda s: operation(s, axis), [scores], np.random.default_rng(0))
    assert error < 1e-11


@pytest.mark.parametrize("operation", [softmax, log_softmax])
def test_the_last_axis_is_the_default(operation):
    scores = np.array([[0.0, 1.0, 2.0], [5.0, 5.0, 5.0]])
    assert np.array_equal(operation(scores)[0], operation(scores, axis=1)[0])
    assert not np.allclose(operation(scores)[0], operation(scores, axis=0)[0])
    d = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    assert np.array_equal(operation(scores)[1](d), operation(scores, axis=1)[1](d))


def test_huge_scores():
    scores = np.array([1e4, 0.0, -1e4], np.float32)
    p, backward = softmax(scores)
    assert (p.tolist(), p.dtype) == ([1, 0, 0], np.float32)
    assert backward(np.ones(3, np.float32)).tolist() == [0, 0, 0]
    log_p, backward = log_softmax(scores)
    assert (log_p.tolist(), log_p.dtype) == ([0, -1e4, -2e4], np.float32)
    assert backward(np.array([0, 1, 0], np.float32)).tolist() == [-1, 1, 0]


def test_equal_scores_are_equal_chances():
    p, backward = softmax(np.zeros((2, 4)))
    assert p.tolist() == [[0.25] * 4] * 2
    assert backward(np.array([[16.0, 0, 0, 0], [16.0] * 4])).tolist() == [[3, -1, -1, -1], [0, 0, 0, 0]]
    log_p, backward = log_softmax(np.zeros((1, 4)))
    assert np.allclose(log_p, -math.log(4), rtol=1e-15)
    assert np.allclose(backward(np.array([[4.0, 0, 0, 0]])), [[3, -1, -1, -1]], rtol=1e-15)


@pytest.mark.parametrize("operation", [softmax, log_softmax])
def test_an_empty_batch(operation):
    value, backward = operation(np.zeros((0, 3), np.float32))
    assert value.shape == backward(value).shape == (0, 3)
    assert value.dtype == np.float32


@pytest.mark.parametrize("operation", [softmax, log_softmax])
@pytest.mark.parametrize(
    ("scores", "axis", "shape"),
    [
        (np.array(1.0), -1, r"\(\)"),
        (np.zeros((2, 0)), -1, r"\(2, 0\)"),
        (np.zeros((0, 2)), 0, r"\(0, 2\)"),
        (np.zeros((2, 3)), 2, r"\(2, 3\)"),
        (np.zeros((2, 3)), -3, r"\(2, 3\)"),
    ],
)
def test_without_classes_there_are_no_probabilities(operation, scores, axis, shape):
    with pytest.raises(
        ValueError, match=rf"^scores must have at least one class along axis {axis}; got shape {shape}$"
    ):
        operation(scores, axis)


@pytest.mark.parametrize("operation", [softmax, log_softmax])
def test_whole_numbers_are_refused(operation):
    with pytest.raises(ValueError, match=r"^scores must be an array of floating-point numbers; got dtype int64$"):
        operation(np.array([[0, 1]]))
