"""The decoder: a recurrent network that is started by a state and tells the next symbol at every step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_classes, require_whole
from lecturelib.layers import affine, embedding
from lecturelib.recurrent import GRUParameters, gru
from lecturelib.sequence_to_sequence.parameters import DecoderParameters


def decoder_scores(
    told: Array, h0: Array, decoder: Sequence[Array]
) -> tuple[Array, Callable[[Array], tuple[Array, DecoderParameters]]]:
    r"""Return the scores of every next symbol when the true symbols so far are told, and the backward function.

    .. math:: g_t = \mathrm{gru\_cell}(E_{y_{t-1}}, g_{t-1}), \qquad g_0 = h_0, \qquad s_t = g_t V + c

    Telling the truth, whatever the network would have said, is teacher forcing: Williams and Zipser, "A learning
    algorithm for continually running fully recurrent neural networks", 1989.

    Parameters
    ----------
    told : ndarray of int, shape (N, T)
        The decoder's inputs y: the start symbol, then the target without its last symbol.
    h0 : ndarray, shape (N, H), floating
        The state that starts it.
    decoder : DecoderParameters
        E (K, D), U (D, 3H), W (H, 3H), b (3H,), V (H, K), c (K,).

    Returns
    -------
    scores : ndarray, shape (N, T, K)
        Unnormalised log-probabilities of the symbol after each of the inputs.
    backward : callable
        Maps dJ/d scores, shape (N, T, K), to dJ/dh0, shape (N, H), and dJ/d decoder, a DecoderParameters.

    Raises
    ------
    ValueError
        If a symbol lies outside [0, K), or the shapes do not fit.

    Examples
    --------
    Weights of zero halve the state at every step; the scores are a half and a quarter of the first state.

    >>> zeros = np.zeros((3, 1)), np.zeros((1, 3)), np.zeros((1, 3)), np.zeros(3)
    >>> scores, backward = decoder_scores(np.array([[1, 0]]), np.array([[8.0]]), (*zeros, np.ones((1, 3)), np.zeros(3)))
    >>> scores
    array([[[4., 4., 4.],
            [2., 2., 2.]]])
    >>> backward(np.array([[[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]]))[0]
    array([[0.5]])
    """
    E, U, W, b, V, c = decoder
    require_classes("told", told, ("N", "T"), len(E))
    vectors, back_from_vectors = embedding(told, E)
    states, back_from_states = gru(vectors, h0, GRUParameters(U, W, b))
    back_from_scores: Any  # asked for everything, it leaves nothing out
    scores, back_from_scores = affine(states, V, c)

    def backward(d_scores: Array) -> tuple[Array, DecoderParameters]:
        d_states, *d_output = back_from_scores(d_scores)
        d_vectors, d_h0, d_gru = back_from_states(d_states)
        return d_h0, DecoderParameters(back_from_vectors(d_vectors), *d_gru, *d_output)

    return scores, backward


def greedy_decode(h0: Array, decoder: Sequence[Array], start: int, stop: int, max_steps: int) -> Array:
    r"""Return what a decoder writes when it is told its own symbols, always the likeliest.

    .. math:: y_t = \arg\max_k s_{tk}, \qquad y_0 = \mathrm{start}

    with the scores s of `decoder_scores`. Sutskever, Vinyals and Le, "Sequence to sequence learning with neural
    networks", 2014, who also keep several candidates.

    Parameters
    ----------
    h0 : ndarray, shape (N, H), floating
        The state that starts the decoder.
    decoder : DecoderParameters
        E (K, D), U (D, 3H), W (H, 3H), b (3H,), V (H, K), c (K,).
    start, stop : int
        The symbol that it is told first, and the one that ends a sequence.
    max_steps : int
        Most symbols to write, at least 1.

    Returns
    -------
    ids : ndarray of int64, shape (N, T)
        Symbols written, T at most `max_steps`: up to the stop symbol, which is repeated where others go on longer.

    Raises
    ------
    ValueError
        If `start` or `stop` lies outside [0, K), `max_steps` is below 1, or the shapes do not fit.

    Examples
    --------
    Weights of zero: the bias alone decides, and symbol 2 is the likeliest at every step.

    >>> zeros = np.zeros((3, 1)), np.zeros((1, 3)), np.zeros((1, 3)), np.zeros(3), np.zeros((1, 3))
    >>> greedy_decode(np.zeros((1, 1)), (*zeros, np.array([0.0, 1.0, 2.0])), start=1, stop=0, max_steps=3)
    array([[2, 2, 2]])
    >>> greedy_decode(np.zeros((1, 1)), (*zeros, np.array([0.0, 1.0, 2.0])), start=1, stop=2, max_steps=3)
    array([[2]])
    """
    E, U, W, b, V, c = decoder
    require_whole("max_steps", max_steps, 1)
    require_classes("start and stop", np.array([start, stop]), (2,), len(E))
    state, symbol, written = h0, np.full(len(h0), start), np.zeros((len(h0), 0), dtype=np.int64)
    stopped = np.zeros(len(h0), dtype=bool)
    while written.shape[1] < max_steps and not stopped.all():
        states, _ = gru(E[symbol][:, None], state, GRUParameters(U, W, b))
        state = states[:, 0]
        symbol = np.where(stopped, stop, affine(state, V, c)[0].argmax(axis=1))
        stopped = symbol == stop
        written = np.concatenate([written, symbol[:, None]], axis=1)
    return written
