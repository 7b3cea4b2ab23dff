"""Layers one after the other."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from lecturelib.networks.protocol import Gradients, Layer, LayerBackward, Row


class Sequential(Layer):
    """A network whose layers follow one another: each one's output is the next one's input.

    Parameters
    ----------
    *layers : Layer
        First to last. Parameters are named by place and name, such as ``"0.W"``.

    Attributes
    ----------
    layers : tuple of Layer
        As given.

    Raises
    ------
    ValueError
        If there is none, or one is no Layer; by `forward`, with the place and the name of the layer, if a layer is
        given what it cannot take.

    Examples
    --------
    >>> import numpy as np
    >>> from lecturelib.activations import sigmoid
    >>> from lecturelib.networks import Activation, Affine
    >>> network = Sequential(Affine(2, 1, np.random.default_rng(0)), Activation(sigmoid))
    >>> network.parameters["0.W"][...] = [[2.0], [-1.0]]
    >>> y, backward = network.forward(np.array([[1.0, 2.0]]))
    >>> y
    array([[0.5]])
    >>> d_x, gradients = backward(np.array([[4.0]]))
    >>> d_x, gradients["0.W"].ravel(), gradients["0.b"]
    (array([[ 2., -1.]]), array([1., 2.]), array([1.]))
    """

    layers: tuple[Layer, ...]
    can_skip_d_x = True

    def __init__(self, *layers: Layer) -> None:
        if not layers:
            raise ValueError("Sequential must be given at least one layer; got none")
        for place, layer in enumerate(layers):
            if not isinstance(layer, Layer):
                raise ValueError(f"layer {place} must be a Layer; got {type(layer).__name__}")
        self.layers = layers

    @property
    def parts(self) -> dict[str, Layer]:
        """The layers by their places, ``"0"``, ``"1"`` and so on."""
        return {str(place): layer for place, layer in enumerate(self.layers)}

    def forward(self, x: Any, training: bool = False) -> tuple[Any, LayerBackward]:
        """Return the last layer's output, and the function that differentiates it; see `Layer.forward`.

        Told ``backward(d_y, need_d_x=False)``, as in training, this goes back no further than the first layer that has
        parameters, and returns ``None`` for dJ/dx.
        """
        y, backwards = x, []
        for place, layer in self.parts.items():
            try:
                y, layer_backward = layer.forward(y, training)
            except ValueError as error:
                raise ValueError(f"layer {place} ({layer.title}): {error}") from error
            backwards.append(layer_backward)

        def backward(d_y: Any, need_d_x: bool = True) -> tuple[Any, Gradients]:
            gradients: Gradients = {}
            first = 0 if need_d_x else self._first_that_learns()
            for place in reversed(range(first, len(backwards))):
                skips = place == first and not need_d_x and self.layers[place].can_skip_d_x
                d_y, own = backwards[place](d_y, need_d_x=False) if skips else backwards[place](d_y)
                gradients |= {f"{place}.{name}": gradient for name, gradient in own.items()}
                # Before the look-up of whole numbers there is nothing to differentiate.
                if d_y is None:
                    break
            return d_y if need_d_x else None, gradients

        return y, backward

    def _first_that_learns(self) -> int:
        return next((place for place, layer in enumerate(self.layers) if layer.parameters), len(self.layers))

    def rows(self, x: Any, place: str = "") -> Generator[Row, None, Any]:
        """Yield the lines of `summary`, those of every layer."""
        for name, layer in self.parts.items():
            x = yield from layer.rows(x, f"{place}.{name}" if place else name)
        return x
