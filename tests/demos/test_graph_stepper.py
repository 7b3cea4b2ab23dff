"""The graph stepper without a browser: what it shows of the reader's class, right, wrong or missing."""

import math
from pathlib import Path

import pytest
import traitlets

from demos import graph_stepper
from demos.graph_programs import PROGRAMS

REPOSITORY = Path(__file__).parents[2]


class Value:
    def __init__(self, value, parents=(), local_derivatives=()):
        self.value = value
        self.parents = parents
        self.local_derivatives = local_derivatives
        self.gradient = 0.0

    def __add__(self, other):
        return type(self)(self.value + other.value, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return type(self)(self.value * other.value, (self, other), (other.value, self.value))

    def tanh(self):
        t = math.tanh(self.value)
        return type(self)(t, (self,), (1 - t * t,))

    def ordered(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        return order

    def backward(self):
        order = self.ordered()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, local_derivative in zip(node.parents, node.local_derivatives, strict=True):
                self.give(parent, local_derivative * node.gradient)

    def give(self, parent, amount):
        parent.gradient += amount


def gradients_at_the_end(stepper):
    return stepper.frames[-1]["gradients"]


def test_the_forward_sweep_shows_one_operation_after_the_other():
    stepper = graph_stepper(Value)
    known = [list(frame["values"]) for frame in stepper.frames[:3]]
    assert known == [["a", "b"], ["a", "b", "s"], ["a", "b", "s", "y"]]
    assert stepper.frames[2]["values"] == {"a": "2", "b": "3", "s": "5", "y": "15"}
    assert stepper.frames[2]["message"].startswith("Forward: y = s × b, from 5 and 3, is 15.")
    assert stepper.edges == [["a", "s", 0, 1.0], ["b", "s", 1, 1.0], ["s", "y", 0, 3.0], ["b", "y", 1, 5.0]]


def test_the_backward_sweep_shows_one_addition_after_the_other():
    stepper = graph_stepper(Value)
    said = [frame["message"] for frame in stepper.frames[3:]]
    assert "starts from gradients of 0" in said[0]
    assert said[1] == "Backward: the derivative of y with respect to itself is 1."
    assert "Backward from y to b: 5 × 1 = 5." in said
    assert "Backward from s to b: 5 + 1 × 3 = 8." in said
    assert [["s", 1]] in [frame["edges"] for frame in stepper.frames[5:]]
    assert gradients_at_the_end(stepper) == {"a": "3", "b": "8", "s": "3", "y": "1"}


@pytest.mark.parametrize("example", PROGRAMS)
def test_gradients_of_every_example_are_those_of_nudges(example):
    program = PROGRAMS[example]

    def end_of(inputs):
        stepper = graph_stepper(Value, example=example, inputs=inputs)
        assert not stepper.problem
        return float(stepper.frames[-1]["values"][program.names[-1]].replace("−", "-"))

    start = list(program.inputs.values())
    stepper = graph_stepper(Value, example=example)
    for index, name in enumerate(program.inputs):
        sides = [end_of([*start[:index], start[index] + nudge, *start[index + 1 :]]) for nudge in (0.05, -0.05)]
        gradient = float(gradients_at_the_end(stepper)[name].replace("−", "-"))
        # Four digits are shown, and the nudge is large.
        assert gradient == pytest.approx((sides[0] - sides[1]) / 0.1, rel=0.15, abs=0.02)


@pytest.mark.parametrize("example", PROGRAMS)
def test_no_two_nodes_stand_in_one_place_and_arrows_go_right(example):
    stepper = graph_stepper(Value, example=example)
    places = {name: (across, down) for name, across, down in stepper.nodes}
    assert len(set(places.values())) == len(places)
    assert all(places[start][0] < places[end][0] for start, end, *_ in stepper.edges)


def test_inputs_and_example_start_new_sweeps():
    stepper = graph_stepper(Value)
    stepper.step = len(stepper.frames) - 1
    stepper.inputs = [4.0, -1.0]
    assert stepper.frames[2]["values"]["y"] == "−3"
    assert stepper.step == len(stepper.frames) - 1
    stepper.example = "eight paths"
    assert (stepper.step, stepper.input_names, stepper.inputs) == (0, ["x"], [1.1])
    assert gradients_at_the_end(stepper)["x"] == "15.59"  # 8 x^7
    stepper.example = "two paths"
    stepper.inputs = [1.1, 1.0]
    assert stepper.frames[-1]["values"]["y"] == "2.1"


def test_the_description_tells_the_picture():
    stepper = graph_stepper(Value)
    stepper.step = 4
    assert stepper.description == stepper.frames[4]["description"]
    assert "Values: a = 2, b = 3, s = 5, y = 15." in stepper.description
    assert "Gradients: " in stepper.description and "y: 1" in stepper.description


class Overwriting(Value):
    def give(self, parent, amount):
        parent.gradient = amount


class Impatient(Value):
    def ordered(self):
        order, stack = [], [self]
        while stack:
            node = stack.pop()
            if node not in order:
                order.append(node)
                stack.extend(node.parents)
        return order[::-1]  # `backward` reads it from its end


class Generous(Value):
    def give(self, parent, amount):
        parent.gradient += amount + 100


def test_a_backward_that_overwrites_is_seen_to_overwrite():
    said = " ".join(frame["message"] for frame in graph_stepper(Overwriting).frames)
    assert "The 5 that had arrived before is overwritten." in said


def test_the_reader_s_own_order_is_shown():
    """p has two uses; here it passes its gradient on before the second has come."""
    right, wrong = (graph_stepper(kind, example="order matters") for kind in (Value, Impatient))
    said = [frame["message"].split(":")[0] for frame in wrong.frames]
    assert said.index("Backward from p to x") < said.index("Backward from h to p")
    assert gradients_at_the_end(wrong)["p"] == gradients_at_the_end(right)["p"]
    assert gradients_at_the_end(wrong)["x"] != gradients_at_the_end(right)["x"]


def test_a_gradient_that_no_edge_brings_is_said_to_come_from_nowhere():
    said = " ".join(frame["message"] for frame in graph_stepper(Generous).frames)
    assert "no edge brings that much" in said


def test_the_reader_s_class_is_left_as_it_was():
    before = dict(vars(Value))
    graph_stepper(Value)
    assert dict(vars(Value)) == before


class OwnSetting(Value):
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)


def test_a_class_with_a_setattr_of_its_own_keeps_it():
    own = OwnSetting.__dict__["__setattr__"]
    assert gradients_at_the_end(graph_stepper(OwnSetting))["b"] == "8"
    assert OwnSetting.__dict__["__setattr__"] is own


class NoBackward(Value):
    def backward(self):
        raise NotImplementedError


class NoAddition(Value):
    def __add__(self, other):
        raise NotImplementedError


class Nothing(Value):
    def __mul__(self, other):
        return None


class Orphan(Value):
    def __add__(self, other):
        return Value(self.value + other.value)


class OneLocal(Value):
    def __mul__(self, other):
        return Value(self.value * other.value, (self, other), (1.0,))


class Endless(Value):
    def backward(self):
        while True:
            self.gradient = 1.0


class Words(Value):
    def __add__(self, other):
        return Value("five", (self, other), (1.0, 1.0))


class NotFinite(Value):
    def __add__(self, other):
        return Value(math.inf, (self, other), (1.0, 1.0))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (NoAddition, "__add__ is not written yet, and Value needs it"),
        (NoBackward, "backward is not written yet, and Value needs it"),
        (Nothing, "Value returned None"),
        (Orphan, "the parents of s = a + b should be (a, b)"),
        (OneLocal, "y = s × b needs one local derivative for each parent"),
        (Endless, "backward set more than 500 gradients in a graph of 4 nodes"),
        (Words, "the value of s should be a number, but it is str"),
        (NotFinite, "the value of s is not finite"),
        (5, "Value should be a class"),
        (lambda value: value, "Value should be a class"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_the_demo_lives(wrong, sentence):
    stepper = graph_stepper(wrong)
    assert sentence in stepper.problem
    assert "Unusable" not in stepper.problem
    assert stepper.frames
    stepper.example = "a neuron"
    assert stepper.frames[0]["description"]


def test_without_backward_the_forward_sweep_is_shown():
    stepper = graph_stepper(NoBackward)
    assert len(stepper.frames) == 3


@pytest.mark.parametrize("inputs", [[1.0], [1.0, math.nan], [1.0, 2.0, 3.0]])
def test_inputs_that_do_not_fit_are_refused(inputs):
    stepper = graph_stepper(Value)
    with pytest.raises(traitlets.TraitError, match="inputs"):
        stepper.inputs = inputs
