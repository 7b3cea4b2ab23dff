"""Evidence for `lecturelib.training`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.training import (
    EarlyStopping,
    accuracy,
    add_penalty,
    evaluate,
    fit,
    grid_search,
    minibatches,
    predict,
)
from lecturelib.witnesses.claim import Evidence, largest_error


class _Line:
    """y = x W + b, the smallest network."""

    def __init__(self, W: Array, b: Array) -> None:
        self.parameters = {"W": W, "b": b}
        self.buffers: dict[str, Array] = {}

    def forward(self, x: Array, training: bool = False) -> tuple[Array, Any]:
        W = self.parameters["W"]
        return x @ W + self.parameters["b"], lambda d_y: (d_y @ W.T, {"W": x.T @ d_y, "b": d_y.sum(axis=0)})


class _Descent:
    """Plain gradient descent."""

    def update_in_place(
        self, parameters: dict[str, Array], gradients: dict[str, Array], learning_rate: float | None = None
    ) -> None:
        for name, parameter in parameters.items():
            parameter -= (learning_rate or 0.5) * gradients[name]


def _half_squares(output: Array, targets: Array) -> tuple[Any, Any]:
    difference = output - targets
    return 0.5 * np.sum(difference**2) / len(output), lambda d_value: difference * (d_value / len(output))


def _random_line(rng: np.random.Generator, outputs: int = 2) -> tuple[_Line, Array, Array]:
    network = _Line(rng.standard_normal((3, outputs)), rng.standard_normal(outputs))
    return network, rng.standard_normal((11, 3)), rng.standard_normal((11, outputs))


def _batches_put_together(rng: np.random.Generator) -> float:
    x, labels = np.arange(11) * 10, np.arange(11)
    batches = list(minibatches((x, labels), 4, rng))
    sizes = [len(batch_labels) for _, batch_labels in batches]
    pairs = [(a, b) for batch_x, batch_labels in batches for a, b in zip(batch_x, batch_labels, strict=True)]
    return float(sizes != [4, 4, 3]) + largest_error(np.array(sorted(pairs)), np.stack([x, labels], axis=1))


def _batches_by_chance(rng: np.random.Generator) -> float:
    """How far from even the first place is shared among four examples, in standard deviations."""
    counts = np.bincount([next(iter(minibatches((np.arange(4),), 2, rng)))[0][0] for _ in range(800)], minlength=4)
    return float(np.max(np.abs(counts - 200)) / math.sqrt(800 * 0.25 * 0.75))


def _two_steps_on_paper(_: np.random.Generator) -> float:
    # y = w x + b from w = b = 0 with the rate 1/2. First x = 1, t = 2: error -2, so w = b = 1 and the loss is 2.
    # Then x = 2, t = 1: error 2, so w = 1 - 2 = -1 and b = 1 - 1 = 0, and the loss is 2 again.
    network = _Line(np.zeros((1, 1)), np.zeros(1))
    x, targets = np.array([[1.0], [2.0]]), np.array([[2.0], [1.0]])
    history = fit(network, _half_squares, _Descent(), x, targets, epochs=1, batch_size=1, rng=None, progress=False)
    got = network.parameters["W"], network.parameters["b"], history.step_losses, history.epoch_losses
    return largest_error(got, (np.array([[-1.0]]), np.zeros(1), np.array([2.0, 2.0]), np.array([2.0])))


def _least_squares(rng: np.random.Generator) -> float:
    """Train on a convex loss: whole batches and a small rate end where the normal equations say."""
    network, x, targets = _random_line(rng)
    design = np.hstack([x, np.ones((11, 1))])
    rate = 1 / np.linalg.eigvalsh(design.T @ design / 11).max()
    settings: dict[str, Any] = {"epochs": 600, "batch_size": 11, "schedule": lambda step: rate, "progress": False}
    fit(network, _half_squares, _Descent(), x, targets, rng=rng, **settings)
    solution = np.linalg.lstsq(design, targets, rcond=None)[0]
    # The slowest direction shrinks by 1 - smallest / largest eigenvalue in each step.
    start = float(np.abs(solution).max()) + 3
    slowest = 1 - np.linalg.eigvalsh(design.T @ design / 11).min() * rate
    error = largest_error(np.vstack([network.parameters["W"], network.parameters["b"]]), solution)
    return max(0.0, error - 10 * start * slowest**600)


def _same_seed(rng: np.random.Generator) -> float:
    seed, histories = int(rng.integers(1000)), []
    for _ in range(2):
        network, x, targets = _random_line(np.random.default_rng(0))
        shuffled = np.random.default_rng(seed)
        settings: dict[str, Any] = {"epochs": 2, "batch_size": 4, "progress": False, "validation": (x, targets)}
        histories.append(fit(network, _half_squares, _Descent(), x, targets, rng=shuffled, **settings))
    return largest_error(*([each.step_losses, each.epoch_losses, each.validation_losses] for each in histories))


def _stopping_on_paper(_: np.random.Generator) -> float:
    stopping, weights, said = EarlyStopping(patience=2, least_improvement=0.5), {"w": np.zeros(1)}, []
    for loss in (4.0, 3.0, 2.75, 1.0, 0.75, 0.625):
        weights["w"] += 1
        said.append(stopping.should_stop(loss, weights))
    stopping.restore(weights)
    got = np.array(said), stopping.best_epoch, stopping.best_loss, weights["w"]
    return largest_error(
        tuple(np.asarray(each, dtype=float) for each in got), (np.array([0, 0, 0, 0, 0, 1]), 4, 1, np.array([4.0]))
    )


def _penalty_on_paper(_: np.random.Generator) -> float:
    """Check P = 4 + 9 for the weights 2 and -3, whose gradients 1 and 1 become 1 + 4 and 1 - 6; the bias stays at 2."""
    parameters = {"W": np.array([[2.0], [-3.0]]), "b": np.array([5.0])}
    gradients = {"W": np.ones((2, 1)), "b": np.array([2.0])}
    total, penalised = add_penalty(parameters, gradients, lambda W: (np.sum(W**2), lambda d_value: 2 * d_value * W))
    return largest_error((total, penalised["W"], penalised["b"]), (13.0, np.array([[5.0], [-5.0]]), np.array([2.0])))


def _penalty_in_the_gradient(rng: np.random.Generator) -> float:
    """Compare with central differences of the penalty of two matrices; it is quadratic, so they are exact."""

    def squares(weights: Array) -> tuple[Any, Any]:
        return np.sum(weights**2), lambda d_value: 2 * d_value * weights

    parameters = {"U": rng.standard_normal((2, 3)), "b": rng.standard_normal(3), "V": rng.standard_normal((3, 1))}
    gradients = {name: rng.standard_normal(array.shape) for name, array in parameters.items()}
    total, penalised = add_penalty(parameters, gradients, squares)
    expected = {}
    for name, array in parameters.items():
        numerical = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            sides = []
            for step in (0.5, -0.5):
                moved = array.copy()
                moved[place] += step
                sides.append(sum(np.sum(each**2) for each in ({**parameters, name: moved}[key] for key in "UV")))
            numerical[place] = sides[0] - sides[1]
        expected[name] = gradients[name] + numerical
    sum_of_squares = sum(number**2 for key in "UV" for number in parameters[key].ravel())
    return largest_error((total, *penalised.values()), (sum_of_squares, *expected.values()))


def _outputs_row_by_row(rng: np.random.Generator) -> float:
    network, x, _ = _random_line(rng)
    W, b = network.parameters["W"], network.parameters["b"]
    expected = [[sum(row[i] * W[i, j] for i in range(3)) + b[j] for j in range(2)] for row in x]
    return largest_error(predict(network, x, batch_size=4), np.array(expected))


def _loss_row_by_row(rng: np.random.Generator) -> float:
    network, x, targets = _random_line(rng)
    outputs = x @ network.parameters["W"] + network.parameters["b"]
    squares = [sum((o - t) ** 2 for o, t in zip(*rows, strict=True)) for rows in zip(outputs, targets, strict=True)]
    return largest_error(evaluate(network, _half_squares, x, targets, batch_size=4), sum(squares) / 22)


def _right_answers_counted(rng: np.random.Generator) -> float:
    scores, labels = rng.standard_normal((40, 3)), rng.integers(0, 3, 40)
    right = sum(max(range(3), key=list(row).__getitem__) == label for row, label in zip(scores, labels, strict=True))
    return largest_error(accuracy(scores, labels), right / 40)


def _highest_of_a_table(rng: np.random.Generator) -> float:
    table = rng.standard_normal((3, 4))
    best, score, results = grid_search(lambda i, j: table[i, j], {"i": range(3), "j": range(4)})
    in_order = np.array([table[settings["i"], settings["j"]] for settings, _ in results])
    return largest_error(
        (table[best["i"], best["j"]], score, in_order), (table.max(), table.max(), np.sort(table.ravel())[::-1])
    )


EVIDENCE = tuple(
    Evidence(f"training.{name}", kind, source, tolerance, measure)
    for name, kind, source, tolerance, measure in (
        ("minibatches", "loop", "every example once, pairs together, sizes 4, 4, 3", 0.0, _batches_put_together),
        ("minibatches", "statistics", "every example comes first equally often", 5.0, _batches_by_chance),
        ("fit", "by hand", "two steps of a straight line", 0.0, _two_steps_on_paper),
        ("fit", "theorem", "gradient descent on least squares, at its rate", 1e-9, _least_squares),
        ("fit", "symmetry", "the same seed, the same history", 0.0, _same_seed),
        ("EarlyStopping", "by hand", "six epochs, patience 2, improvement above 1/2", 0.0, _stopping_on_paper),
        ("add_penalty", "by hand", "two weights and a bias", 0.0, _penalty_on_paper),
        ("add_penalty", "central difference", "two matrices penalised, a bias not", 1e-13, _penalty_in_the_gradient),
        ("predict", "loop", "term by term", 1e-14, _outputs_row_by_row),
        ("evaluate", "loop", "one example at a time", 1e-13, _loss_row_by_row),
        ("accuracy", "loop", "one example at a time", 1e-15, _right_answers_counted),
        ("grid_search", "all inputs", "the highest number of a table", 0.0, _highest_of_a_table),
    )
)
