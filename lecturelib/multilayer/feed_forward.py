"""The multi-layer perceptron: affine layers with an activation between them, as many as wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lecturelib.activations import tanh
from lecturelib.arguments import Array, require_floating, require_shape

Activation = Callable[[Array], tuple[Array, Callable[[Array], Array]]]
Arrays = tuple[Array, ...]


def mlp(
    x: Array, weights: Sequence[Array], biases: Sequence[Array], activation: Activation = tanh
) -> tuple[Array, Callable[[Array], tuple[Array, Arrays, Arrays]]]:
    r"""Return the outputs of a multi-layer perceptron, and the function that differentiates them.

    .. math::

        z_0 = x, \qquad z_l = \phi(z_{l-1} W_l + b_l) \text{ for } l < L, \qquad y = z_{L-1} W_L + b_L

    Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 5.2 to 5.4; back-propagation: Rumelhart, Hinton and
    Williams, "Learning representations by back-propagating errors", 1986. No activation follows the last layer: what
    does depends on the loss.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input a row.
    weights : sequence of ndarray
        One matrix for each of L >= 1 layers, of shapes (D, H1), (H1, H2) and so on.
    biases : sequence of ndarray
        One vector for each layer, of shapes (H1,), (H2,) and so on.
    activation : callable
        The hidden layers' activation phi, such as `lecturelib.activations.relu`: maps a to (value, backward).

    Returns
    -------
    y : ndarray, shape (N, M)
        Outputs of the last layer.
    backward : callable
        Maps dJ/dy, shape (N, M), to dJ/dx, shape (N, D), a tuple of the gradients of `weights`, and one of those of
        `biases`.

    Raises
    ------
    ValueError
        If there is no layer, not one bias for each weight matrix, or the shapes do not fit.

    Examples
    --------
    >>> import numpy as np
    >>> from lecturelib.activations import relu
    >>> weights = (np.array([[1.0, -1.0]]), np.array([[2.0], [3.0]]))
    >>> biases = (np.array([0.0, 0.0]), np.array([1.0]))
    >>> y, backward = mlp(np.array([[4.0], [-1.0]]), weights, biases, activation=relu)
    >>> y
    array([[9.], [4.]])
    >>> d_x, d_weights, d_biases = backward(np.array([[1.0], [10.0]]))
    >>> d_x, d_weights, d_biases
    (array([[  2.], [-30.]]), (array([[  8., -30.]]), array([[ 4.], [10.]])), (array([ 2., 30.]), array([11.])))
    """
    sizes = require_shape("x", x, ("N", "D"))
    require_floating("x", x)
    if not weights or len(weights) != len(biases):
        raise ValueError(
            "weights and biases must hold one array for each layer, at least one; "
            f"got {len(weights)} weights and {len(biases)} biases"
        )
    width = sizes["D"]
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
        width = require_shape(f"weights[{layer}]", W, (width, "H"))["H"]
        require_shape(f"biases[{layer}]", b, (width,))
    layer_inputs, activation_backwards = [x], []
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        z, activation_backward = activation(layer_inputs[-1] @ W + b)
        layer_inputs.append(z)
        activation_backwards.append(activation_backward)
    y = layer_inputs[-1] @ weights[-1] + biases[-1]

    def backward(d_y: Array) -> tuple[Array, Arrays, Arrays]:
        d_weights, d_biases = [], []
        for layer in reversed(range(len(weights))):
            d_weights.append(layer_inputs[layer].T @ d_y)
            d_biases.append(d_y.sum(axis=0))
            d_y = d_y @ weights[layer].T
            if layer:
                d_y = activation_backwards[layer - 1](d_y)
        return d_y, tuple(reversed(d_weights)), tuple(reversed(d_biases))

    return y, backward
