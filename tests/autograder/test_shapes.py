import json
from dataclasses import asdict

import numpy as np
import pytest

from autograder.checks.shapes import Shapes, shape_of, shapes_of_inputs
from autograder.exercises.declaration import Case
from autograder.sent_functions import SentFunction


def affine(x, w, b=0.0, *, scale=1.0):
    return scale * (x @ w + b)


class Layer:
    def __init__(self, x, w):
        self.x, self.w = x, w


X, W = np.zeros((5, 3)), np.zeros((3,))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (X, "(5, 3)"),
        (W, "(3,)"),
        (np.zeros(()), "a number"),
        (np.float32(1.0), "a number"),
        (3, "a number"),
        (True, "a truth value"),
        (np.bool(True), "a truth value"),
        ((1, 2), "a tuple of 2"),
        ({"w": 1}, "a dict of 1"),
        ("or", "a text"),
        (None, "None"),
        (len, "a function"),
        (SentFunction(affine), "a function"),
        (np.random.default_rng(0), "a Generator"),
    ],
)
def test_values_in_words(value, words):
    assert shape_of(value) == words


def test_arguments_have_the_names_that_the_student_knows():
    case = Case("one", (X, W), {"scale": 2.0}, incoming=np.zeros(5))
    assert shapes_of_inputs(affine, case) == (
        ("x", "(5, 3)"),
        ("w", "(3,)"),
        ("scale", "a number"),
        ("incoming gradient", "(5,)"),
    )


def test_arguments_that_do_not_fit_or_go_to_a_probe_are_numbered():
    assert shapes_of_inputs(affine, Case("one", (X, W, 1, 2, 3)))[0] == ("input 1", "(5, 3)")
    assert shapes_of_inputs(Layer, Case("one", (X, W))) == (("input 1", "(5, 3)"), ("input 2", "(3,)"))
    assert shapes_of_inputs(lambda: None, Case("one", ())) == ()


def test_in_one_line():
    inputs = (("x", "(5, 3)"), ("w", "(3,)"))
    assert Shapes(inputs, "o", "(5,)", "(5, 1)").words == "x (5, 3), w (3,); o expected (5,), got (5, 1)"
    assert Shapes(inputs).words == "x (5, 3), w (3,)"
    assert Shapes((), "o", "(5,)", "None").words == "o expected (5,), got None"
    assert Shapes(()).words == ""


def test_they_survive_json():
    shapes = Shapes((("x", "(5, 3)"),), "o", "(5,)", "None")
    assert Shapes.from_json(json.loads(json.dumps(asdict(shapes)))) == shapes
