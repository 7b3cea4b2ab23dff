"""Exercise add_penalty: which parameters of a network are penalised, and what becomes of their gradients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checks.observers import returned, transformed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_06_regularization.weights import Array
from autograder.sent_functions import SentFunction
from lecturelib.training import add_penalty

Arrays = dict[str, Array]
Result = tuple[Any, Arrays]


@SentFunction
def squares(weights: Array) -> Any:
    return np.sum(weights**2), lambda d_penalty: 2 * weights * d_penalty


@SentFunction
def cubes(weights: Array) -> Any:
    """Return a penalty that nobody uses, so that nothing but its own answer can be used."""
    return np.sum(np.abs(weights) ** 3), lambda d_penalty: 3 * weights * np.abs(weights) * d_penalty


def _case(rng: np.random.Generator, label: str, shapes: Mapping[str, tuple[int, ...]], penalty: SentFunction) -> Case:
    parameters, gradients = (
        {name: rng.uniform(0.5, 1.5, shape) * rng.choice([-1.0, 1.0], shape) for name, shape in shapes.items()}
        for _ in range(2)
    )
    return Case(label, (parameters, gradients, penalty))


def draw_networks(rng: np.random.Generator) -> list[Case]:
    """Draw networks of one layer and of several, with names that say nothing, without biases, and with biases only."""
    return [
        _case(rng, "one layer: W and b", {"W": (3, 2), "b": (2,)}, squares),
        _case(rng, "two layers", {"U": (2, 4), "b": (4,), "V": (4, 1), "c": (1,)}, squares),
        _case(rng, "two layers and another penalty", {"0.W": (2, 3), "0.b": (3,), "2.W": (3, 2), "2.b": (2,)}, cubes),
        _case(rng, "a bias before the weights", {"bias": (2,), "kernels": (2, 1, 3, 3)}, squares),
        _case(rng, "a gain of one axis that is called W", {"W": (3,), "inner": (3, 3)}, squares),
        _case(rng, "one weight in a matrix of its own", {"W": (1, 1), "b": (1,)}, cubes),
        _case(rng, "weights without a bias", {"U": (2, 2), "V": (2, 2)}, squares),
        _case(rng, "no weights, only a bias", {"b": (3,)}, squares),
    ]


def _gradients(case: Case, seen: Observation) -> Mapping[str, Any]:
    found = seen["gradients"]
    if not isinstance(found, dict):
        raise ValueError("the second value should be a dict of gradients by name")
    names = list(case.args[0])
    if missing := [name for name in names if name not in found]:
        raise ValueError(f"the dict of gradients has no entry for {', '.join(missing)}; the optimizer needs them all")
    return {f"the gradient of {name}": found[name] for name in names}


def _total(_: Case, seen: Observation) -> Observation:
    return {"the penalty": seen["total"]}


def penalises_biases(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, {}
    for name, array in parameters.items():
        value, backward = penalty(array)
        total += value
        result[name] = gradients[name] + backward(1.0)
    return total, result


def goes_by_the_name(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, dict(gradients)
    for name, array in parameters.items():
        if "b" not in name and "c" not in name:
            value, backward = penalty(array)
            total += value
            result[name] = gradients[name] + backward(1.0)
    return total, result


def penalises_biases_only(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, dict(gradients)
    for name, array in parameters.items():
        if array.ndim == 1:
            value, backward = penalty(array)
            total += value
            result[name] = gradients[name] + backward(1.0)
    return total, result


def penalises_matrices_only(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, dict(gradients)
    for name, array in parameters.items():
        if array.ndim == 2:
            value, backward = penalty(array)
            total += value
            result[name] = gradients[name] + backward(1.0)
    return total, result


def forgets_the_gradient(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    return sum(penalty(array)[0] for array in parameters.values() if array.ndim >= 2), dict(gradients)


def replaces_the_gradient(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, dict(gradients)
    for name, array in parameters.items():
        if array.ndim >= 2:
            value, backward = penalty(array)
            total += value
            result[name] = backward(1.0)
    return total, result


def subtracts_the_gradient(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, dict(gradients)
    for name, array in parameters.items():
        if array.ndim >= 2:
            value, backward = penalty(array)
            total += value
            result[name] = gradients[name] - backward(1.0)
    return total, result


def sends_the_value_back(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, dict(gradients)
    for name, array in parameters.items():
        if array.ndim >= 2:
            value, backward = penalty(array)
            total += value
            result[name] = gradients[name] + backward(value)
    return total, result


def penalises_the_gradients(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, dict(gradients)
    for name, array in gradients.items():
        if array.ndim >= 2:
            value, backward = penalty(array)
            total += value
            result[name] = array + backward(1.0)
    return total, result


def keeps_the_last_value_only(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, dict(gradients)
    for name, array in parameters.items():
        if array.ndim >= 2:
            total, backward = penalty(array)
            result[name] = gradients[name] + backward(1.0)
    return total, result


def leaves_the_biases_out(parameters: Arrays, gradients: Arrays, penalty: Callable[..., Any]) -> Result:
    total, result = 0.0, {}
    for name, array in parameters.items():
        if array.ndim >= 2:
            value, backward = penalty(array)
            total += value
            result[name] = gradients[name] + backward(1.0)
    return total, result


EXERCISE = Exercise(
    name="add_penalty",
    number="6.3",
    reference=add_penalty,
    parts=(
        Part("penalty", 1, draw_networks, transformed(returned("total", "gradients"), _total)),
        Part("gradients", 1, draw_networks, transformed(returned("total", "gradients"), _gradients)),
    ),
    wrong_answers=(
        WrongAnswer(
            penalises_biases,
            "biases are penalised like weights; which parameters of a network go free, and how do you tell them apart?",
        ),
        WrongAnswer(
            goes_by_the_name,
            "you go by the names of the parameters; a name can be anything, but weights and biases differ in their "
            "number of axes",
        ),
        WrongAnswer(
            penalises_biases_only, "the biases are penalised and the weights go free: it is the other way round"
        ),
        WrongAnswer(
            penalises_matrices_only,
            "matrices are penalised but kernels of four axes are not, and they are weights too",
        ),
        WrongAnswer(
            forgets_the_gradient,
            "the penalty is counted, but the gradients come back as they were: then training would never feel it",
        ),
        WrongAnswer(
            replaces_the_gradient,
            "the penalty's gradient stands in the place of the loss's; what is the derivative of a sum of two terms?",
        ),
        WrongAnswer(
            subtracts_the_gradient,
            "the penalty's gradient is subtracted; the optimizer subtracts once more, and weights would grow",
        ),
        WrongAnswer(
            sends_the_value_back,
            "backward is called with the penalty's value; how much does J grow if P grows by one?",
        ),
        WrongAnswer(
            penalises_the_gradients,
            "the penalty is computed of the gradients; it is the weights that should stay small",
        ),
        WrongAnswer(
            keeps_the_last_value_only,
            "with several layers only the last one's penalty is returned: every layer adds its own",
        ),
        WrongAnswer(
            leaves_the_biases_out,
            "the biases are missing in the gradients that you return; they go free, but they are still learned",
        ),
    ),
)
