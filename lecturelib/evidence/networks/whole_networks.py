"""Evidence for networks of several layers, and for what all layers share."""

from __future__ import annotations

from typing import Any

import numpy as np

import lecturelib.evidence.networks as home
from lecturelib.activations import relu, tanh
from lecturelib.evidence.networks.calling import as_operation, normal, rng, two_sizes, worked
from lecturelib.evidence.networks.torch_recurrence import rest, scan
from lecturelib.networks.protocol import Layer
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial


def _perceptron(W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    return home.Sequential(
        home.Affine(*two_sizes(W1), rng()),
        home.Activation(tanh),
        home.Dropout(0.25, rng()),
        home.Affine(*two_sizes(W2), rng()),
    )


def _mask(torch: Any, h: Any) -> Any:
    return torch.from_numpy(np.array(rng().random(tuple(h.shape)) >= 0.25)).to(h.dtype) / 0.75


def _perceptron_in_pytorch(torch: Any, x: Any, parameters: Any) -> Any:
    W1, b1, W2, b2 = parameters
    h = torch.tanh(x @ W1 + b1)
    return h * _mask(torch, h) @ W2 + b2


def _draw_images(random: np.random.Generator, sizes: Sizes) -> tuple[Any, Any]:
    x, *parameters = normal(random, sizes, "N166", "2133", "2", "2", "2", "8M", "M")
    return x, tuple(parameters)


def _classifier(parameters: Any) -> Any:
    outputs, dtype = parameters[4].shape[1], parameters[2].real.dtype
    return home.Sequential(
        home.Sequential(home.Conv2d(1, 2, 3, rng()), home.BatchNorm(2, dtype=dtype), home.Activation(tanh)),
        home.MaxPool2d(2),
        home.Flatten(),
        home.Affine(8, outputs, rng()),
    )


def _classifier_in_pytorch(torch: Any, x: Any, parameters: Any) -> Any:
    kernels, bias, gamma, beta, W, b = parameters
    normalised = torch.nn.functional.batch_norm(
        torch.nn.functional.conv2d(x, kernels, bias), None, None, gamma, beta, True
    )
    return torch.nn.functional.max_pool2d(torch.tanh(normalised), 2).flatten(1) @ W + b


def _draw_language(random: np.random.Generator, sizes: Sizes) -> tuple[Any, Any]:
    parameters = normal(random, sizes, "5D", "D6", "26", "6", "2", "2", "25", "5")
    return random.integers(0, 5, (sizes["N"], sizes["T"])), parameters


def _language_model(parameters: Any) -> Any:
    features = parameters[0].shape[1]
    return home.Sequential(
        home.Embedding(5, features, rng()), home.GRU(features, 2, rng()), home.LayerNorm(2), home.Affine(2, 5, rng())
    )


def _language_model_in_pytorch(torch: Any, ids: Any, parameters: Any) -> Any:
    table, U, W, b, gamma, beta, V, c = parameters
    states, _ = scan(torch, table[ids], rest(torch, table[ids], (U, W, b)), (U, W, b))
    return torch.nn.functional.layer_norm(states, (2,), gamma, beta) @ V + c


TRIALS = (
    Trial(
        "networks.Sequential",
        lambda x, parameters: as_operation(_perceptron(*parameters), x, parameters),
        lambda random, sizes: (
            normal(random, sizes, "ND")[0],
            normal(random, sizes, "DH", "H", "HM", "M"),
        ),
        {"N": (5, 1, 0), "D": (3, 1), "H": (4, 1), "M": (2, 1)},
        setting="multi-layer perceptron with dropout",
        pytorch=_perceptron_in_pytorch,
    ),
    Trial(
        "networks.Sequential",
        lambda x, parameters: as_operation(_classifier(parameters), x, parameters),
        _draw_images,
        {"N": (3, 1, 0), "M": (3, 1)},
        setting="convolutional network",
        pytorch=_classifier_in_pytorch,
        # Where the batch's variance is small the derivative of its root is large.
        tolerance=1e-11,
    ),
    Trial(
        "networks.Sequential",
        lambda ids, parameters: as_operation(_language_model(parameters), ids, parameters),
        _draw_language,
        {"N": (3, 1, 0), "T": (4, 1), "D": (3, 1)},
        setting="language model",
        pytorch=_language_model_in_pytorch,
    ),
)


def _shift(layer: type[Layer]) -> Any:
    """Return a layer of one's own: it adds what it has learned, and counts its calls in a buffer."""

    class Shift(layer):  # type: ignore[misc, valid-type]
        parameter_names = ("by", "absent")
        buffer_names = ("calls",)

        def __init__(self, by: float) -> None:
            self.by, self.absent, self.calls = np.array([by]), None, np.array([0.0])

        def forward(self, x: Any, training: bool = False) -> Any:
            self.calls = self.calls + 1
            return x + self.by, lambda d_y: (d_y, self.name_gradients(np.sum(d_y, keepdims=True), None))

    return Shift


def _layer_names_its_arrays(_: np.random.Generator) -> float:
    """Two shifts, the second inside a network of its own; the parameters are changed through their dict."""
    shift = _shift(home.Layer)
    network = home.Sequential(shift(1.0), home.Sequential(shift(10.0)))
    network.parameters["0.by"][...] = 2.0
    network.parameters["1.0.by"] += 10.0
    y, backward = network.forward(np.array([100.0]), training=True)
    d_x, gradients = backward(np.array([3.0]))
    named = [network.parameters, network.buffers, gradients]
    names = [sorted(each) for each in named]
    as_expected = names == [["0.by", "1.0.by"], ["0.calls", "1.0.calls"], ["0.by", "1.0.by"]]
    got = (y, d_x, *network.parameters.values(), *network.buffers.values(), *gradients.values())
    numbers = [np.array([each]) for each in (122.0, 3.0, 2.0, 20.0, 1.0, 1.0, 3.0, 3.0)]
    return largest_error(got, numbers) if as_expected else np.inf


EVIDENCE = (
    Evidence("networks.Layer", "by hand", "two layers of one's own", 0.0, _layer_names_its_arrays),
    worked(
        "Sequential",
        "two hidden units, one of which is silent",
        lambda: home.Sequential(home.Affine(1, 2, rng()), home.Activation(relu), home.Affine(2, 1, rng())),
        np.array([[2.0]]),
        (np.array([[3.0, -1.0]]), np.array([0.5, 0.5]), np.array([[10.0], [100.0]]), np.array([1.0])),
        [[2.0]],
        ([[66.0]], [[60.0]], [[40.0, 0.0]], [20.0, 0.0], [[13.0], [0.0]], [2.0]),
    ),
)
