"""The 8-3-8 encoder: a network that must find a code of three numbers for eight inputs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.arguments import Array, require_floating, require_number, require_shape, require_whole
from lecturelib.layers import affine


class Encoder(NamedTuple):
    """Weights and biases of the code, W1 (8, 3) and b1 (3,), and of the outputs, W2 (3, 8) and b2 (8,)."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array


def encoder_8_3_8(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Encoder:
    r"""Return the weights of a network that has learned to reproduce eight one-hot inputs.

    With the inputs :math:`x = I_8`, the sigmoid g and the learning rate :math:`\eta`, each step of batch gradient
    descent is

    .. math::

        h = g(x W_1 + b_1), \quad y = g(h W_2 + b_2), \quad E = \tfrac12 \sum_{n, k} (y_{nk} - x_{nk})^2, \quad
        W \leftarrow W - \eta \frac{\partial E}{\partial W}

    for all four parameters at once. Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines", 1985,
    posed the problem; Rumelhart, Hinton and Williams, "Learning internal representations by error propagation", 1986,
    solved it as here. Three hidden values are just enough for a binary code.

    Parameters
    ----------
    W1, b1, W2, b2 : ndarray, shapes (8, 3), (3,), (3, 8) and (8,), floating
        First weights and biases. They are not modified.
    eta : float
        Learning rate, at least 0.
    steps : int
        Number of updates.

    Returns
    -------
    W1, b1, W2, b2 : Encoder
        Last weights and biases, in shape and dtype of the first.

    Raises
    ------
    ValueError
        If a shape or dtype does not fit, `eta` is negative or `steps` is no whole number of at least 0.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> first = rng.normal(size=(8, 3)), np.zeros(3), rng.normal(size=(3, 8)), np.zeros(8)
    >>> W1, b1, W2, b2 = encoder_8_3_8(*first, eta=2.0, steps=1000)
    >>> codes, _ = sigmoid(W1 + b1)
    >>> outputs, _ = sigmoid(codes @ W2 + b2)
    >>> bool(np.array_equal(outputs > 0.5, np.eye(8) > 0.5))
    True
    """
    for name, array, shape in (("W1", W1, (8, 3)), ("b1", b1, (3,)), ("W2", W2, (3, 8)), ("b2", b2, (8,))):
        require_shape(name, array, shape)
        require_floating(name, array)
    require_number("eta", eta, "[0, inf)")
    x, rate = np.eye(8, dtype=W1.dtype), float(eta)
    parameters = [np.array(parameter) for parameter in (W1, b1, W2, b2)]
    for _ in range(require_whole("steps", steps, 0)):
        a, backward_of_a = affine(x, *parameters[:2])
        h, backward_of_h = sigmoid(a)
        c, backward_of_c = affine(h, *parameters[2:])
        y, backward_of_y = sigmoid(c)
        d_h, d_W2, d_b2 = backward_of_c(backward_of_y(y - x))
        _, d_W1, d_b1 = backward_of_a(backward_of_h(np.asarray(d_h)))
        gradients = (d_W1, d_b1, d_W2, d_b2)
        parameters = [p - rate * np.asarray(d_p) for p, d_p in zip(parameters, gradients, strict=True)]
    return Encoder(*parameters)
