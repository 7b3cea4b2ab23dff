"""lecturelib.recurrent.long_short_term_memory_sequence: any size, against loops of cells; the optional gradient."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.recurrent import LSTMParameters, LSTMStates, lstm
from tests.lecturelib.recurrent.loop_of_cells import differs, draw, dtypes, loop, sizes


@given(sizes, dtypes, st.booleans(), st.integers(0, 2**31))
def test_a_layer_is_a_loop_of_cells(size, dtype, masked, seed):
    x, start, parameters, mask, d_value = draw("lstm", seed, size, dtype)
    value, backward = lstm(x, *start, parameters, mask) if masked else lstm(x, *start, parameters)
    d_x, d_h0, d_c0, d_parameters = backward(*d_value)
    expected = loop("lstm", x, start, parameters, mask if masked else np.ones_like(mask), d_value)
    assert not differs([*value, d_x, d_h0, d_c0, *d_parameters], expected, dtype)
    assert isinstance(value, LSTMStates)
    assert isinstance(d_parameters, LSTMParameters)


@given(sizes, dtypes, st.integers(0, 2**31))
def test_what_is_left_out_is_zero(size, dtype, seed):
    x, (h0, c0), parameters, mask, (d_states, _) = draw("lstm", seed, size, dtype)
    value, backward = lstm(x, None, None, parameters, mask)
    expected, expected_backward = lstm(x, np.zeros_like(h0), np.zeros_like(c0), parameters, mask)
    gradients, expected_gradients = backward(d_states), expected_backward(d_states, np.zeros_like(c0))
    pairs = zip([*value, *gradients[:3]], [*expected, *expected_gradients[:3]], strict=True)
    for got, wanted in pairs:
        assert got.dtype == dtype
        assert np.array_equal(got, wanted)


def test_the_gradient_of_the_last_cell_may_be_passed_by_name():
    x, start, parameters, _, (d_states, d_cell) = draw("lstm", 0, (2, 3, 2, 2))
    _, backward = lstm(x, *start, parameters)
    assert np.array_equal(backward(d_states, d_last_cell=d_cell)[0], backward(d_states, d_cell)[0])
    assert np.array_equal(backward(d_states, d_last_cell=None)[0], backward(d_states)[0])
    assert not np.array_equal(backward(d_states, d_cell)[0], backward(d_states)[0])


def test_neither_gradient_is_written_to():
    x, start, parameters, mask, d_value = draw("lstm", 0, (2, 3, 2, 2))
    before = [part.copy() for part in d_value]
    lstm(x, *start, parameters, mask)[1](*d_value)
    assert all(np.array_equal(a, b) for a, b in zip(before, d_value, strict=True))


@pytest.mark.parametrize("steps", [0, 4])
def test_writing_into_the_value_does_not_harm_the_gradient(steps):
    x, start, parameters, _, d_value = draw("lstm", 3, (1, steps, 2, 2))
    value, backward = lstm(x, *start, parameters)
    before = backward(*d_value)
    for part in value:
        part[:] = 7
    after = backward(*d_value)
    assert np.array_equal(before[0], after[0])
    assert np.array_equal(before[3].W, after[3].W)


def test_dtypes_follow_numpy_where_they_are_mixed():
    x, (h0, c0), parameters, _, (d_states, _) = draw("lstm", 0, (2, 3, 2, 2), np.float32)
    wide = np.float64
    for start in ((h0.astype(wide), None), (None, c0.astype(wide))):
        (states, last_cell), backward = lstm(x, *start, parameters)
        assert states.dtype == last_cell.dtype == backward(d_states)[0].dtype == wide
    for changed in (
        {"U": parameters.U.astype(wide)},
        {"W": parameters.W.astype(wide)},
        {"b": parameters.b.astype(wide)},
    ):
        assert lstm(x, None, None, parameters._replace(**changed))[0].states.dtype == wide


def test_shapes_are_named():
    parameters = LSTMParameters(np.zeros((1, 8)), np.zeros((2, 8)), np.zeros(8))
    x, state = np.zeros((3, 5, 1)), np.zeros((3, 2))
    with pytest.raises(ValueError, match=r"^h0 must have shape \(3, 2\); got shape \(2,\)$"):
        lstm(x, state[0], state, parameters)
    with pytest.raises(ValueError, match=r"^c0 must have shape \(3, 2\); got shape \(2,\)$"):
        lstm(x, state, state[0], parameters)
    with pytest.raises(ValueError, match=r"^W must have shape \(2, 8\); got shape \(2, 6\)$"):
        lstm(x, state, state, parameters._replace(W=np.zeros((2, 6))))
    with pytest.raises(ValueError, match=r"^mask must have shape \(3, 5\); got shape \(5, 3\)$"):
        lstm(x, state, state, parameters, np.ones((5, 3), bool))
    _, backward = lstm(x, state, state, parameters)
    with pytest.raises(ValueError, match=r"^d_states must have shape \(3, 5, 2\); got shape \(3, 2\)$"):
        backward(state)
    with pytest.raises(ValueError, match=r"^d_last_cell must have shape \(3, 2\); got shape \(2,\)$"):
        backward(np.zeros((3, 5, 2)), state[0])


def test_the_last_cell_s_gradient_is_never_handed_back_itself():
    parameters = LSTMParameters(*(np.ones(shape, np.float32) for shape in [(1, 8), (2, 8), (8,)]))
    state, d_last_cell = np.zeros((3, 2), np.float32), np.ones((3, 2))
    _, backward = lstm(np.zeros((3, 4, 1), np.float32), state, state, parameters)
    d_c0 = backward(np.zeros((3, 4, 2), np.float32), d_last_cell)[2]
    assert d_c0.dtype == np.float32
    assert not np.shares_memory(d_c0, d_last_cell)
