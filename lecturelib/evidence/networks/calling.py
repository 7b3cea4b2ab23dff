"""How a layer is called as if it were an operation of its input and its parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lecturelib.nested import leaves
from lecturelib.networks.protocol import Layer
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes


def rng() -> np.random.Generator:
    """Return the generator that first parameters, which are replaced, and dropout's masks come from."""
    return np.random.default_rng(1)


def normal(random: np.random.Generator, sizes: Sizes, *shapes: str) -> tuple[Any, ...]:
    """Return an array of normally distributed numbers for each shape, a letter for an axis: ``"NDD"`` or ``"ND3"``."""
    found = [[sizes.get(axis) or (0 if axis in sizes else int(axis)) for axis in shape] for shape in shapes]
    return tuple(random.standard_normal(shape) for shape in found)


def two_sizes(array: Any) -> tuple[int, int]:
    """Return the first two sizes of an array, those that a layer is made with."""
    return array.shape[0], array.shape[1]


def put(network: Layer, name: str, array: Any) -> None:
    """Replace the array of a parameter, such as ``"0.W"``: in place it could not become complex."""
    *path, last = name.split(".")
    for part in path:
        network = network.parts[part]
    setattr(network, last, array)


def as_operation(network: Layer, x: Any, parameters: Sequence[Any] = (), training: bool = True) -> tuple[Any, Any]:
    """Return the value and the backward function, dJ/dx first, of a network with the given parameters."""
    names = list(network.parameters)
    for name, array in zip(names, parameters, strict=True):
        put(network, name, array)
    y, network_backward = network.forward(x, training)

    def backward(d_y: Any) -> tuple[Any, ...]:
        d_x, gradients = network_backward(d_y)
        return d_x, *(gradients[name] for name in names)

    return y, backward


def worked(
    name: str, source: str, make: Callable[[], Layer], x: Any, parameters: Sequence[Any], d_y: Any, expected: Any
) -> Evidence:
    """Return the claim that a layer gives what was worked by hand: output, gradient of x, gradients of parameters."""

    def measure(_: np.random.Generator) -> float:
        y, backward = as_operation(make(), x, parameters)
        return largest_error(leaves((y, backward(np.array(d_y)))), [np.array(each) for each in expected])

    return Evidence(f"networks.{name}", "by hand", source, 1e-14, measure)
