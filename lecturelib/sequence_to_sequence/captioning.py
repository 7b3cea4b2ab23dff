"""From one picture to a sequence: features of the picture become the state that starts a decoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from lecturelib.arguments import Array
from lecturelib.layers import affine
from lecturelib.sequence_to_sequence.decoding import decoder_scores
from lecturelib.sequence_to_sequence.parameters import BridgeParameters, DecoderParameters


def caption_digit(
    features: Array, told: Array, bridge: Sequence[Array], decoder: Sequence[Array]
) -> tuple[Array, Callable[[Array], tuple[Array, BridgeParameters, DecoderParameters]]]:
    r"""Return the scores of every next letter of a picture's name, and the function that differentiates them.

    .. math:: g_0 = \tanh(f A + a), \qquad g_t = \mathrm{gru\_cell}(E_{y_{t-1}}, g_{t-1}), \qquad s_t = g_t V + c

    Karpathy and Fei-Fei, "Deep visual-semantic alignments for generating image descriptions", 2015, and Vinyals,
    Toshev, Bengio and Erhan, "Show and tell", 2015, tell the decoder the picture at its first step; here it starts it.

    Parameters
    ----------
    features : ndarray, shape (N, F), floating
        Features f of the pictures, such as those of a convolutional network.
    told : ndarray of int, shape (N, T)
        The decoder's inputs y: the start symbol, then the name without its last symbol.
    bridge : BridgeParameters
        A (F, H), a (H,).
    decoder : DecoderParameters
        E (K, D), U (D, 3H), W (H, 3H), b (3H,), V (H, K), c (K,).

    Returns
    -------
    scores : ndarray, shape (N, T, K)
        Unnormalised log-probabilities of the letter after each of the inputs.
    backward : callable
        Maps dJ/d scores, shape (N, T, K), to dJ/d features, shape (N, F), dJ/d bridge, a BridgeParameters, and
        dJ/d decoder, a DecoderParameters.

    Raises
    ------
    ValueError
        If a symbol lies outside [0, K), or the shapes do not fit.

    Examples
    --------
    The feature 0 gives the state 0, whose slope is 1; the decoder's weights of zero halve it.

    >>> writes = np.zeros((2, 1)), np.zeros((1, 3)), np.zeros((1, 3)), np.zeros(3), np.array([[1.0, 0.0]]), np.zeros(2)
    >>> bridge = np.array([[3.0]]), np.array([0.0])
    >>> scores, backward = caption_digit(np.array([[0.0]]), np.array([[1]]), bridge, writes)
    >>> scores, backward(np.array([[[2.0, 0.0]]]))[0]
    (array([[[0., 0.]]]), array([[3.]]))
    """
    A, a = bridge
    h0 = np.tanh(affine(features, A, a)[0])
    scores, back_from_scores = decoder_scores(told, h0, decoder)

    def backward(d_scores: Array) -> tuple[Array, BridgeParameters, DecoderParameters]:
        d_h0, d_decoder = back_from_scores(d_scores)
        d_sums = d_h0 * (1 - h0 * h0)
        return d_sums @ A.T, BridgeParameters(features.T @ d_sums, d_sums.sum(axis=0)), d_decoder

    return scores, backward
