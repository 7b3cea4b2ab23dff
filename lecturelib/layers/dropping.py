"""Dropout: units silenced at random in training, and averages over many such silences afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_floating, require_number


def dropout(
    x: Array,
    rate: float,
    rng: np.random.Generator,
    training: bool = True,
    form: Literal["inverted", "standard"] = "inverted",
) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return `x` with a random part of its numbers set to zero, and the function that differentiates this.

    With p the probability of dropping and :math:`m_n` drawn anew for every number, 1 with probability 1 - p:

    .. math::

        \text{inverted:} \quad y_n &= \frac{m_n}{1 - p}\, x_n \text{ in training}, \quad & y_n &= x_n \text{ afterwards}

        \text{standard:} \quad y_n &= m_n x_n \text{ in training}, \quad & y_n &= (1 - p)\, x_n \text{ afterwards}

    Either way the expectation over masks in training is what comes out afterwards. The standard form is that of
    Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks from
    overfitting", 2014, section 4, whose p is the probability of keeping; libraries use the inverted form (their
    section 10), and `rate` as here.

    Parameters
    ----------
    x : ndarray, any shape, floating
        Inputs.
    rate : float
        Probability of dropping, in [0, 1).
    rng : numpy.random.Generator
        Source of the mask.
    training : bool
        Whether to draw a mask.
    form : {"inverted", "standard"}
        Whether the numbers are scaled in training or afterwards.

    Returns
    -------
    y : ndarray, shape and dtype of `x`
        Outputs.
    backward : callable
        Maps dJ/dy to dJ/dx, both of the shape of `x`, through the same mask.

    Raises
    ------
    ValueError
        If `x` is not an array of floating-point numbers, `rate` lies outside [0, 1), or `form` is another word.

    Examples
    --------
    >>> y, backward = dropout(np.ones(6), 0.75, np.random.default_rng(0))
    >>> y
    array([0., 0., 0., 0., 4., 4.])
    >>> backward(np.full(6, 0.5))
    array([0., 0., 0., 0., 2., 2.])
    >>> dropout(np.ones(3), 0.75, np.random.default_rng(0), training=False, form="standard")[0]
    array([0.25, 0.25, 0.25])
    """
    require_floating("x", x)
    require_number("rate", rate, "[0, 1)")
    if form not in ("inverted", "standard"):
        raise ValueError(f'form must be "inverted" or "standard"; got {form!r}')
    kept = 1 - float(rate)
    scale: Array | float
    if training:
        # Float64 draws whatever the dtype of x, so that the same seed gives the same mask.
        scale = np.asarray(rng.random(x.shape) >= rate, dtype=x.real.dtype)
        if form == "inverted":
            scale /= kept
    else:
        scale = kept if form == "standard" else 1.0

    def backward(d_y: Array) -> Array:
        return d_y * scale

    return x * scale, backward


class MonteCarloEstimate(NamedTuple):
    """What `monte_carlo_dropout` returns: mean and standard deviation over the passes, of the shape of one output."""

    mean: Array
    standard_deviation: Array


def monte_carlo_dropout(
    forward: Callable[[Array, np.random.Generator], Array], x: Array, passes: int, rng: np.random.Generator
) -> MonteCarloEstimate:
    r"""Return mean and standard deviation of a random network's output for `x` over several passes.

    .. math::

        \hat y = \frac1T \sum_{t=1}^T f_t(x), \qquad
        \sigma = \sqrt{\frac1T \sum_{t=1}^T \big(f_t(x) - \hat y\big)^2}

    Each pass draws a mask of its own, that is, another member of the ensemble that dropout trains. Gal and Ghahramani,
    "Dropout as a Bayesian approximation: representing model uncertainty in deep learning", 2016, eq. 6 and 7 (whose
    variance adds that of the noise in the data).

    Parameters
    ----------
    forward : callable
        Maps `x` and `rng` to an output; it drops units as in training.
    x : ndarray
        Input, handed to `forward` as it is.
    passes : int
        Number of passes T, at least 1.
    rng : numpy.random.Generator
        Source of all masks, one after the other.

    Returns
    -------
    estimate : MonteCarloEstimate
        Mean and standard deviation, both of the shape of an output.

    Raises
    ------
    ValueError
        If `passes` is not a whole number of at least 1.

    Examples
    --------
    >>> def unit(x, rng):
    ...     return dropout(x, 0.5, rng)[0]
    >>> estimate = monte_carlo_dropout(unit, np.array([3.0]), 4, np.random.default_rng(0))  # passes: 6, 0, 0, 0
    >>> estimate.mean, estimate.standard_deviation.round(4)
    (array([1.5]), array([2.5981]))
    """
    if not isinstance(passes, int | np.integer) or isinstance(passes, bool) or passes < 1:
        raise ValueError(f"passes must be a whole number of at least 1; got {passes!r}")
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return MonteCarloEstimate(outputs.mean(axis=0), outputs.std(axis=0))
