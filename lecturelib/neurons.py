"""One neuron: the threshold unit, the sigmoid neuron, and how the latter is trained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.arguments import Array, require_shape


def threshold_neuron(x: Array, w: Array, b: float) -> Array:
    r"""Return 1 for every row of `x` on which the neuron fires, 0 elsewhere.

    .. math:: o_n = \begin{cases} 1 & \text{if } \sum_i w_i x_{ni} + b > 0 \\ 0 & \text{otherwise} \end{cases}

    McCulloch and Pitts, "A logical calculus of the ideas immanent in nervous activity", 1943, with real weights.
    Exactly at the threshold the neuron stays silent. Its derivative is zero wherever it exists, so there is no
    `backward`.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input a row.
    w : ndarray, shape (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    o : ndarray, shape (N,), dtype of `x`
        0 or 1.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> threshold_neuron(np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([1.0, 1.0]), -1.5)
    array([0., 1.])
    """
    sizes = require_shape("x", x, ("N", "D"))
    require_shape("w", w, (sizes["D"],))
    return (x @ w + b > 0).astype(x.dtype)


def sigmoid_neuron(x: Array, w: Array, b: float) -> tuple[Array, Callable[[Array], tuple[Array, Array, Any]]]:
    r"""Return the output of a sigmoid neuron for every row of `x`, and the function that differentiates it.

    .. math:: g_n = g\Big(\sum_i w_i x_{ni} + b\Big), \qquad g(a) = \frac{1}{1 + e^{-a}}

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input a row.
    w : ndarray, shape (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    g : ndarray, shape (N,)
        Outputs in [0, 1].
    backward : callable
        Maps dJ/dg, shape (N,), to dJ/dx, shape (N, D), dJ/dw, shape (D,), and dJ/db, a number.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> g, backward = sigmoid_neuron(np.array([[1.0, 2.0]]), np.array([2.0, -1.0]), 0.0)
    >>> g
    array([0.5])
    >>> d_x, d_w, d_b = backward(np.array([4.0]))
    >>> d_x, d_w, float(d_b)
    (array([[ 2., -1.]]), array([1., 2.]), 1.0)
    """
    sizes = require_shape("x", x, ("N", "D"))
    require_shape("w", w, (sizes["D"],))
    g, sigmoid_backward = sigmoid(x @ w + b)

    def backward(d_g: Array) -> tuple[Array, Array, Any]:
        d_a = sigmoid_backward(d_g)
        return np.outer(d_a, w), d_a @ x, d_a.sum()

    return g, backward


class SigmoidFit(NamedTuple):
    """What `train_sigmoid_neuron` returns: weights (D,), bias, and the loss before each step (steps,)."""

    w: Array
    b: float
    losses: Array


def train_sigmoid_neuron(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> SigmoidFit:
    r"""Train a sigmoid neuron on squared error by gradient descent on the whole batch.

    .. math::

        E = \tfrac12 \sum_j (y^j - g^j)^2, \qquad \delta^j = (y^j - g^j)\, g^j (1 - g^j), \qquad
        w_i \leftarrow w_i + \eta \sum_j x_i^j \delta^j, \quad b \leftarrow b + \eta \sum_j \delta^j

    The delta rule of Widrow and Hoff, "Adaptive switching circuits", 1960, with the sigmoid's derivative.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input a row.
    y : ndarray, shape (N,)
        Targets in [0, 1].
    w : ndarray, shape (D,)
        First weights.
    b : float
        First bias.
    eta : float
        Learning rate.
    steps : int
        Number of updates.

    Returns
    -------
    w, b, losses : SigmoidFit
        Weights (D,), bias, and the loss E before each update, shape (steps,).

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> fit = train_sigmoid_neuron(np.array([[1.0]]), np.array([1.0]), np.array([0.0]), 0.0, eta=8.0, steps=1)
    >>> fit.w, float(fit.b), fit.losses
    (array([1.]), 1.0, array([0.125]))
    """
    sizes = require_shape("x", x, ("N", "D"))
    require_shape("y", y, (sizes["N"],))
    require_shape("w", w, (sizes["D"],))
    losses = np.zeros(steps, dtype=x.dtype)
    for step in range(steps):
        g, backward = sigmoid_neuron(x, w, b)
        losses[step] = 0.5 * np.sum((y - g) ** 2)
        _, d_w, d_b = backward(g - y)
        w, b = w - eta * d_w, b - eta * d_b
    return SigmoidFit(w, b, losses)
