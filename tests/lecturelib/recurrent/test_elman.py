"""lecturelib.recurrent.elman: any size, layers against loops of cells, special values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.recurrent import RNNParameters, rnn, rnn_cell
from tests.lecturelib.recurrent.loop_of_cells import differs, draw, dtypes, loop, sizes


@given(sizes, dtypes, st.booleans(), st.integers(0, 2**31))
def test_a_layer_is_a_loop_of_cells(size, dtype, masked, seed):
    x, (h0,), parameters, mask, (d_states,) = draw("rnn", seed, size, dtype)
    states, backward = rnn(x, h0, parameters, mask) if masked else rnn(x, h0, parameters)
    d_x, d_h0, d_parameters = backward(d_states)
    expected = loop("rnn", x, [h0], parameters, mask if masked else np.ones_like(mask), [d_states])
    assert not differs([states, d_x, d_h0, *d_parameters], expected, dtype)
    assert isinstance(d_parameters, RNNParameters)


@given(sizes, dtypes, st.integers(0, 2**31))
def test_no_first_state_means_zeros(size, dtype, seed):
    x, (h0,), parameters, mask, (d_states,) = draw("rnn", seed, size, dtype)
    states, backward = rnn(x, None, parameters, mask)
    expected, expected_backward = rnn(x, np.zeros_like(h0), parameters, mask)
    assert states.dtype == dtype
    assert np.array_equal(states, expected)
    for got, wanted in zip(backward(d_states)[:2], expected_backward(d_states)[:2], strict=True):
        assert got.dtype == dtype
        assert np.array_equal(got, wanted)


@given(st.integers(0, 3), st.integers(1, 3), st.integers(1, 3), st.integers(0, 2**31))
def test_the_cell_by_complex_step(n, d, h, seed):
    x, (first_h,), parameters, _, _ = draw("rnn", seed, (n, 1, d, h))
    assert projection_error(rnn_cell, (x[:, 0], first_h, parameters), np.random.default_rng(seed)) < 1e-9


def test_the_cell_in_scalars():
    parameters = RNNParameters(np.array([[0.5]]), np.array([[-2.0]]), np.array([0.25]))
    new_h, backward = rnn_cell(np.array([[3.0]]), np.array([[0.5]]), parameters)
    assert new_h[0, 0] == np.tanh(1.5 - 1.0 + 0.25)
    slope = 1 - np.tanh(0.75) ** 2
    d_x, d_h, d_parameters = backward(np.array([[2.0]]))
    got = [each.item() for each in (d_x, d_h, *d_parameters)]
    assert np.allclose(got, [slope, -4 * slope, 6 * slope, slope, 2 * slope], rtol=1e-14)
    assert isinstance(d_parameters, RNNParameters)


def test_all_but_one_step_masked():
    x = np.array([[[100.0], [0.0], [-100.0]]])
    parameters = RNNParameters(np.ones((1, 1)), np.zeros((1, 1)), np.zeros(1))
    states, backward = rnn(x, np.array([[0.25]]), parameters, np.array([[False, True, False]]))
    assert states.ravel().tolist() == [0.25, 0.0, 0.0]
    d_x, d_h0, d_parameters = backward(np.array([[[1.0], [2.0], [4.0]]]))
    assert d_x.ravel().tolist() == [0.0, 6.0, 0.0]
    assert d_h0.item() == 1.0
    assert [each.item() for each in d_parameters] == [0.0, 1.5, 6.0]


def test_dtypes_follow_numpy_where_they_are_mixed():
    x, (h0,), parameters, _, (d_states,) = draw("rnn", 0, (2, 3, 2, 2), np.float32)
    wide = RNNParameters(*(each.astype(np.float64) for each in parameters))
    for arguments in (
        (x, h0.astype(np.float64), parameters),
        (x, None, wide),
        (x.astype(np.float64), None, parameters),
    ):
        states, backward = rnn(*arguments)
        assert states.dtype == backward(d_states)[1].dtype == np.float64


def test_writing_into_the_states_does_not_harm_the_gradient():
    x, (h0,), parameters, _, (d_states,) = draw("rnn", 3, (1, 4, 2, 2))
    states, backward = rnn(x, h0, parameters)
    before = backward(d_states)
    states[:] = 7
    after = backward(d_states)
    assert np.array_equal(before[0], after[0])
    assert np.array_equal(before[2].W, after[2].W)


def test_a_gradient_of_another_shape_is_named():
    _, backward = rnn(np.zeros((2, 3, 1)), None, RNNParameters(np.zeros((1, 4)), np.zeros((4, 4)), np.zeros(4)))
    with pytest.raises(ValueError, match=r"^d_states must have shape \(2, 3, 4\); got shape \(2, 4\)$"):
        backward(np.zeros((2, 4)))


def test_arguments_are_named():
    parameters = RNNParameters(np.zeros((1, 4)), np.zeros((4, 4)), np.zeros(4))
    with pytest.raises(ValueError, match=r"^h must have shape \(2, 4\); got shape \(2, 3\)$"):
        rnn_cell(np.zeros((2, 1)), np.zeros((2, 3)), parameters)
    with pytest.raises(ValueError, match=r"^h0 must have shape \(2, 4\); got shape \(2, 3\)$"):
        rnn(np.zeros((2, 5, 1)), np.zeros((2, 3)), parameters)
    with pytest.raises(ValueError, match=r"^mask must have shape \(2, 5\); got shape \(2, 4\)$"):
        rnn(np.zeros((2, 5, 1)), None, parameters, np.ones((2, 4), bool))
    wrong = parameters._replace(W=np.zeros((4, 8)))
    for call in (
        lambda: rnn_cell(np.zeros((2, 1)), np.zeros((2, 4)), wrong),
        lambda: rnn(np.zeros((2, 5, 1)), None, wrong),
    ):
        with pytest.raises(ValueError, match=r"^W must have shape \(4, 4\); got shape \(4, 8\)$"):
            call()


def test_a_thousand_steps():
    x, (h0,), parameters, _, (d_states,) = draw("rnn", 1, (2, 1000, 1, 2))
    states, backward = rnn(x, h0, parameters)
    expected = loop("rnn", x, [h0], parameters, np.ones((2, 1000), bool), [d_states])
    d_x, d_h0, d_parameters = backward(d_states)
    assert not differs([states, d_x, d_h0, *d_parameters], expected, np.float64)
