import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.perceptron import fit_perceptron, perceptron_update


@given(st.integers(0, 2**31), st.integers(1, 5), st.sampled_from([-1, 1]))
def test_an_update_raises_the_margin_by_the_squared_length_or_changes_nothing(seed, size, y):
    rng = np.random.default_rng(seed)
    w, x, b = rng.standard_normal(size), rng.standard_normal(size), float(rng.normal())
    before = y * (w @ x + b)
    new_w, new_b = perceptron_update(w, b, x, y)
    after = y * (new_w @ x + new_b)
    if before > 0 or (before == 0 and y == -1):
        assert after == before
    else:
        assert np.isclose(after, before + x @ x + 1)


def test_an_update_leaves_its_arguments_alone():
    w = np.array([1.0, 2.0])
    new_w, _ = perceptron_update(w, 0.0, np.array([1.0, 1.0]), 1)
    new_w[0] = 99
    assert w.tolist() == [1.0, 2.0]


def test_order_of_the_rows_decides_the_result():
    x, y = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([1, -1, -1])
    assert not np.array_equal(fit_perceptron(x, y).mistakes, fit_perceptron(x[::-1], y[::-1]).mistakes)


def test_a_limit_on_the_epochs_is_kept():
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    assert len(fit_perceptron(corners, np.array([-1, 1, 1, -1]), max_epochs=3).mistakes) == 3


@pytest.mark.parametrize("label", [1, -1, 1.0, np.int64(-1), np.float64(1), np.int8(-1)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_an_update_keeps_the_dtype_of_the_weights_whatever_that_of_the_label_is(label, dtype):
    x = np.array([1.0, -2.0], dtype)
    w, b = perceptron_update(-float(label) * x, dtype(0), x, label)  # answers the opposite, and so is wrong
    assert w.dtype == b.dtype == dtype
    assert (w.tolist(), b) == ([0, 0], label)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("labels", [np.array([1, -1]), np.array([1.0, -1.0])])
def test_a_fit_keeps_the_dtype_of_the_inputs(dtype, labels):
    fit = fit_perceptron(np.array([[1.0], [-1.0]], dtype), labels)
    assert fit.w.dtype == np.asarray(fit.b).dtype == dtype


def test_without_rows_there_is_no_mistake():
    fit = fit_perceptron(np.zeros((0, 2)), np.zeros(0))
    assert (fit.w.tolist(), fit.b, fit.mistakes.tolist()) == ([0, 0], 0, [0])


def test_a_hundred_epochs_are_the_default():
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    assert len(fit_perceptron(corners, np.array([-1, 1, 1, -1])).mistakes) == 100
    assert len(fit_perceptron(corners, np.array([-1, 1, 1, -1]), max_epochs=1).mistakes) == 1


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match="y must hold only -1 and 1; got 0"):
        fit_perceptron(np.ones((2, 2)), np.array([0, 1]))
    with pytest.raises(ValueError, match="y must hold only -1 and 1; got 2"):
        perceptron_update(np.ones(2), 0.0, np.ones(2), 2)
    with pytest.raises(ValueError, match="max_epochs must be at least 1; got 0"):
        fit_perceptron(np.ones((2, 2)), np.array([1, 1]), max_epochs=0)
    with pytest.raises(ValueError, match=r"^w must have shape \(2,\); got shape \(3,\)$"):
        perceptron_update(np.ones(3), 0.0, np.ones(2), 1)
    with pytest.raises(ValueError, match=r"^x must have shape \(D,\); got shape \(1, 2\)$"):
        perceptron_update(np.ones(2), 0.0, np.ones((1, 2)), 1)
    with pytest.raises(ValueError, match=r"^x must have shape \(N, D\); got shape \(2,\)$"):
        fit_perceptron(np.ones(2), np.array([1, 1]))
    with pytest.raises(ValueError, match=r"^y must have shape \(2,\); got shape \(3,\)$"):
        fit_perceptron(np.ones((2, 2)), np.array([1, 1, 1]))
