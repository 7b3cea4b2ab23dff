"""The unroll explorer without a browser: what it computes with the reader's layer, and what it says."""

import numpy as np
import pytest
import traitlets

from demos import unroll_explorer
from demos.unroll_explorer import MOST_STEPS, UNITS
from tests.demos import lesson_10_functions as written


def explorer(rnn=written.rnn, **state):
    demo = unroll_explorer(rnn)
    for name, value in state.items():
        setattr(demo, name, value)
    return demo


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.5])
def test_with_inputs_of_zero_each_step_multiplies_by_the_radius(radius):
    """All states are zero, the slopes 1, and a rotation keeps lengths."""
    demo = explorer(steps=10, radius=radius, inputs=0)
    assert demo.sizes == pytest.approx([radius**back for back in range(9, -1, -1)], rel=1e-9)
    assert demo.saturation == [0.0] * 10


def test_sizes_are_those_of_the_gradient_at_each_state():
    demo = explorer(steps=5, radius=1.2, inputs=1.0)
    parameters = np.eye(UNITS), 1.2 * demo._rotation, np.zeros(UNITS)
    x, d_last, h = demo._x[:, :5], demo._d_last, np.zeros((1, UNITS))
    states, _ = written.rnn(x, h, parameters)
    d_h, sizes = d_last, [1.0]
    for t in range(4, 0, -1):
        d_h = (d_h * (1 - states[:, t] ** 2)) @ parameters[1].T
        sizes.insert(0, np.linalg.norm(d_h))
    assert demo.sizes == pytest.approx(sizes, rel=1e-9)
    assert demo.saturation == pytest.approx(np.abs(states[0]).mean(axis=1))


def test_large_inputs_saturate_and_the_gradient_vanishes_at_any_radius():
    small, large = (explorer(steps=20, radius=1.5, inputs=size).sizes[0] for size in (0.0, 4.0))
    assert small > 1000
    assert large < 1e-3


def test_message_and_description_tell_the_picture():
    demo = explorer(steps=3, radius=0.5, inputs=0)
    assert (
        "Spectral radius 0.50, inputs of size 0.0, 3 steps: the gradient at the first state is 0.25 times"
        in demo.message
    )
    assert "a chain of 3 cells" in demo.description
    assert "1: 0.25, 2: 0.5, 3: 1." in demo.description
    demo.folded = True
    assert "one cell with a loop" in demo.description
    demo.folded, demo.steps = False, MOST_STEPS
    assert "1.2e-07 times" in demo.message
    demo.radius = 1.5
    assert "11,000 times" in demo.message
    demo.radius = 2.0
    assert "8.4e+06 times" in demo.message


def test_a_gradient_of_exactly_zero_is_told():
    def deaf(x, h0, parameters):
        states, _ = written.rnn(x, h0, parameters)
        return states, lambda d_states: (0 * x, 0 * h0, None)

    assert "is 0 times" in explorer(deaf).message


def test_an_unwritten_layer_is_named():
    demo = explorer(written.unwritten)
    assert demo.problem.startswith("rnn is not written yet")
    assert (demo.sizes, demo.saturation) == ([], [])
    assert "no gradient that could be shown" in demo.message


def test_an_unwritten_backward_is_named_and_the_states_stay():
    demo = explorer(lambda *arguments: (written.rnn(*arguments)[0], written.unwritten))
    assert demo.problem.startswith("the backward of rnn is not written yet")
    assert len(demo.saturation) == demo.steps
    assert demo.sizes == []
    demo.steps = 12
    assert len(demo.saturation) == 12


@pytest.mark.parametrize(
    ("rnn", "sentence"),
    [
        (lambda *arguments: written.rnn(*arguments)[0], "should return two things, states and backward"),
        (lambda x, h0, p: (written.rnn(x, h0, p)[0][:, -1], None), "its states in the shape"),
        (lambda x, h0, p: (written.rnn(x, h0, p)[0], lambda d: d), "should return three things, d_x, d_h0"),
        (lambda x, h0, p: (written.rnn(x, h0, p)[0], lambda d: (d, d, d)), "d_h0 in the shape"),
        (lambda x, h0, p: (written.rnn(x, h0, p)[0], None), "should be a function"),
    ],
)
def test_nonsense_is_described(rnn, sentence):
    assert sentence in explorer(rnn).problem


def test_parameters_cannot_be_spoilt():
    def greedy(x, h0, parameters):
        answer = written.rnn(x, h0, tuple(each.copy() for each in parameters))
        for each in parameters:
            each[...] = 0
        return answer

    assert explorer(greedy, steps=6).sizes == explorer(steps=6).sizes


@pytest.mark.parametrize("state", [("steps", 1), ("steps", 25), ("radius", 0.1), ("inputs", -0.1)])
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError):
        setattr(explorer(), *state)
