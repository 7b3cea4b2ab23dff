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


def test_float32_stays_float32():
    assert fit_perceptron(np.ones((2, 2), np.float32), np.array([1, 1])).w.dtype == np.float32


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match="y must hold only -1 and 1; got 0"):
        fit_perceptron(np.ones((2, 2)), np.array([0, 1]))
    with pytest.raises(ValueError, match="y must hold only -1 and 1; got 2"):
        perceptron_update(np.ones(2), 0.0, np.ones(2), 2)
    with pytest.raises(ValueError, match="max_epochs must be at least 1; got 0"):
        fit_perceptron(np.ones((2, 2)), np.array([1, 1]), max_epochs=0)
    with pytest.raises(ValueError, match=r"w must have shape \(2,\)"):
        perceptron_update(np.ones(3), 0.0, np.ones(2), 1)
