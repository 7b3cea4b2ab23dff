"""A language model of characters: in training it is told the true text, in use it is told what it wrote itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_classes, require_number, require_shape
from lecturelib.layers import affine
from lecturelib.losses import sequence_cross_entropy


class LanguageModelParameters(NamedTuple):
    """A language model of K symbols: U (K, H), W (H, H) and b (H,) of the recurrence, V (H, K) and c (K,) of scores."""

    U: Array
    W: Array
    b: Array
    V: Array
    c: Array


def character_language_model(
    rnn: Callable[..., Any], ids: Array, parameters: LanguageModelParameters
) -> tuple[Any, Callable[[float], LanguageModelParameters]]:
    r"""Return how badly a language model predicts texts, and the function that differentiates it.

    .. math::

        h_t = \mathrm{rnn}(x_t, h_{t-1}), \qquad o_t = h_t V + c, \qquad
        L = -\frac1N \sum_n \sum_{t=1}^{T-1} \log \mathrm{softmax}(o_{nt})_{i_{n,t+1}}

    where x is the one-hot vector of the symbol i, and the state before the first step is zero. At each step the model
    is told the true symbol, whatever it predicted, and predicts the next one: Goodfellow, Bengio and Courville, "Deep
    Learning", 2016, section 10.2.3; Sutskever, Martens and Hinton, "Generating text with recurrent neural networks",
    2011. The first symbol is given, not predicted.

    Parameters
    ----------
    rnn : callable
        A recurrent layer: maps x (N, T, K), h0 (N, H) and (U, W, b) to the states (N, T, H) and a backward function
        from dJ/d states to dJ/dx, dJ/dh0 and dJ/d(U, W, b), such as `lecturelib.recurrent.rnn`.
    ids : ndarray of int, shape (N, T)
        Texts of T symbols, in [0, K).
    parameters : LanguageModelParameters
        U (K, H), W (H, H), b (H,), V (H, K), c (K,).

    Returns
    -------
    loss : scalar, dtype of the parameters
        L in nats: the sum over the steps, the mean over the texts.
    backward : callable
        Maps dJ/dL, a number, to dJ/d parameters, a LanguageModelParameters.

    Raises
    ------
    ValueError
        If `ids` are no whole numbers in [0, K), or the shapes do not fit.

    Examples
    --------
    With parameters of zero each of two symbols is as likely as the other.

    >>> from lecturelib.recurrent import rnn
    >>> zeros = [np.zeros(shape) for shape in ((2, 1), (1, 1), (1,), (1, 2), (2,))]
    >>> loss, backward = character_language_model(rnn, np.array([[0, 1, 1]]), LanguageModelParameters(*zeros))
    >>> bool(np.isclose(loss, 2 * np.log(2)))
    True
    >>> backward(1.0).c
    array([ 1., -1.])
    """
    U, W, b, V, c = parameters
    require_classes("ids", ids, ("N", "T"), len(U))
    x = np.eye(len(U), dtype=U.dtype)[ids[:, :-1]]
    states, rnn_backward = rnn(x, np.zeros((len(ids), len(W)), W.dtype), (U, W, b))
    scores, affine_backward = affine(states, V, c)
    loss, loss_backward = sequence_cross_entropy(scores, ids[:, 1:])

    def backward(d_loss: float) -> LanguageModelParameters:
        of_scores: Any = affine_backward(loss_backward(d_loss))
        d_states, d_V, d_c = of_scores
        _, _, (d_U, d_W, d_b) = rnn_backward(d_states)
        return LanguageModelParameters(d_U, d_W, d_b, d_V, d_c)

    return loss, backward


def generate_text(
    rnn_cell: Callable[..., Any],
    prompt: Array,
    draws: Array,
    parameters: LanguageModelParameters,
    temperature: float = 1.0,
) -> Array:
    r"""Return the symbols that a language model writes after a prompt, each of which it is told before the next.

    .. math:: p_t = \mathrm{softmax}(o_t / \tau), \qquad i_{t+1} = \min \{k : p_{t0} + \dots + p_{tk} > u_t\}

    For numbers u that are drawn evenly from [0, 1) the symbol k comes with probability :math:`p_k` (Devroye,
    "Non-uniform random variate generation", 1986, section III.2). The temperature is that of Ackley, Hinton and
    Sejnowski, "A learning algorithm for Boltzmann machines", 1985.

    Parameters
    ----------
    rnn_cell : callable
        One step: maps x (1, K), h (1, H) and (U, W, b) to the new state (1, H) and a backward function, which is not
        used, such as `lecturelib.recurrent.rnn_cell`.
    prompt : ndarray of int, shape (P,)
        Symbols that the model is told first, at least one, in [0, K).
    draws : ndarray, shape (S,), floating
        Numbers u in [0, 1), one for each symbol to write.
    parameters : LanguageModelParameters
        U (K, H), W (H, H), b (H,), V (H, K), c (K,).
    temperature : float
        tau, larger than 0: below 1 likely symbols come more often, above 1 less often.

    Returns
    -------
    ids : ndarray of int64, shape (S,)
        The symbols written, without the prompt.

    Raises
    ------
    ValueError
        If the prompt is empty or no whole numbers in [0, K), or the temperature is not larger than 0.

    Examples
    --------
    Weights of zero leave c alone: three symbols of probability 1/4, 1/4 and 1/2.

    >>> from lecturelib.recurrent import rnn_cell
    >>> parts = [np.zeros(shape) for shape in ((3, 1), (1, 1), (1,), (1, 3))]
    >>> parameters = LanguageModelParameters(*parts, c=np.log([1.0, 1.0, 2.0]))
    >>> generate_text(rnn_cell, np.array([0]), np.array([0.0, 0.3, 0.6, 0.99]), parameters)
    array([0, 1, 2, 2])
    """
    U, W, b, V, c = parameters
    require_classes("prompt", prompt, ("P",), len(U))
    if len(prompt) == 0:
        raise ValueError("prompt must hold at least one symbol; got none")
    require_shape("draws", draws, ("S",))
    require_number("temperature", temperature, "(0, inf)")
    x, h = np.eye(len(U), dtype=U.dtype), np.zeros((1, len(W)), W.dtype)
    for symbol in prompt:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    written = np.empty(len(draws), np.int64)
    for place, draw in enumerate(draws):
        scores = (h[0] @ V + c) / temperature
        # As shares of the total: the last of the running sums is never below what was drawn.
        sums = np.cumsum(np.exp(scores - scores.max()))
        written[place] = np.searchsorted(sums, draw * sums[-1], side="right")
        h, _ = rnn_cell(x[[written[place]]], h, (U, W, b))
    return written
