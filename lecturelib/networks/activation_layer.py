"""An activation function as a layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lecturelib.arguments import Array
from lecturelib.networks.protocol import Layer, LayerBackward


class Activation(Layer):
    """An activation function as a layer: it works number by number, or on the last axis like softmax.

    Parameters
    ----------
    function : callable
        One of `lecturelib.activations` without learned parameters, or your own: maps an array to (value, backward).
    **settings : float
        What else it takes, such as ``slope=0.1`` for `leaky_relu`.

    Attributes
    ----------
    function : callable
        As given.
    settings : dict
        As given.

    Examples
    --------
    >>> import numpy as np
    >>> from lecturelib.activations import leaky_relu
    >>> y, backward = Activation(leaky_relu, slope=0.5).forward(np.array([-2.0, 3.0]))
    >>> y
    array([-1.,  3.])
    >>> backward(np.ones(2))
    (array([0.5, 1. ]), {})
    """

    function: Callable[..., tuple[Array, Callable[[Array], Array]]]
    settings: dict[str, Any]

    def __init__(self, function: Callable[..., Any], **settings: Any) -> None:
        self.function = function
        self.settings = settings

    @property
    def title(self) -> str:
        """The layer with its function, such as ``"Activation(relu)"``."""
        return f"Activation({getattr(self.function, '__name__', repr(self.function))})"

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return the function's values on a batch of any shape, and the function that differentiates them."""
        y, function_backward = self.function(x, **self.settings)
        return y, lambda d_y: (function_backward(d_y), {})
