"""The delta recursion of back-propagation, written out for networks of two and of three layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.arguments import Array, require_floating, require_shape


class TwoLayerGradients(NamedTuple):
    """Gradients of the weights (D, H), (H, M) and biases (H,), (M,) of two layers."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array


def two_layer_gradients(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> TwoLayerGradients:
    r"""Return the gradients of the squared error of a network with one hidden layer of sigmoid units.

    .. math::

        z = g(x W_1 + b_1), \quad y = z W_2 + b_2, \quad E = \tfrac12 \sum_{n, k} (y_{nk} - t_{nk})^2

    .. math::

        \delta_2 = y - t, \quad \delta_1 = z (1 - z) \circ (\delta_2 W_2^T), \quad
        \frac{\partial E}{\partial W_l} = z_{l-1}^T \delta_l, \quad
        \frac{\partial E}{\partial b_l} = \sum_n (\delta_l)_n

    with :math:`z_0 = x`. Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 5.53, 5.54 and 5.56.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input a row.
    targets : ndarray, shape (N, M)
        What the outputs should be.
    W1, b1 : ndarray, shapes (D, H) and (H,)
        The hidden layer.
    W2, b2 : ndarray, shapes (H, M) and (M,)
        The output layer, which is linear.

    Returns
    -------
    W1, b1, W2, b2 : TwoLayerGradients
        Gradients of E, summed over the batch, in the parameters' shapes.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> one, zero = np.array([[1.0]]), np.array([0.0])
    >>> gradients = two_layer_gradients(2 * one, 0 * one, W1=0 * one, b1=zero, W2=4 * one, b2=zero)
    >>> [gradient.item() for gradient in gradients]
    [4.0, 2.0, 1.0, 2.0]
    """
    _require_layers(x, targets, ((W1, b1), (W2, b2)))
    z, sigmoid_backward = sigmoid(x @ W1 + b1)
    delta_2 = z @ W2 + b2 - np.asarray(targets, x.dtype)
    delta_1 = sigmoid_backward(delta_2 @ W2.T)
    return TwoLayerGradients(x.T @ delta_1, delta_1.sum(axis=0), z.T @ delta_2, delta_2.sum(axis=0))


class ThreeLayerGradients(NamedTuple):
    """Gradients of the weights (D, H1), (H1, H2), (H2, M) and biases (H1,), (H2,), (M,) of three layers."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array
    W3: Array
    b3: Array


def three_layer_gradients(
    x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array, W3: Array, b3: Array
) -> ThreeLayerGradients:
    r"""Return the gradients of the squared error of a network with two hidden layers of sigmoid units.

    As `two_layer_gradients`, with one more step of the recursion

    .. math:: \delta_l = z_l (1 - z_l) \circ (\delta_{l+1} W_{l+1}^T)

    A weight of the first layer collects a sum over all paths to the outputs: the products with :math:`W_3^T` and
    :math:`W_2^T` sum over them one layer at a time. Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 5.56.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input a row.
    targets : ndarray, shape (N, M)
        What the outputs should be.
    W1, b1, W2, b2 : ndarray, shapes (D, H1), (H1,), (H1, H2), (H2,)
        The hidden layers.
    W3, b3 : ndarray, shapes (H2, M) and (M,)
        The output layer, which is linear.

    Returns
    -------
    W1, b1, W2, b2, W3, b3 : ThreeLayerGradients
        Gradients of E, summed over the batch, in the parameters' shapes.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> one, zero = np.array([[1.0]]), np.array([0.0])
    >>> gradients = three_layer_gradients(2 * one, 0 * one, 0 * one, zero, 4 * one, zero - 2, 4 * one, zero)
    >>> [gradient.item() for gradient in gradients]
    [4.0, 2.0, 1.0, 2.0, 1.0, 2.0]
    """
    _require_layers(x, targets, ((W1, b1), (W2, b2), (W3, b3)))
    z1, backward_of_z1 = sigmoid(x @ W1 + b1)
    z2, backward_of_z2 = sigmoid(z1 @ W2 + b2)
    delta_3 = z2 @ W3 + b3 - np.asarray(targets, x.dtype)
    delta_2 = backward_of_z2(delta_3 @ W3.T)
    delta_1 = backward_of_z1(delta_2 @ W2.T)
    return ThreeLayerGradients(
        x.T @ delta_1, delta_1.sum(axis=0), z1.T @ delta_2, delta_2.sum(axis=0), z2.T @ delta_3, delta_3.sum(axis=0)
    )


def _require_layers(x: Array, targets: Array, layers: Sequence[tuple[Array, Array]]) -> None:
    sizes = require_shape("x", x, ("N", "D"))
    require_floating("x", x)
    width = sizes["D"]
    for number, (W, b) in enumerate(layers, start=1):
        width = require_shape(f"W{number}", W, (width, "H"))["H"]
        require_shape(f"b{number}", b, (width,))
    require_shape("targets", targets, (sizes["N"], width))
