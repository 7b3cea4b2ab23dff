"""Layers around the operations of `lecturelib.layers`: affine maps, embeddings, flattening."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array
from lecturelib.initialization import glorot_uniform, normal, zeros
from lecturelib.layers import affine, embedding, flatten
from lecturelib.networks.protocol import Gradients, Initialization, Layer, LayerBackward


class Affine(Layer):
    """An affine map of the last axis, `lecturelib.layers.affine`: (..., D) to (..., M).

    Parameters
    ----------
    inputs, outputs : int
        D and M.
    rng : numpy.random.Generator
        Source of the first weights.
    bias : bool
        Whether there is one; it is 0 to begin with.
    initialization : callable
        One of `lecturelib.initialization`: maps a shape, `rng` and `dtype` to the first weights.
    dtype : dtype
        Of the parameters, floating.

    Attributes
    ----------
    W : ndarray, shape (D, M)
        Weights.
    b : ndarray, shape (M,), or None
        Bias.

    Examples
    --------
    >>> layer = Affine(2, 1, np.random.default_rng(0))
    >>> layer.W[...], layer.b[...] = [[3.0], [-1.0]], 0.5
    >>> y, backward = layer.forward(np.array([[1.0, 2.0]]))
    >>> y
    array([[1.5]])
    >>> backward(np.array([[1.0]]))
    (array([[ 3., -1.]]), {'W': array([[1.],
           [2.]]), 'b': array([1.])})
    """

    W: Array
    b: Array | None
    parameter_names = ("W", "b")
    can_skip_d_x = True

    def __init__(
        self,
        inputs: int,
        outputs: int,
        rng: np.random.Generator,
        bias: bool = True,
        initialization: Initialization = glorot_uniform,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.W = initialization((inputs, outputs), rng, dtype)
        self.b = zeros((outputs,), dtype=dtype) if bias else None

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return the affine map of a batch, shape (..., D), and the function that differentiates it."""
        y, affine_backward = affine(x, self.W, self.b)

        def backward(d_y: Array, need_d_x: bool = True) -> tuple[Array | None, Gradients]:
            d_x, d_W, d_b = affine_backward(d_y, need_d_x)
            return d_x, self.name_gradients(d_W, d_b)

        return y, backward


class Embedding(Layer):
    """A vector for every symbol, `lecturelib.layers.embedding`: ids of any shape to (..., D).

    A mask that comes with the ids, as in ``forward((ids, mask))``, goes on with the vectors to a recurrent layer.

    Parameters
    ----------
    symbols, features : int
        Number of symbols V and size of the vectors D.
    rng : numpy.random.Generator
        Source of the first vectors, whose entries are normal with mean 0 and variance 1.
    dtype : dtype
        Of the vectors, floating.

    Attributes
    ----------
    table : ndarray, shape (V, D)
        One vector a row.

    Examples
    --------
    >>> layer = Embedding(3, 2, np.random.default_rng(0))
    >>> layer.table[...] = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    >>> y, backward = layer.forward(np.array([[2, 0]]))
    >>> y
    array([[[5., 6.],
            [1., 2.]]])
    """

    table: Array
    parameter_names = ("table",)

    def __init__(self, symbols: int, features: int, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> None:
        self.table = normal((symbols, features), rng, dtype, standard_deviation=1.0)

    def forward(self, x: Any, training: bool = False) -> tuple[Any, LayerBackward]:
        """Return the vectors of a batch of ids, and the function that differentiates them; dJ/d ids is ``None``."""
        ids, mask = x if isinstance(x, tuple) else (x, None)
        y, embedding_backward = embedding(ids, self.table)

        def backward(d_y: Array) -> tuple[None, Gradients]:
            return None, self.name_gradients(embedding_backward(d_y))

        return y if mask is None else (y, mask), backward


class Flatten(Layer):
    """Every example as one row, `lecturelib.layers.flatten`: (N, ...) to (N, D).

    Examples
    --------
    >>> Flatten().forward(np.zeros((5, 2, 3)))[0].shape
    (5, 6)
    """

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return the rows of a batch, and the function that differentiates them."""
        y, flatten_backward = flatten(x)
        return y, lambda d_y: (flatten_backward(d_y), {})
