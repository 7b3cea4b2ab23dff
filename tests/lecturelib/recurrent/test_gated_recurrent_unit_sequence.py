"""lecturelib.recurrent.gated_recurrent_unit_sequence: any size, layers against loops of cells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.recurrent import GRUParameters, gru
from tests.lecturelib.recurrent.loop_of_cells import differs, draw, dtypes, loop, sizes


@given(sizes, dtypes, st.booleans(), st.integers(0, 2**31))
def test_a_layer_is_a_loop_of_cells(size, dtype, masked, seed):
    x, (h0,), parameters, mask, (d_states,) = draw("gru", seed, size, dtype)
    states, backward = gru(x, h0, parameters, mask) if masked else gru(x, h0, parameters)
    d_x, d_h0, d_parameters = backward(d_states)
    expected = loop("gru", x, [h0], parameters, mask if masked else np.ones_like(mask), [d_states])
    assert not differs([states, d_x, d_h0, *d_parameters], expected, dtype)
    assert isinstance(d_parameters, GRUParameters)


@given(sizes, dtypes, st.integers(0, 2**31))
def test_no_first_state_means_zeros(size, dtype, seed):
    x, (h0,), parameters, mask, (d_states,) = draw("gru", seed, size, dtype)
    states, backward = gru(x, None, parameters, mask)
    expected, expected_backward = gru(x, np.zeros_like(h0), parameters, mask)
    assert states.dtype == dtype
    assert np.array_equal(states, expected)
    for got, wanted in zip(backward(d_states)[:2], expected_backward(d_states)[:2], strict=True):
        assert got.dtype == dtype
        assert np.array_equal(got, wanted)


def test_writing_into_the_states_does_not_harm_the_gradient():
    x, (h0,), parameters, _, (d_states,) = draw("gru", 3, (1, 4, 2, 2))
    states, backward = gru(x, h0, parameters)
    before = backward(d_states)
    states[:] = 7
    after = backward(d_states)
    assert np.array_equal(before[0], after[0])
    assert np.array_equal(before[2].W, after[2].W)


def test_dtypes_follow_numpy_where_they_are_mixed():
    x, (h0,), parameters, _, (d_states,) = draw("gru", 0, (2, 3, 2, 2), np.float32)
    wide = np.float64
    states, backward = gru(x, h0.astype(wide), parameters)
    assert states.dtype == backward(d_states)[0].dtype == wide
    for changed in (
        {"U": parameters.U.astype(wide)},
        {"W": parameters.W.astype(wide)},
        {"b": parameters.b.astype(wide)},
    ):
        assert gru(x, None, parameters._replace(**changed))[0].dtype == wide


def test_shapes_are_named():
    parameters = GRUParameters(np.zeros((1, 6)), np.zeros((2, 6)), np.zeros(6))
    x, state = np.zeros((3, 5, 1)), np.zeros((3, 2))
    with pytest.raises(ValueError, match=r"^h0 must have shape \(3, 2\); got shape \(2,\)$"):
        gru(x, state[0], parameters)
    with pytest.raises(ValueError, match=r"^W must have shape \(2, 6\); got shape \(2, 8\)$"):
        gru(x, state, parameters._replace(W=np.zeros((2, 8))))
    with pytest.raises(ValueError, match=r"^mask must have shape \(3, 5\); got shape \(5, 3\)$"):
        gru(x, state, parameters, np.ones((5, 3), bool))
    with pytest.raises(ValueError, match=r"^d_states must have shape \(3, 5, 2\); got shape \(3, 2\)$"):
        gru(x, state, parameters)[1](state)
