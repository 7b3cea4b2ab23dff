"""Boolean functions by threshold neurons: what one can compute, and XOR, which needs two layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lecturelib.arguments import Array


def boolean_weights(function: str, negated: Sequence[bool] | Array) -> tuple[Array, float]:
    r"""Return weights and bias of one threshold neuron that computes a Boolean function of n inputs in {0, 1}.

    Without negations every weight is 1 and the bias is

    .. math:: b_\text{or} = -\tfrac12, \qquad b_\text{and} = -(n - \tfrac12), \qquad b_\text{majority} = -\tfrac{n}{2}.

    A negated input enters as :math:`1 - x_i`: its weight changes sign and the bias grows by 1.

    Parameters
    ----------
    function : {"and", "or", "majority"}
        Majority means that more than half of the inputs are 1.
    negated : sequence of bool, shape (n,)
        Which inputs are negated first. NOT is ``boolean_weights("and", [True])``.

    Returns
    -------
    w : ndarray, shape (n,), float64
        Weights.
    b : float
        Bias.

    Raises
    ------
    ValueError
        If the function has another name or there is no input.

    Examples
    --------
    >>> boolean_weights("and", [False, True])
    (array([ 1., -1.]), -0.5)
    """
    flags = np.asarray(negated, dtype=bool)
    if flags.ndim != 1 or flags.size == 0:
        raise ValueError(f"negated must be a sequence of one bool for each input; got shape {flags.shape}")
    n = flags.size
    biases = {"or": -0.5, "and": -(n - 0.5), "majority": -0.5 * n}
    if function not in biases:
        raise ValueError(f"function must be 'and', 'or' or 'majority'; got {function!r}")
    return np.where(flags, -1.0, 1.0), biases[function] + float(flags.sum())


class TwoLayerWeights(NamedTuple):
    """A network of two hidden threshold units and one output: W1 (2, 2), b1 (2,), w2 (2,), b2."""

    W1: Array
    b1: Array
    w2: Array
    b2: float


def xor_network() -> TwoLayerWeights:
    r"""Return the weights of a two-layer network of threshold neurons that computes XOR.

    .. math:: v_1 = x_1 \wedge \neg x_2, \qquad v_2 = x_2 \wedge \neg x_1, \qquad y = v_1 \vee v_2

    One threshold neuron cannot: Minsky and Papert, "Perceptrons", 1969.

    Returns
    -------
    W1, b1, w2, b2 : TwoLayerWeights
        Column j of W1 (2, 2) and entry j of b1 (2,) belong to hidden unit j; w2 (2,) and b2 to the output unit.

    Examples
    --------
    >>> W1, b1, w2, b2 = xor_network()
    >>> hidden = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ W1 + b1 > 0
    >>> hidden @ w2 + b2 > 0
    array([False,  True,  True, False])
    """
    return TwoLayerWeights(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([-0.5, -0.5]), np.array([1.0, 1.0]), -0.5)
