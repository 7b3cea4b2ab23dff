"""A tagger: a tag for every word of a sentence, which may hang on the words before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_shape
from lecturelib.layers import affine, embedding


class TaggerParameters(NamedTuple):
    """A tagger: vectors E (K, D); U (D, H), W (H, H), b (H,) of the recurrence; V (H, M), c (M,) of the scores."""

    E: Array
    U: Array
    W: Array
    b: Array
    V: Array
    c: Array


def sequence_tagger(
    rnn: Callable[..., Any], words: Array, parameters: TaggerParameters
) -> tuple[Array, Callable[[Array], TaggerParameters]]:
    r"""Return the scores of every tag at every word, and the function that differentiates them.

    .. math:: x_t = E_{i_t}, \qquad h_t = \mathrm{rnn}(x_t, h_{t-1}), \qquad o_t = h_t V + c

    where i are the numbers of the words, and the state before the first one is zero. Graves, "Supervised sequence
    labelling with recurrent neural networks", 2012, section 3.2; with vectors for words as in Collobert and others,
    "Natural language processing (almost) from scratch", 2011.

    Parameters
    ----------
    rnn : callable
        A recurrent layer: maps x (N, T, D), h0 (N, H) and (U, W, b) to the states (N, T, H) and a backward function
        from dJ/d states to dJ/dx, dJ/dh0 and dJ/d(U, W, b), such as `lecturelib.recurrent.rnn`.
    words : ndarray of int, shape (N, T)
        Sentences of T words, in [0, K); shorter ones are filled up at their end with any of them.
    parameters : TaggerParameters
        E (K, D), U (D, H), W (H, H), b (H,), V (H, M), c (M,).

    Returns
    -------
    scores : ndarray, shape (N, T, M)
        One for each tag; those of a word do not hang on the words after it.
    backward : callable
        Maps dJ/d scores to dJ/d parameters, a TaggerParameters: a word that occurs often collects a sum.

    Raises
    ------
    ValueError
        If `words` are no whole numbers in [0, K), or the shapes do not fit.

    Examples
    --------
    A word whose state is tanh(100) = 1, and twice its negative, which the recurrence does not see.

    >>> from lecturelib.recurrent import rnn
    >>> one = np.ones((1, 1))
    >>> parameters = TaggerParameters(np.array([[-9.0], [9.0]]), 100 * one, 0 * one, np.zeros(1), one, np.zeros(1))
    >>> scores, backward = sequence_tagger(rnn, np.array([[1, 0, 0]]), parameters)
    >>> scores.ravel()
    array([ 1., -1., -1.])
    >>> backward(np.ones((1, 3, 1))).c
    array([3.])
    """
    E, U, W, b, V, c = parameters
    require_shape("words", words, ("N", "T"))
    x, embedding_backward = embedding(words, E)
    states, rnn_backward = rnn(x, np.zeros((len(words), len(W)), W.dtype), (U, W, b))
    scores, affine_backward = affine(states, V, c)

    def backward(d_scores: Array) -> TaggerParameters:
        of_scores: Any = affine_backward(d_scores)
        d_states, d_V, d_c = of_scores
        d_x, _, (d_U, d_W, d_b) = rnn_backward(d_states)
        return TaggerParameters(embedding_backward(d_x), d_U, d_W, d_b, d_V, d_c)

    return scores, backward
