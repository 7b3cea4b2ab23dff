"""lecturelib.sequence_models.tagger: what a tag hangs on, words that come often, any recurrent layer, and refusals."""

import numpy as np
import pytest

from lecturelib.recurrent import gru, rnn
from lecturelib.sequence_models import TaggerParameters, sequence_tagger


def drawn(seed, blocks=1):
    rng = np.random.default_rng(seed)
    shapes = ((5, 2), (2, 3 * blocks), (3, 3 * blocks), (3 * blocks,), (3, 4), (4,))
    return TaggerParameters(*(rng.standard_normal(shape) for shape in shapes))


def test_a_tag_hangs_on_the_words_before_it_and_not_on_those_after():
    parameters = drawn(0)
    scores, changed_first, changed_last = (
        sequence_tagger(rnn, np.array([words]), parameters)[0][0] for words in ([1, 2, 3], [0, 2, 3], [1, 2, 4])
    )
    assert np.abs(scores - changed_first).max(axis=1).min() > 1e-4
    np.testing.assert_array_equal(scores[:2], changed_last[:2])


def test_sentences_do_not_know_of_each_other():
    parameters = drawn(1)
    both, _ = sequence_tagger(rnn, np.array([[1, 2], [3, 4]]), parameters)
    alone, _ = sequence_tagger(rnn, np.array([[3, 4]]), parameters)
    np.testing.assert_allclose(both[1], alone[0], rtol=1e-12)


def test_words_that_do_not_come_get_no_gradient():
    parameters = drawn(2)
    _, backward = sequence_tagger(rnn, np.array([[1, 3, 1]]), parameters)
    d_E = backward(np.ones((1, 3, 4))).E
    assert d_E.any(axis=1).tolist() == [False, True, False, True, False]


def test_other_recurrent_layers_fit():
    parameters = drawn(3, blocks=3)
    scores, backward = sequence_tagger(gru, np.array([[0, 1, 2]]), parameters)
    assert [g.shape for g in backward(np.ones_like(scores))] == [p.shape for p in parameters]


def test_bad_words_are_named():
    with pytest.raises(ValueError, match=r"^ids must lie in \[0, 5\); got 5$"):
        sequence_tagger(rnn, np.array([[0, 5]]), drawn(4))
    with pytest.raises(ValueError, match=r"^words must have shape \(N, T\); got shape \(2,\)$"):
        sequence_tagger(rnn, np.array([0, 1]), drawn(4))
