"""lecturelib.recurrent.gated_recurrent_unit: which block is which gate, where the reset is, and arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.evidence.recurrent import scalar_loops
from lecturelib.gradients import projection_error
from lecturelib.recurrent import GRUParameters, gru_cell
from tests.lecturelib.recurrent.loop_of_cells import draw

OPEN, SHUT = 200.0, -200.0


def biased(*blocks):
    return GRUParameters(np.zeros((1, 3)), np.array([[0.0, 0.0, 2.0]]), np.array(blocks, dtype=float))


@pytest.mark.parametrize(
    ("z", "r", "expected"),
    [(SHUT, OPEN, 0.25), (SHUT, SHUT, 0.25), (OPEN, OPEN, np.tanh(1.5)), (OPEN, SHUT, np.tanh(1.0))],
)
def test_gates_open_and_shut(z, r, expected):
    """A shut z keeps the state 1/4; an open one takes the candidate, which sees 2 * 1/4 of it if r is open."""
    new_h, backward = gru_cell(np.zeros((1, 1)), np.array([[0.25]]), biased(z, r, 1.0))
    assert new_h.item() == expected
    _, d_h, _ = backward(np.ones((1, 1)))
    passed_on = 1.0 if z == SHUT else 2 * (1 - expected**2) * (r == OPEN)
    assert np.isclose(d_h.item(), passed_on, rtol=1e-14)


def test_the_state_is_reset_before_the_product():
    """Were the product reset instead, the second unit would see nothing: its own gate is shut."""
    W = np.concatenate([np.zeros((2, 4)), np.array([[0.0, 1.0], [0.0, 0.0]])], axis=1)
    b = np.array([OPEN, OPEN, OPEN, SHUT, 0.0, 0.0])
    new_h, _ = gru_cell(np.zeros((1, 1)), np.array([[0.5, 3.0]]), GRUParameters(np.zeros((1, 6)), W, b))
    assert new_h.tolist() == [[0.0, np.tanh(0.5)]]


@given(st.integers(0, 3), st.integers(1, 3), st.integers(1, 3), st.integers(0, 2**31))
def test_values_by_scalars_and_gradients_by_complex_step(n, d, h, seed):
    x, (first_h,), parameters, _, _ = draw("gru", seed, (n, 1, d, h))
    new_h, _ = gru_cell(x[:, 0], first_h, parameters)
    for row in range(n):
        (expected,) = scalar_loops.step("gru", x[row, 0].tolist(), [first_h[row].tolist()], parameters)
        assert np.allclose(new_h[row], expected, rtol=1e-12, atol=1e-14)
    assert projection_error(gru_cell, (x[:, 0], first_h, parameters), np.random.default_rng(seed)) < 1e-9


def test_gradients_have_the_types_and_shapes_of_the_arguments():
    parameters = GRUParameters(np.zeros((3, 6)), np.zeros((2, 6)), np.zeros(6))
    new_h, backward = gru_cell(np.zeros((5, 3)), np.zeros((5, 2)), parameters)
    d_x, d_h, d_parameters = backward(new_h)
    assert [new_h.shape, d_x.shape, d_h.shape] == [(5, 2), (5, 3), (5, 2)]
    assert isinstance(d_parameters, GRUParameters)
    assert [each.shape for each in d_parameters] == [(3, 6), (2, 6), (6,)]


def test_arguments_are_named():
    x, h, parameters = np.zeros((5, 1)), np.zeros((5, 1)), biased(0, 0, 0)
    with pytest.raises(ValueError, match=r"^h must have shape \(5, 1\); got shape \(4, 1\)$"):
        gru_cell(x, h[:4], parameters)
    with pytest.raises(ValueError, match=r"^W must have shape \(1, 3\); got shape \(1, 4\)$"):
        gru_cell(x, h, parameters._replace(W=np.zeros((1, 4))))
