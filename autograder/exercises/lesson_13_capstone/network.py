"""Exercise Network: a chain of any layers, with all parameters and all gradients by one set of names."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_13_capstone import network_mistakes as mistakes
from autograder.exercises.lesson_13_capstone.references import Network
from autograder.sent_functions import SentFunction


@SentFunction
def looked_into(network: Any, kinds: Any, arrays: Any, x: Any, d_y: Any, wanted: str) -> Any:
    """Build a network of the grader's layers, and return what is `wanted` of it.

    A layer of the kind "affine" has the parameters W and b; "tanh" has none; "scale" has one, called factor.
    """

    class Layer:
        def __init__(self, kind: str, given: Any) -> None:
            self.kind = kind
            self.parameters = {name: array.copy() for name, array in given.items()}

        def forward(self, x: Any) -> Any:
            held = dict(self.parameters)
            if self.kind == "affine":
                return x @ held["W"] + held["b"], lambda d: (d @ held["W"].T, {"W": x.T @ d, "b": d.sum(axis=0)})
            if self.kind == "scale":
                return x * held["factor"], lambda d: (d * held["factor"], {"factor": (d * x).sum(axis=0)})
            y = np.tanh(x)
            return y, lambda d: (d * (1 - y**2), {})

    layers = [Layer(kind, given) for kind, given in zip(kinds, arrays)]
    made = network(list(layers))
    if wanted == "value":
        return made.forward(x)[0]
    if wanted == "parameters":
        listed = ", ".join(sorted(made.parameters))
        for array in made.parameters.values():
            array *= 0.5  # as an optimizer does: in place
        return listed, made.forward(x)[0]
    _, backward = made.forward(x)
    made.forward(x[::-1] + 1)
    d_x, gradients = backward(d_y)
    names = sorted(gradients)
    every = np.concatenate([np.ravel(gradients[name]) for name in names]) if names else np.zeros(0)
    return d_x, ", ".join(names), every


def _case(rng: np.random.Generator, label: str, examples: int, *layers: tuple[str, int]) -> Case:
    """Draw a network from (kind, outputs) of each layer; the first gets three inputs."""
    kinds: list[str] = []
    arrays: list[dict[str, Any]] = []
    size = 3
    for kind, outputs in layers:
        shapes: dict[str, Any] = {"affine": {"W": (size, outputs), "b": (outputs,)}, "scale": {"factor": (size,)}}
        drawn = shapes.get(kind, {})
        arrays.append({name: rng.standard_normal(shape) for name, shape in drawn.items()})
        kinds.append(kind)
        size = outputs if kind == "affine" else size
    return Case(label, (kinds, arrays, rng.standard_normal((examples, 3)), rng.standard_normal((examples, size))))


def draw_networks(wanted: str) -> Any:
    """Return a function that draws networks of one to five layers, of which `wanted` is to be observed."""

    def draw(rng: np.random.Generator) -> list[Case]:
        cases = [
            _case(rng, "two affine layers around tanh", 4, ("affine", 5), ("tanh", 0), ("affine", 2)),
            _case(rng, "one layer", 3, ("affine", 2)),
            _case(rng, "one example", 1, ("affine", 3), ("tanh", 0), ("affine", 3)),
            _case(rng, "layers of one size", 4, ("affine", 3), ("affine", 3), ("tanh", 0), ("affine", 3)),
            _case(rng, "a layer of another kind", 2, ("scale", 0), ("tanh", 0), ("affine", 3), ("scale", 0)),
            _case(rng, "a layer without parameters in front", 3, ("tanh", 0), ("affine", 3), ("affine", 4)),
        ]
        return [Case(case.label, (*case.args, wanted)) for case in cases]

    return draw


EXERCISE = Exercise(
    name="Network",
    number="13.2",
    reference=Network,
    parts=(
        Part("forward", 1, draw_networks("value"), probed(looked_into, "y")),
        Part(
            "parameters",
            1,
            draw_networks("parameters"),
            probed(looked_into, "the names of the parameters", "y after all parameters were halved in place"),
        ),
        Part(
            "gradients",
            2,
            draw_networks("gradients"),
            probed(looked_into, "d_x", "the names of the gradients", "all gradients in the order of their names"),
        ),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.StartsWithTheLastLayer,
            "the data enter the last layer first; in which order do the layers stand in the list?",
        ),
        WrongAnswer(
            mistakes.LeavesOutTheLastLayer, "the last layer never takes part: how far does your loop over them go?"
        ),
        WrongAnswer(
            mistakes.GivesEachLayerTheData,
            "every layer gets the data themselves; what should come into a layer that follows another?",
        ),
        WrongAnswer(
            mistakes.OverwritesEqualNames,
            "two layers that both have a W share one entry; what tells them apart in the name?",
        ),
        WrongAnswer(
            mistakes.NumbersOnlyLayersWithParameters,
            "the numbers in your names skip layers without parameters; the text counts every layer",
        ),
        WrongAnswer(mistakes.CountsFromOne, "your names begin with 1; a list's first place is 0"),
        WrongAnswer(
            mistakes.KeepsCopies,
            "`parameters` holds copies; an optimizer that writes into them leaves the layers as they were",
        ),
        WrongAnswer(
            mistakes.GoesBackInTheOrderOfTheWayForward,
            "the gradient goes through the first layer first; which layer's output did the loss look at?",
        ),
        WrongAnswer(
            mistakes.GivesEachLayerTheGradientOfTheScores,
            "each layer gets the gradient at the network's end; a layer needs that of its own output",
        ),
        WrongAnswer(
            mistakes.ReturnsTheIncomingGradient,
            "the gradients by name are right, and d_x is not what has come out of the first layer's backward",
        ),
        WrongAnswer(
            mistakes.RemembersTheLatestPassOnly,
            "your `backward` goes back along the latest pass, and not along its own: where are its steps kept?",
        ),
    ),
)
