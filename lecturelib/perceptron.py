"""The perceptron: a threshold neuron that learns from its mistakes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_labels, require_shape


def perceptron_update(w: Array, b: float, x: Array, y: float) -> tuple[Array, float]:
    r"""Return weights and bias after one step of the perceptron rule on one example.

    .. math:: w \leftarrow w + y x, \qquad b \leftarrow b + y \qquad \text{if the neuron's answer is not } y

    The neuron answers +1 where it fires, :math:`w \cdot x + b > 0`, and -1 elsewhere. Rosenblatt, "The perceptron: a
    probabilistic model for information storage and organization in the brain", 1958.

    Parameters
    ----------
    w : ndarray, shape (D,)
        Weights.
    b : float
        Bias.
    x : ndarray, shape (D,)
        One input.
    y : float
        Its label, -1 or +1.

    Returns
    -------
    w, b : ndarray of shape (D,), float
        New weights and bias; the arguments are left as they are.

    Raises
    ------
    ValueError
        If the shapes do not fit or the label is not -1 or +1.

    Examples
    --------
    >>> perceptron_update(np.array([1.0, 0.0]), 0.0, np.array([2.0, 1.0]), -1)
    (array([-1., -1.]), -1.0)
    """
    sizes = require_shape("x", x, ("D",))
    require_shape("w", w, (sizes["D"],))
    require_labels("y", y, (-1, 1))
    answer = 1 if x @ w + b > 0 else -1
    if answer == y:
        return w.copy(), b
    # A whole number of NumPy's would widen float32; a Python float takes on the dtype of what it is multiplied with.
    label = float(y)
    return w + label * x, b + label


class PerceptronFit(NamedTuple):
    """What `fit_perceptron` returns: weights (D,), bias, and the mistakes of each epoch (E,)."""

    w: Array
    b: float
    mistakes: Array


def fit_perceptron(x: Array, y: Array, max_epochs: int = 100) -> PerceptronFit:
    r"""Train a threshold neuron by the perceptron rule, starting from zeros.

    The rows are visited in order, epoch after epoch, until an epoch passes without a mistake. On separable data that
    happens after at most :math:`(R / \gamma)^2` mistakes, where R is the largest norm of an input with a 1 appended and
    :math:`\gamma` the margin (Novikoff, "On convergence proofs on perceptrons", 1962); on other data never.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input a row.
    y : ndarray, shape (N,)
        Labels, -1 or +1.
    max_epochs : int
        Give up after so many epochs.

    Returns
    -------
    w, b, mistakes : PerceptronFit
        Weights (D,), bias, and the number of mistakes in each epoch (E,), E <= `max_epochs`; the last is 0 if
        training converged.

    Raises
    ------
    ValueError
        If the shapes do not fit, a label is not -1 or +1, or `max_epochs` is less than 1.

    Examples
    --------
    >>> fit = fit_perceptron(np.array([[2.0], [-1.0]]), np.array([1, -1]))
    >>> fit.w, float(fit.b), fit.mistakes
    (array([2.]), 1.0, array([1, 0]))
    """
    sizes = require_shape("x", x, ("N", "D"))
    require_shape("y", y, (sizes["N"],))
    require_labels("y", y, (-1, 1))
    if max_epochs < 1:
        raise ValueError(f"max_epochs must be at least 1; got {max_epochs}")
    w, b = np.zeros(sizes["D"], dtype=x.dtype), x.dtype.type(0)
    mistakes: list[int] = []
    while len(mistakes) < max_epochs and 0 not in mistakes:
        mistakes.append(0)
        for row, label in zip(x, y, strict=True):
            answer = 1 if row @ w + b > 0 else -1
            if answer != label:
                w, b = w + float(label) * row, b + float(label)
                mistakes[-1] += 1
    return PerceptronFit(w, b, np.array(mistakes))
