"""lecturelib.recurrent.long_short_term_memory: which block is which gate, and arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.evidence.recurrent import scalar_loops
from lecturelib.gradients import projection_error
from lecturelib.recurrent import LSTMParameters, lstm_cell
from tests.lecturelib.recurrent.loop_of_cells import draw

# One unit; a bias of +-200 opens or shuts a gate, and drives the candidate to +-1.
OPEN, SHUT = 200.0, -200.0


def biased(*blocks):
    return LSTMParameters(np.zeros((1, 4)), np.zeros((1, 4)), np.array(blocks, dtype=float))


@pytest.mark.parametrize(
    ("blocks", "cell"),
    [
        ((SHUT, OPEN, OPEN, OPEN), 5.0),
        ((OPEN, SHUT, OPEN, OPEN), 1.0),
        ((OPEN, SHUT, OPEN, SHUT), -1.0),
        ((OPEN, OPEN, OPEN, OPEN), 6.0),
        ((SHUT, SHUT, OPEN, OPEN), 0.0),
    ],
)
def test_gates_open_and_shut(blocks, cell):
    x, h, c = np.ones((1, 1)), np.ones((1, 1)), np.full((1, 1), 5.0)
    (new_h, new_c), backward = lstm_cell(x, h, c, biased(*blocks))
    assert new_c.item() == cell
    assert new_h.item() == np.tanh(cell)
    assert backward(np.zeros((1, 1)), np.ones((1, 1)))[2].item() == (blocks[1] == OPEN)
    (new_h, new_c), _ = lstm_cell(x, h, c, biased(blocks[0], blocks[1], SHUT, blocks[3]))
    assert (new_h.item(), new_c.item()) == (0.0, cell)


@given(st.integers(0, 3), st.integers(1, 3), st.integers(1, 3), st.integers(0, 2**31))
def test_values_by_scalars_and_gradients_by_complex_step(n, d, h, seed):
    x, (first_h, first_c), parameters, _, _ = draw("lstm", seed, (n, 1, d, h))
    arguments = x[:, 0], first_h, first_c, parameters
    (new_h, new_c), _ = lstm_cell(*arguments)
    for row in range(n):
        state = [first_h[row].tolist(), first_c[row].tolist()]
        expected = scalar_loops.step("lstm", x[row, 0].tolist(), state, parameters)
        assert np.allclose([new_h[row], new_c[row]], expected, rtol=1e-12, atol=1e-14)
    assert projection_error(lstm_cell, arguments, np.random.default_rng(seed)) < 1e-9


def test_gradients_have_the_types_and_shapes_of_the_arguments():
    parameters = LSTMParameters(np.zeros((3, 8)), np.zeros((2, 8)), np.zeros(8))
    (new_h, new_c), backward = lstm_cell(np.zeros((5, 3)), np.zeros((5, 2)), np.zeros((5, 2)), parameters)
    assert new_h.shape == new_c.shape == (5, 2)
    d_x, d_h, d_c, d_parameters = backward(new_h, new_c)
    assert [d_x.shape, d_h.shape, d_c.shape] == [(5, 3), (5, 2), (5, 2)]
    assert isinstance(d_parameters, LSTMParameters)
    assert [each.shape for each in d_parameters] == [(3, 8), (2, 8), (8,)]


def test_arguments_are_named():
    x, state, parameters = np.zeros((5, 1)), np.zeros((5, 1)), biased(0, 0, 0, 0)
    with pytest.raises(ValueError, match=r"^h must have shape \(5, 1\); got shape \(4, 1\)$"):
        lstm_cell(x, state[:4], state, parameters)
    with pytest.raises(ValueError, match=r"^c must have shape \(5, 1\); got shape \(4, 1\)$"):
        lstm_cell(x, state, state[:4], parameters)
    with pytest.raises(ValueError, match=r"^W must have shape \(1, 4\); got shape \(1, 3\)$"):
        lstm_cell(x, state, state, parameters._replace(W=np.zeros((1, 3))))
