"""Evidence for `lecturelib.multilayer`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.activations import relu, sigmoid
from lecturelib.arguments import Array
from lecturelib.evidence._measures import worked
from lecturelib.evidence._multilayer_cases import draw_encoder, encoder_in_pytorch, forward, parameters_of_widths
from lecturelib.gradients import projection_error
from lecturelib.multilayer import dead_relu_fraction, encoder_8_3_8, mlp, three_layer_gradients, two_layer_gradients
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_SIZES = {"N": (4, 1, 0), "D": (3, 1), "H": (5, 1), "M": (2, 1)}


def _draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    weights, biases = parameters_of_widths(rng, sizes["D"], sizes["H"], sizes["D"], sizes["M"])
    return rng.normal(size=(sizes["N"], sizes["D"])), weights, biases


def _draw_one_layer(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return rng.normal(size=(sizes["N"], sizes["D"])), *parameters_of_widths(rng, sizes["D"], sizes["M"])


def _draw_two_layers(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    (W1, W2), (b1, b2) = parameters_of_widths(rng, sizes["D"], sizes["H"], sizes["M"])
    batch = sizes["N"]
    return rng.normal(size=(batch, sizes["D"])), rng.integers(-2, 3, (batch, sizes["M"])), W1, b1, W2, b2


def _draw_three_layers(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    x, _, W1, b1, W2, b2 = _draw_two_layers(rng, {**sizes, "M": sizes["D"]})
    (W3,), (b3,) = parameters_of_widths(rng, sizes["D"], sizes["M"])
    return x, rng.integers(-2, 3, (len(x), sizes["M"])), W1, b1, W2, b2, W3, b3


def _gradients_in_pytorch(torch: Any, x: Any, targets: Any, *layers: Any) -> Any:
    y = forward(x, layers[::2], layers[1::2], torch.sigmoid)
    return torch.autograd.grad(0.5 * ((y - targets) ** 2).sum(), layers)


TRIALS = (
    Trial(
        "multilayer.mlp",
        lambda x, weights, biases: mlp(x, weights, biases),
        _draw,
        _SIZES,
        "three layers, tanh",
        lambda torch, x, weights, biases: forward(x, weights, biases, torch.tanh),
    ),
    Trial(
        "multilayer.mlp",
        lambda x, weights, biases: mlp(x, weights, biases, activation=relu),
        _draw,
        _SIZES,
        "three layers, ReLU",
        lambda torch, x, weights, biases: forward(x, weights, biases, torch.relu),
    ),
    Trial(
        "multilayer.mlp",
        lambda x, weights, biases: mlp(x, weights, biases),
        _draw_one_layer,
        _SIZES,
        "one layer",
        lambda torch, x, weights, biases: x @ weights[0] + biases[0],
    ),
    Trial(
        "multilayer.two_layer_gradients",
        lambda *arguments: two_layer_gradients(*arguments),
        _draw_two_layers,
        _SIZES,
        pytorch=_gradients_in_pytorch,
        method=None,
    ),
    Trial(
        "multilayer.three_layer_gradients",
        lambda *arguments: three_layer_gradients(*arguments),
        _draw_three_layers,
        _SIZES,
        pytorch=_gradients_in_pytorch,
        method=None,
    ),
    Trial(
        "multilayer.encoder_8_3_8",
        lambda W1, b1, W2, b2: encoder_8_3_8(W1, b1, W2, b2, eta=0.5, steps=4),
        draw_encoder,
        pytorch=encoder_in_pytorch,
        method=None,
    ),
    Trial(
        "multilayer.dead_relu_fraction",
        lambda hidden: dead_relu_fraction(hidden),
        lambda rng, sizes: (rng.normal(size=(3, 20)),),
        pytorch=lambda torch, hidden: (hidden <= 0).all(dim=0).to(hidden.dtype).mean(),
        method=None,
    ),
)


def _of_the_loss(gradients: Any, draw: Any, rng: np.random.Generator) -> float:
    """Compare the delta recursion with the loss, computed without it, by complex step; at any size."""
    x, targets, *layers = draw(rng, {letter: int(rng.choice(sizes)) for letter, sizes in _SIZES.items()})

    def loss(*layers: Array) -> Any:
        y = forward(x, layers[::2], layers[1::2], lambda a: 1 / (1 + np.exp(-a)))
        return 0.5 * np.sum((y - targets) ** 2), lambda d_loss: [
            d_loss * gradient for gradient in gradients(x, targets, *layers)
        ]

    return projection_error(loss, layers, rng)


def _of_the_mlp(gradients: Any, draw: Any, rng: np.random.Generator) -> float:
    """Compare the delta recursion with the backward pass of `mlp`."""
    x, targets, *layers = draw(rng, {"N": 4, "D": 3, "H": 5, "M": 2})
    y, backward = mlp(x, layers[::2], layers[1::2], activation=sigmoid)
    _, d_weights, d_biases = backward(y - targets)
    got = gradients(x, targets, *layers)
    return largest_error((got[::2], got[1::2]), (d_weights, d_biases))


def _mlp_loop(rng: np.random.Generator) -> float:
    x, weights, biases = _draw(rng, {"N": 3, "D": 2, "H": 4, "M": 2})
    expected = []
    for row in x:
        units = list(row)
        for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
            sums = [sum(unit * W[i, j] for i, unit in enumerate(units)) + bias for j, bias in enumerate(b)]
            units = sums if layer == 2 else [math.tanh(each) for each in sums]
        expected.append(units)
    return largest_error(mlp(x, weights, biases)[0], np.array(expected))


def _dead_loop(rng: np.random.Generator) -> float:
    hidden = np.maximum(rng.normal(size=(3, 20)), 0)
    dead = sum(not any(hidden[n, d] > 0 for n in range(3)) for d in range(20))
    return largest_error(dead_relu_fraction(hidden), dead / 20)


def _encoder_step(rng: np.random.Generator) -> float:
    """One step of size eta moves every parameter by -eta times the loss's gradient, found by complex step."""
    first = draw_encoder(rng, {})

    def loss(*layers: Array) -> Any:
        y = 1 / (1 + np.exp(-forward(np.eye(8), layers[::2], layers[1::2], lambda a: 1 / (1 + np.exp(-a)))))
        moved = encoder_8_3_8(*first, eta=0.1, steps=1)
        return 0.5 * np.sum((y - np.eye(8)) ** 2), lambda d_loss: [
            d_loss * (before - after) / 0.1 for before, after in zip(first, moved, strict=True)
        ]

    return projection_error(loss, first, rng)


def _encoder_reproduces(rng: np.random.Generator) -> float:
    """Count the wrong outputs after training; the outputs are computed without the operation."""
    W1, b1, W2, b2 = (0.5 * parameter for parameter in draw_encoder(rng, {}))
    W1, b1, W2, b2 = encoder_8_3_8(W1, b1, W2, b2, eta=2.0, steps=1000)
    a = forward(np.eye(8), (W1, W2), (b1, b2), lambda a: 1 / (1 + np.exp(-a)))
    return float(np.sum((a > 0) != (np.eye(8) > 0)))


_ONE, _ZERO = np.array([[1.0]]), np.array([0.0])
_HALFWAY = (2 * _ONE, 0 * _ONE, 0 * _ONE, _ZERO)  # whatever the input 2 is, a first weight of 0 makes it 1/2
_FOLD = (np.array([[1.0, -1.0]]), np.array([[2.0], [3.0]])), (np.zeros(2), np.array([1.0]))
_SILENT = np.array([[0.0, -1.0, 1.0, 0.0], [0.0, 2.0, 0.0, -3.0]])

_CLAIMS = (
    (
        "mlp",
        "by hand",
        "2 max(0, x) + 3 max(0, -x) + 1",
        worked(
            lambda: mlp(np.array([[4.0], [-1.0]]), *_FOLD, activation=relu),
            [[9], [4]],
            [[2], [-30]],
            [[8, -30]],
            [[4], [10]],
            [2, 30],
            [11],
            d_value=[[1], [10]],
        ),
    ),
    ("mlp", "loop", "weight by weight", _mlp_loop),
    (
        "two_layer_gradients",
        "by hand",
        "a hidden unit at 1/2, an error of 2",
        worked(lambda: [each.item() for each in two_layer_gradients(*_HALFWAY, 4 * _ONE, _ZERO)], [4, 2, 1, 2]),
    ),
    (
        "three_layer_gradients",
        "by hand",
        "hidden units at 1/2, an error of 2",
        worked(
            lambda: [each.item() for each in three_layer_gradients(*_HALFWAY, 4 * _ONE, _ZERO - 2, 4 * _ONE, _ZERO)],
            [4, 2, 1, 2, 1, 2],
        ),
    ),
    (
        "two_layer_gradients",
        "complex step",
        "of the loss",
        lambda rng: _of_the_loss(lambda *all_: two_layer_gradients(*all_), _draw_two_layers, rng),
    ),
    (
        "three_layer_gradients",
        "complex step",
        "of the loss",
        lambda rng: _of_the_loss(lambda *all_: three_layer_gradients(*all_), _draw_three_layers, rng),
    ),
    (
        "two_layer_gradients",
        "theorem",
        "the backward pass of mlp",
        lambda rng: _of_the_mlp(lambda *all_: two_layer_gradients(*all_), _draw_two_layers, rng),
    ),
    (
        "three_layer_gradients",
        "theorem",
        "the backward pass of mlp",
        lambda rng: _of_the_mlp(lambda *all_: three_layer_gradients(*all_), _draw_three_layers, rng),
    ),
    ("encoder_8_3_8", "complex step", "one step is -eta times the loss's gradient", _encoder_step),
    ("encoder_8_3_8", "published", "eight inputs fit through three units: Rumelhart et al. 1986", _encoder_reproduces),
    ("dead_relu_fraction", "by hand", "two of four units", worked(lambda: dead_relu_fraction(_SILENT), 0.5)),
    ("dead_relu_fraction", "loop", "unit by unit", _dead_loop),
)
EVIDENCE = tuple(
    Evidence(f"multilayer.{name}", kind, source, 1e-13, measure) for name, kind, source, measure in _CLAIMS
)
