"""From sequence to sequence: one recurrent network reads, and its last state starts another, which writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from lecturelib.arguments import Array, require_classes
from lecturelib.layers import embedding
from lecturelib.recurrent import GRUParameters, gru
from lecturelib.sequence_to_sequence.decoding import decoder_scores
from lecturelib.sequence_to_sequence.parameters import DecoderParameters, EncoderParameters


def encoder_decoder(
    source: Array, told: Array, encoder: Sequence[Array], decoder: Sequence[Array], padding: int = 0
) -> tuple[Array, Callable[[Array], tuple[EncoderParameters, DecoderParameters]]]:
    r"""Return the scores of every next symbol of a translation, and the function that differentiates them.

    .. math::

        h_t = \mathrm{gru\_cell}(E_{x_t}, h_{t-1}), \quad h_0 = 0, \qquad
        g_t = \mathrm{gru\_cell}(E'_{y_{t-1}}, g_{t-1}), \quad g_0 = h_S, \qquad s_t = g_t V + c

    Cho, van Merrienboer and others, "Learning phrase representations using RNN encoder-decoder for statistical machine
    translation", 2014; as by Sutskever, Vinyals and Le, 2014, the reader's last state only starts the writer. The
    decoder is told the true symbols so far (teacher forcing).

    Parameters
    ----------
    source : ndarray of int, shape (N, S)
        Symbols to read, at least one in a row; the encoder passes over padding.
    told : ndarray of int, shape (N, T)
        The decoder's inputs y: the start symbol, then the target without its last symbol.
    encoder : EncoderParameters
        E (L, D), U (D, 3H), W (H, 3H), b (3H,).
    decoder : DecoderParameters
        E' (K, D), U (D, 3H), W (H, 3H), b (3H,), V (H, K), c (K,).
    padding : int
        The source's symbol that fills up short rows.

    Returns
    -------
    scores : ndarray, shape (N, T, K)
        Unnormalised log-probabilities of the symbol after each of the inputs.
    backward : callable
        Maps dJ/d scores, shape (N, T, K), to dJ/d encoder, an EncoderParameters, and dJ/d decoder, a
        DecoderParameters.

    Raises
    ------
    ValueError
        If a symbol lies outside its range, `source` has no column, or the shapes do not fit.

    Examples
    --------
    All weights are zero but the candidate's bias in the encoder, atanh(1/2) after three equal halves: reading one
    symbol makes the state 1/2 * 1/2, and the decoder halves it again.

    >>> reads = np.zeros((2, 1)), np.zeros((1, 3)), np.zeros((1, 3)), np.array([0.0, 0.0, np.arctanh(0.5)])
    >>> writes = np.zeros((2, 1)), np.zeros((1, 3)), np.zeros((1, 3)), np.zeros(3), np.array([[8.0, 0.0]]), np.zeros(2)
    >>> encoder_decoder(np.array([[1, 0]]), np.array([[1]]), reads, writes)[0].round(12)
    array([[[1., 0.]]])
    """
    E, U, W, b = encoder
    require_classes("source", source, ("N", "S"), len(E))
    if source.shape[1] == 0:
        raise ValueError(f"source must hold at least one symbol a row; got shape {source.shape}")
    vectors, back_from_vectors = embedding(source, E)
    states, back_from_states = gru(vectors, None, GRUParameters(U, W, b), source != padding)
    scores, back_from_scores = decoder_scores(told, states[:, -1], decoder)

    def backward(d_scores: Array) -> tuple[EncoderParameters, DecoderParameters]:
        d_last, d_decoder = back_from_scores(d_scores)
        d_states = np.zeros_like(states)
        d_states[:, -1] = d_last
        d_vectors, _, d_gru = back_from_states(d_states)
        return EncoderParameters(back_from_vectors(d_vectors), *d_gru), d_decoder

    return scores, backward
