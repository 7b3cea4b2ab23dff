"""Dropout as a layer."""

from __future__ import annotations

from typing import Literal

import numpy as np

from lecturelib.arguments import Array, require_number
from lecturelib.layers import dropout
from lecturelib.networks.protocol import Layer, LayerBackward


class Dropout(Layer):
    """Units dropped at random in training, `lecturelib.layers.dropout`.

    Parameters
    ----------
    rate : float
        Probability of dropping, in [0, 1).
    rng : numpy.random.Generator
        Source of the masks, drawn from at every pass in training.
    form : {"inverted", "standard"}
        Whether the numbers are scaled in training or afterwards.

    Attributes
    ----------
    rate : float
        As given.
    rng : numpy.random.Generator
        As given.
    form : str
        As given.

    Raises
    ------
    ValueError
        If `rate` lies outside [0, 1); by `forward`, if `form` is another word.

    Examples
    --------
    >>> layer = Dropout(0.75, np.random.default_rng(0))
    >>> layer.forward(np.ones(6), training=True)[0]
    array([0., 0., 0., 0., 4., 4.])
    >>> layer.forward(np.ones(6))[0]
    array([1., 1., 1., 1., 1., 1.])
    """

    rate: float
    rng: np.random.Generator
    form: Literal["inverted", "standard"]

    def __init__(
        self, rate: float, rng: np.random.Generator, form: Literal["inverted", "standard"] = "inverted"
    ) -> None:
        require_number("rate", rate, "[0, 1)")
        self.rate, self.rng, self.form = rate, rng, form

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return a batch of any shape with units dropped if training, and the function that differentiates it."""
        y, dropout_backward = dropout(x, self.rate, self.rng, training, self.form)
        return y, lambda d_y: (dropout_backward(d_y), {})
