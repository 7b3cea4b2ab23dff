"""The small framework as the lesson asks for it, made of operations of `lecturelib`.

Sequences, optimizers and trainings that `lecturelib` has are of other signatures, and can do more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol

import numpy as np

from lecturelib import layers
from lecturelib.activations import relu
from lecturelib.datasets import digits
from lecturelib.initialization import he_normal
from lecturelib.losses import softmax_cross_entropy
from lecturelib.optimizers import Optimizer, momentum
from lecturelib.training import minibatches

Array = np.ndarray[Any, np.dtype[Any]]
affine: Any = layers.affine  # which leaves out d_x or the bias if it is told to, and is not told here
Arrays = dict[str, Array]
Backward = Callable[[Array], tuple[Array, Arrays]]


class Layer(Protocol):
    """What a network is made of, and what a network is."""

    parameters: Arrays

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Return the output, and a function from dJ/d output to dJ/dx and the gradients by name."""


class AffineLayer:
    """x @ W + b, with weights drawn as He and others proposed in 2015.

    Parameters
    ----------
    inputs, outputs : int
        D and M.
    rng : numpy.random.Generator
        What the weights are drawn from.
    """

    def __init__(self, inputs: int, outputs: int, rng: np.random.Generator) -> None:
        self.parameters: Arrays = {"W": he_normal((inputs, outputs), rng), "b": np.zeros(outputs)}

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Return y, shape (N, M), and a function from dJ/dy to dJ/dx and the gradients by name."""
        y, back = affine(x, self.parameters["W"], self.parameters["b"])

        def backward(d_y: Array) -> tuple[Array, Arrays]:
            d_x, d_W, d_b = back(d_y)
            return d_x, {"W": d_W, "b": d_b}

        return y, backward


class ReluLayer:
    """max(x, 0), which has no parameters."""

    def __init__(self) -> None:
        self.parameters: Arrays = {}

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Return the value, and a function from its gradient to dJ/dx and no gradients."""
        y, back = relu(x)
        return y, lambda d_y: (back(d_y), {})


class Network:
    """Layers, one after the other.

    Parameters
    ----------
    layers : list of Layer
        The first one gets the data.
    """

    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers
        self.parameters: Arrays = {
            f"{number}.{name}": array for number, layer in enumerate(layers) for name, array in layer.parameters.items()
        }

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Return the last layer's output, and a function from its gradient to dJ/dx and all gradients by name."""
        backs: list[Backward] = []
        for layer in self.layers:
            x, back = layer.forward(x)
            backs.append(back)

        def backward(d_y: Array) -> tuple[Array, Arrays]:
            gradients: Arrays = {}
            for number, back in reversed(list(enumerate(backs))):
                d_y, found = back(d_y)
                gradients |= {f"{number}.{name}": gradient for name, gradient in found.items()}
            return d_y, gradients

        return x, backward


def evaluate(network: Any, x: Array, labels: Array) -> tuple[float, float]:
    """Return the mean cross-entropy and the share of examples whose largest score is the label's."""
    scores, _ = network.forward(x)
    loss, _ = softmax_cross_entropy(scores, labels)
    return float(loss), float(np.mean(scores.argmax(axis=1) == labels))


def fit(network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int) -> Array:
    """Train a network in place; return for each epoch the mean loss over its examples, shape (epochs,)."""
    rng = np.random.default_rng(seed)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, loss_backward = softmax_cross_entropy(scores, targets)
            _, gradients = backward(loss_backward(1.0))
            optimizer.update_in_place(network.parameters, gradients)
            total += float(loss) * len(batch)
        losses.append(total / len(x))
    return np.array(losses)


def experiment(
    x: Array,
    labels: Array,
    new_x: Array,
    seed: int,
    width: int = 32,
    learning_rate: float = 0.1,
    epochs: int = 10,
) -> tuple[Array, Array]:
    """Return the losses of a training, shape (epochs,), and the classes of new examples, shape (K,)."""
    rng = np.random.default_rng(seed)
    network = Network([AffineLayer(x.shape[1], width, rng), ReluLayer(), AffineLayer(width, 10, rng)])
    optimizer = Optimizer(momentum, learning_rate=learning_rate)
    losses = fit(network, optimizer, x, labels, epochs, 32, int(rng.integers(2**31)))
    return losses, network.forward(new_x)[0].argmax(axis=1)


def split_digits() -> tuple[Array, Array, Array, Array]:
    """Return the lesson's digits: 1,200 to learn from, with labels, and 597 held out, with labels."""
    images, labels = digits()
    order = np.random.default_rng(13).permutation(len(labels))
    x, y = images.reshape(len(images), -1)[order], labels[order]
    return x[:1200], y[:1200], x[1200:], y[1200:]


def report() -> tuple[Mapping[str, Any], Callable[..., Array]]:
    """Return the numbers of an experiment on the width, and the function that computes them again."""
    seeds, widths = (0, 1, 2), (4, 32)
    accuracies = np.array([[_accuracy(seed, width) for seed in seeds] for width in widths])

    def rerun(x: Array, labels: Array, new_x: Array, seed: int, width: int) -> Array:
        return experiment(x, labels, new_x, seed, width)[1]

    return {"varied": "width", "values": widths, "seeds": seeds, "accuracies": accuracies}, rerun


@cache
def _accuracy(seed: int, width: int) -> float:
    x, labels, new_x, new_labels = split_digits()
    return float(np.mean(experiment(x, labels, new_x, seed, width)[1] == new_labels))
