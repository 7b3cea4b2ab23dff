"""Runs of an update rule, observed through the border between grader and submission."""

import inspect

import numpy as np
import pytest

from autograder.checks.examine import examine
from autograder.exercises import find_exercise
from autograder.exercises.lesson_05_optimizers.steps import as_asked, parameters_after_steps, run_with, side_by_side
from autograder.subjects import LocalSubject, SubjectRefusedError
from lecturelib.optimizers import AdamState, adam

MOMENTUM = find_exercise("momentum")
ONES = np.ones(2)


def momentum_with(pack, unpack):
    """Return momentum whose state is packed in a student's own way."""

    def rule(parameter, gradient, state, learning_rate=0.01, momentum=0.9):
        velocity = np.zeros_like(parameter) if state is None else unpack(state)
        velocity = momentum * velocity - learning_rate * gradient
        return parameter + velocity, pack(velocity)

    return rule


@pytest.mark.parametrize(
    ("pack", "unpack"),
    [
        (lambda v: v, lambda state: state),
        (lambda v: (v,), lambda state: state[0]),
        (lambda v: {"velocity": v, "steps": 3}, lambda state: state["velocity"]),
        (lambda v: [v, None], lambda state: state[0]),
    ],
    ids=["array", "tuple", "dict", "list"],
)
def test_a_state_may_be_any_plain_data(pack, unpack):
    report = examine(MOMENTUM, LocalSubject(momentum_with(pack, unpack)), seed=3)
    assert report.score == report.points


def test_a_state_of_ones_own_class_is_a_sentence():
    class Velocity:
        def __init__(self, v):
            self.v = v

    report = examine(MOMENTUM, LocalSubject(momentum_with(Velocity, lambda state: state.v)), seed=3)
    assert report.score == 0
    assert "object of type Velocity" in " ".join(report.parts[0].failure.sentences)


def test_a_state_kept_in_one_place_for_all_parameters_is_found():
    kept = {}

    def rule(parameter, gradient, state, learning_rate=0.01, momentum=0.9):
        before = kept.get("v") if state is not None else None
        velocity = momentum * (np.zeros_like(parameter) if before is None else before) - learning_rate * gradient
        kept["v"] = velocity
        return parameter + velocity, ()

    report = examine(MOMENTUM, LocalSubject(rule), seed=3)
    assert [part.score for part in report.parts] == [1, 0]
    assert report.parts[1].failure.case == "two parameters in turn"


def test_a_state_changed_in_place_is_a_sentence():
    def rule(parameter, gradient, state, learning_rate=0.01, momentum=0.9):
        velocity = np.zeros_like(parameter) if state is None else state
        velocity *= momentum
        velocity -= learning_rate * gradient
        return parameter + velocity, velocity

    report = examine(MOMENTUM, LocalSubject(rule), seed=3)
    assert [part.score for part in report.parts] == [1, 0]
    assert "changed what it was given (argument 3)" in " ".join(report.parts[1].failure.sentences)


def test_settings_that_are_tuples_hold_one_value_for_each_step():
    seen = []

    def rule(parameter, gradient, state, learning_rate, other):
        seen.append((learning_rate, other))
        return parameter, None

    parameters_after_steps(LocalSubject(rule), run_with("", ONES, [ONES] * 3, learning_rate=(1.0, 0.5, 0.25), other=7))
    assert seen == [(1.0, 7), (0.5, 7), (0.25, 7)]


def test_two_parameters_take_their_steps_in_turn_with_a_state_each():
    def rule(parameter, gradient, state):
        return parameter + gradient, (0 if state is None else state) + 1

    one, other = run_with("", ONES, [ONES] * 2), run_with("", np.zeros(1), [np.ones(1)] * 2)
    seen = parameters_after_steps(LocalSubject(rule), side_by_side("", one, other))
    assert list(seen) == [f"the {which} parameter after step {k}" for k in (1, 2) for which in ("first", "second")]
    assert seen["the second parameter after step 2"].tolist() == [2]


@pytest.mark.parametrize("after", [None, 3.0, np.ones(3), np.zeros(0), np.full(2, np.nan)])
def test_a_run_ends_where_a_parameter_is_none(after):
    seen = parameters_after_steps(LocalSubject(lambda w, g, state: (after, None)), run_with("", ONES, [ONES] * 3))
    assert list(seen) == ["the parameter after step 1"]


def test_one_value_in_place_of_two_is_a_sentence():
    with pytest.raises(SubjectRefusedError, match="no pair: first the new parameter, then the state"):
        parameters_after_steps(LocalSubject(lambda w, g, state: w), run_with("", ONES, [ONES]))


def test_the_reference_is_asked_without_in_place_and_takes_its_state_as_a_tuple():
    rule = as_asked(adam, AdamState)
    assert "in_place" not in inspect.signature(rule).parameters
    w, state = rule(ONES, ONES, None, learning_rate=0.5)
    assert rule(w, ONES, tuple(state), 0.5)[0] == pytest.approx(np.zeros(2), abs=1e-6)


@pytest.mark.parametrize("answer", [None, 10**30, "a third", (0.5,)])
def test_a_rate_that_is_no_number_is_a_sentence(answer):
    exercise = find_exercise("learning_rate")
    report = examine(exercise, LocalSubject(lambda schedule, step, initial, period, floor=0.0: answer), seed=3)
    assert report.score == 0
    assert report.named == ()
    assert all("rate" in " ".join(part.failure.sentences) for part in report.parts)
