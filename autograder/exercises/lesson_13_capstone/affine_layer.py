"""Exercise AffineLayer: first weights from a generator, parameters that stay the layer's own, and gradients by name."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import transformed
from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_13_capstone import affine_layer_mistakes as mistakes
from autograder.exercises.lesson_13_capstone.references import AffineLayer
from autograder.sent_functions import SentFunction


@SentFunction
def first_weights(layer: Any, inputs: int, outputs: int, seed: int) -> Any:
    """Return W and b of a layer, W of the next from the same generator, and W of one more from the same seed."""
    rng = np.random.default_rng(seed)
    first, second = layer(inputs, outputs, rng), layer(inputs, outputs, rng)
    again = layer(inputs, outputs, np.random.default_rng(seed))
    return first.parameters["W"], first.parameters["b"], second.parameters["W"], again.parameters["W"]


@SentFunction
def output(layer: Any, x: Any, W: Any, b: Any, d_y: Any) -> Any:
    """Write other numbers into a layer's arrays, as an optimizer would, and return what it answers."""
    made = layer(W.shape[0], W.shape[1], np.random.default_rng(0))
    made.parameters["W"][...] = W
    made.parameters["b"][...] = b
    y, _ = made.forward(x)
    return y


@SentFunction
def derivatives(layer: Any, x: Any, W: Any, b: Any, d_y: Any) -> Any:
    """Return d_x and both gradients, though the layer has seen other inputs in between."""
    made = layer(W.shape[0], W.shape[1], np.random.default_rng(0))
    made.parameters["W"][...] = W
    made.parameters["b"][...] = b
    _, backward = made.forward(x)
    made.forward(np.ones((2, W.shape[0])))
    d_x, gradients = backward(d_y)
    return d_x, gradients["W"], gradients["b"]


def draw_sizes(rng: np.random.Generator) -> list[Case]:
    """Draw two large layers, whose weights are many enough to measure their spread."""
    return [
        Case("200 inputs, 100 outputs", (200, 100, int(rng.integers(10**6)))),
        Case("50 inputs, 400 outputs", (50, 400, int(rng.integers(10**6)))),
    ]


def draw_layers(rng: np.random.Generator) -> list[Case]:
    """Draw layers of one input, one output, one example, no example, and an ordinary one."""

    def case(label: str, examples: int, inputs: int, outputs: int) -> Case:
        arrays = [rng.standard_normal(shape) for shape in ((examples, inputs), (inputs, outputs), outputs)]
        return Case(label, (*arrays, rng.standard_normal((examples, outputs))))

    return [
        case("4 examples, 3 inputs, 2 outputs", 4, 3, 2),
        case("one example", 1, 3, 4),
        case("one input and one output", 3, 1, 1),
        case("no example", 0, 2, 3),
        case("as many inputs as outputs", 5, 3, 3),
    ]


_SPREADS = ((0.02, "none at all"), (0.3, "far too small"), (0.93, "too small"), (1.07, "as asked"), (3, "too large"))


def _spread(W: Any, inputs: int) -> str:
    ratio = float(np.std(W)) / np.sqrt(2 / inputs)
    return next((words for bound, words in _SPREADS if ratio < bound), "far too large")


def in_words(case: Case, seen: Observation) -> Observation:
    """Say of first weights what any right way to draw them has in common."""
    inputs, outputs, _ = case.args
    W, b, second, again = (seen[name] for name in ("W", "b", "second", "again"))
    for array, shape in ((W, (inputs, outputs)), (second, (inputs, outputs)), (again, (inputs, outputs))):
        if np.shape(array) != shape:
            raise ValueError(f"W has shape {np.shape(array)} where (inputs, outputs) is expected")
    if np.shape(b) != (outputs,):
        raise ValueError(f"b has shape {np.shape(b)} where (outputs,) is expected")
    return {
        "the spread of W": _spread(W, inputs),
        "b": "zeros" if not np.any(b) else "not zeros",
        "a second layer from the same generator": "the same weights" if np.array_equal(W, second) else "other weights",
        "a layer from the same seed": "the same weights" if np.array_equal(W, again) else "other weights",
    }


EXERCISE = Exercise(
    name="AffineLayer",
    number="13.1",
    reference=AffineLayer,
    parts=(
        Part("first weights", 1, draw_sizes, transformed(probed(first_weights, "W", "b", "second", "again"), in_words)),
        Part("forward", 1, draw_layers, probed(output, "y")),
        Part("gradients", 1, draw_layers, probed(derivatives, "d_x", "the gradient W", "the gradient b")),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.StartsAtZero,
            "all first weights are equal; then all hidden units get the same gradients, and stay equal for ever",
        ),
        WrongAnswer(
            mistakes.TakesTheVarianceForTheStandardDeviation,
            "the weights are spread too little: 2/D is their variance, and what does `normal` take as its scale?",
        ),
        WrongAnswer(
            mistakes.DrawsWithStandardDeviationOne,
            "the weights are spread as far as they come from the generator, whatever the number of inputs",
        ),
        WrongAnswer(
            mistakes.CountsTheOutputs,
            "the spread depends on the outputs; how many numbers does each sum of this layer add up?",
        ),
        WrongAnswer(
            mistakes.DrawsFromTheGlobalState,
            "the weights come from NumPy's global state and not from `rng`, so that the seed doesn't decide them",
        ),
        WrongAnswer(
            mistakes.SeedsAGeneratorOfItsOwn,
            "each layer starts a generator of its own, and layers of one size begin with the same weights",
        ),
        WrongAnswer(
            mistakes.UsesOtherArraysThanItShows,
            "`forward` doesn't use the arrays in `parameters`: what an optimizer writes there would change nothing",
        ),
        WrongAnswer(
            mistakes.ForgetsTheBias, "b plays no part in the output; a line without it passes through the origin"
        ),
        WrongAnswer(
            mistakes.RemembersTheLatestPassOnly,
            "your `backward` uses the latest inputs, and not those of its own pass: where does it keep them?",
        ),
        WrongAnswer(
            mistakes.AveragesTheGradients,
            "the gradients are means over the batch; the loss has divided by N already, and a layer only sums",
        ),
        WrongAnswer(
            mistakes.TakesTheBiasGradientOfTheFirstExample,
            "b takes part in the output of every example of the batch; from how many does its gradient come?",
        ),
    ),
)
