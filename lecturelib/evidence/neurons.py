"""Evidence for `lecturelib.neurons`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.gradients import complex_step
from lecturelib.neurons import sigmoid_neuron, threshold_neuron, train_sigmoid_neuron
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial


def _draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, Any, Any]:
    n, d = sizes["N"], sizes["D"]
    return rng.standard_normal((n, d)), rng.standard_normal(d), rng.standard_normal(())


def _draw_with_targets(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    x, w, b = _draw(rng, sizes)
    return x, rng.uniform(0, 1, sizes["N"]), w, b


def _trained_in_pytorch(torch: Any, x: Any, y: Any, w: Any, b: Any) -> Any:
    w, b = w.detach().clone().requires_grad_(), b.detach().clone().requires_grad_()
    optimizer, losses = torch.optim.SGD([w, b], lr=0.3), []
    for _ in range(5):
        loss = 0.5 * ((y - torch.sigmoid(x @ w + b)) ** 2).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return w, b, torch.stack(losses)


_SIZES = {"N": (6, 1, 0), "D": (3, 1)}
TRIALS = (
    Trial(
        "neurons.threshold_neuron",
        lambda x, w, b: threshold_neuron(x, w, b),
        _draw,
        _SIZES,
        pytorch=lambda torch, x, w, b: torch.heaviside(x @ w + b, torch.zeros(1, dtype=x.dtype)),
        method=None,
    ),
    Trial(
        "neurons.sigmoid_neuron",
        lambda x, w, b: sigmoid_neuron(x, w, b),
        _draw,
        _SIZES,
        pytorch=lambda torch, x, w, b: torch.sigmoid(x @ w + b),
    ),
    Trial(
        "neurons.train_sigmoid_neuron",
        lambda x, y, w, b: train_sigmoid_neuron(x, y, w, b, eta=0.3, steps=5),
        _draw_with_targets,
        _SIZES,
        pytorch=_trained_in_pytorch,
        method=None,
    ),
)


def _threshold_loop(rng: np.random.Generator) -> float:
    # Small whole numbers, so that many sums land exactly on the threshold.
    x, w = rng.integers(-2, 3, (200, 3)).astype(float), rng.integers(-2, 3, 3).astype(float)
    b = float(rng.integers(-2, 3))
    expected = [float(sum(wi * xi for wi, xi in zip(w, row, strict=True)) + b > 0) for row in x]
    return largest_error(threshold_neuron(x, w, b), np.array(expected))


def _threshold_by_hand(_: np.random.Generator) -> float:
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    and_answers = threshold_neuron(corners, np.ones(2), -1.5)
    on_the_threshold = threshold_neuron(np.array([[1.0, 1.0]]), np.ones(2), -2.0)
    return largest_error((and_answers, on_the_threshold), (np.array([0.0, 0.0, 0.0, 1.0]), np.array([0.0])))


def _sigmoid_neuron_by_hand(_: np.random.Generator) -> float:
    # Two inputs whose sums are log 3 and -log 3: outputs 3/4 and 1/4, slope 3/16 at both.
    x, w, b = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([math.log(3.0), -math.log(3.0)]), 0.0
    g, backward = sigmoid_neuron(x, w, b)
    gradients = backward(np.array([16.0, 32.0]))
    expected = (np.array([[3 * w[0], 3 * w[1]], [6 * w[0], 6 * w[1]]]), np.array([3.0, 6.0]), 9.0)
    return largest_error((g, gradients), (np.array([0.75, 0.25]), expected))


def _training_loop(rng: np.random.Generator) -> float:
    x, w, b = _draw(rng, {"N": 6, "D": 3})
    y = rng.uniform(0, 1, 6)
    expected_w, expected_b, expected_losses = list(w), float(b), []
    for _ in range(4):
        sums = [sum(wi * xi for wi, xi in zip(expected_w, row, strict=True)) + expected_b for row in x]
        g = [1 / (1 + math.exp(-a)) for a in sums]
        expected_losses.append(0.5 * sum((t - o) ** 2 for t, o in zip(y, g, strict=True)))
        delta = [(t - o) * o * (1 - o) for t, o in zip(y, g, strict=True)]
        for i in range(3):
            expected_w[i] += 0.3 * sum(row[i] * d for row, d in zip(x, delta, strict=True))
        expected_b += 0.3 * sum(delta)
    fit = train_sigmoid_neuron(x, y, w, b, eta=0.3, steps=4)
    return largest_error(tuple(fit), (np.array(expected_w), expected_b, np.array(expected_losses)))


def _training_descends_the_loss(rng: np.random.Generator) -> float:
    """One step of size eta moves the parameters by -eta times the loss's gradient, found by complex step."""
    x, w, b = _draw(rng, {"N": 6, "D": 3})
    y = rng.uniform(0, 1, 6)

    def loss(weights: Any, bias: Any) -> Any:
        return 0.5 * np.sum((y - 1 / (1 + np.exp(-(x @ weights + bias)))) ** 2)

    gradient = [complex_step(loss, [w, b], [np.eye(3)[i], 0.0]) for i in range(3)]
    bias_gradient = complex_step(loss, [w, b], [np.zeros(3), 1.0])
    fit = train_sigmoid_neuron(x, y, w, b, eta=0.1, steps=1)
    return largest_error((fit.w, fit.b), (w - 0.1 * np.array(gradient), b - 0.1 * float(bias_gradient)))


EVIDENCE = (
    Evidence("neurons.threshold_neuron", "loop", "the weighted sum, term by term", 0.0, _threshold_loop),
    Evidence("neurons.threshold_neuron", "by hand", "AND; a sum of exactly 0", 0.0, _threshold_by_hand),
    Evidence("neurons.sigmoid_neuron", "by hand", "sums of log 3 and -log 3", 1e-14, _sigmoid_neuron_by_hand),
    Evidence("neurons.train_sigmoid_neuron", "loop", "the delta rule, one weight at a time", 1e-14, _training_loop),
    Evidence(
        "neurons.train_sigmoid_neuron",
        "complex step",
        "one step is -eta times the loss's gradient",
        1e-14,
        _training_descends_the_loss,
    ),
)
