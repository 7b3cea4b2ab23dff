"""lecturelib.recurrent.state_gradients: any size, against a network that starts at the state; and arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.recurrent import StateGradients, gradient_through_time, gru, lstm, rnn
from tests.lecturelib.recurrent.loop_of_cells import draw, dtypes, sizes

kinds = st.sampled_from(["rnn", "lstm", "gru"])


@given(kinds, sizes, dtypes, st.integers(0, 2**31))
def test_the_layer_finds_the_same_for_the_steps_that_remain(kind, size, dtype, seed):
    x, start, parameters, _, (d_states, *_) = draw(kind, seed, size, dtype)
    found = gradient_through_time(kind, x, parameters, d_states)
    assert isinstance(found, StateGradients)
    assert (found.d_h.shape, found.d_h.dtype) == (d_states.shape, dtype)
    assert (found.d_c is None) == (kind != "lstm")
    tolerance = {"rtol": 1e-3, "atol": 1e-3} if dtype == np.float32 else {"rtol": 1e-10, "atol": 1e-12}
    for t in range(size[1]):
        zeros = [np.zeros_like(part) for part in start]
        if kind == "lstm":
            (states, cell), _ = lstm(x[:, : t + 1], *zeros, parameters)
            _, d_h, d_c, _ = lstm(x[:, t + 1 :], states[:, -1], cell, parameters)[1](d_states[:, t + 1 :])
            assert found.d_c.dtype == dtype
            assert np.allclose(found.d_c[:, t], d_c, **tolerance)
        else:
            layer = rnn if kind == "rnn" else gru
            states, _ = layer(x[:, : t + 1], *zeros, parameters)
            _, d_h, _ = layer(x[:, t + 1 :], states[:, -1], parameters)[1](d_states[:, t + 1 :])
        assert np.allclose(found.d_h[:, t], d_h + d_states[:, t], **tolerance)


def test_nothing_arrives_after_the_last_part_of_the_objective():
    x, _, parameters, _, (d_states, _) = draw("lstm", 0, (2, 4, 1, 2))
    d_states[:, 2:] = 0
    found = gradient_through_time("lstm", x, parameters, d_states)
    assert not found.d_h[:, 2:].any()
    assert not found.d_c[:, 1:].any()
    assert found.d_c[:, 0].all()
    assert np.array_equal(found.d_h[:, 1], d_states[:, 1])


def test_d_states_are_not_written_to():
    x, _, parameters, _, (d_states,) = draw("gru", 0, (2, 4, 1, 2))
    before = d_states.copy()
    gradient_through_time("gru", x, parameters, d_states)
    assert np.array_equal(before, d_states)


def test_arguments_are_named():
    x, _, parameters, _, (d_states,) = draw("rnn", 0, (2, 4, 1, 2))
    with pytest.raises(ValueError, match=r"^kind must be 'rnn', 'lstm' or 'gru'; got 'plain'$"):
        gradient_through_time("plain", x, parameters, d_states)
    with pytest.raises(ValueError, match=r"^d_states must have shape \(2, 4, 2\); got shape \(2, 4, 1\)$"):
        gradient_through_time("rnn", x, parameters, d_states[:, :, :1])
    with pytest.raises(ValueError, match=r"^W must have shape \(2, 8\); got shape \(2, 2\)$"):
        gradient_through_time("lstm", x, parameters, d_states)
    with pytest.raises(ValueError, match=r"^x must have shape \(N, T, D\); got shape \(2, 1\)$"):
        gradient_through_time("rnn", x[:, 0], parameters, d_states)


@pytest.mark.parametrize("kind", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize(
    ("x_dtype", "parameters_dtype", "expected"),
    [(np.float32, np.float32, np.float32), (np.float32, np.float64, np.float64), (np.float64, np.float32, np.float64)],
)
def test_the_gradients_have_the_dtype_of_the_network(kind, x_dtype, parameters_dtype, expected):
    x, _, parameters, _, (d_states, *_) = draw(kind, 3, (2, 3, 2, 2))
    parameters = type(parameters)(*(part.astype(parameters_dtype) for part in parameters))
    other = np.float64 if expected == np.float32 else np.float32
    found = gradient_through_time(kind, x.astype(x_dtype), parameters, d_states.astype(other))
    assert {part.dtype for part in found if part is not None} == {np.dtype(expected)}
