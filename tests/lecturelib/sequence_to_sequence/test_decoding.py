import numpy as np
import pytest

from lecturelib.sequence_to_sequence import DecoderParameters, decoder_scores, greedy_decode

START, STOP = 1, 2


def drawn(seed, symbols=6, features=3, hidden=4, dtype=np.float64):
    rng = np.random.default_rng(seed)
    shapes = (
        (symbols, features),
        (features, 3 * hidden),
        (hidden, 3 * hidden),
        (3 * hidden,),
        (hidden, symbols),
        (symbols,),
    )
    return DecoderParameters(*(rng.standard_normal(shape).astype(dtype) for shape in shapes))


def test_scores_at_a_step_do_not_depend_on_what_is_told_later():
    told = np.array([[1, 3, 4, 5], [1, 3, 0, 2]])
    scores, _ = decoder_scores(told, np.full((2, 4), 0.3), drawn(0))
    np.testing.assert_allclose(scores[0, :2], scores[1, :2], rtol=1e-13)
    assert not np.allclose(scores[0, 2:], scores[1, 2:])


def test_gradients_are_named_as_the_parameters_and_have_their_shapes():
    decoder = drawn(1, dtype=np.float32)
    scores, backward = decoder_scores(np.array([[1, 3]]), np.ones((1, 4), np.float32), decoder)
    d_h0, d_decoder = backward(np.ones_like(scores))
    assert d_h0.shape == (1, 4)
    assert [each.shape for each in d_decoder] == [each.shape for each in decoder]
    assert {each.dtype for each in (d_h0, *d_decoder)} == {np.dtype(np.float32)}


@pytest.mark.parametrize("seed", range(5))
def test_greedy_decoding_is_the_likeliest_symbol_of_the_told_scores(seed):
    decoder, h0 = drawn(seed), np.random.default_rng(seed).uniform(-1, 1, (3, 4))
    ids = greedy_decode(h0, decoder, START, STOP, 5)
    for row, first in zip(ids, h0, strict=True):
        told = np.array([[START, *row[:-1]]])
        best = decoder_scores(told, first[None], decoder)[0][0].argmax(axis=1)
        ended = np.flatnonzero(row == STOP)
        written = len(row) if not ended.size else ended[0] + 1
        assert row[:written].tolist() == best[:written].tolist()
        assert set(row[written:].tolist()) <= {STOP}


def test_decoding_ends_when_all_rows_have_stopped():
    decoder = drawn(0)
    decoder.V[...], decoder.c[...] = 0, np.arange(6) == STOP
    assert greedy_decode(np.zeros((2, 4)), decoder, START, STOP, 5).tolist() == [[STOP], [STOP]]
    assert greedy_decode(np.zeros((0, 4)), decoder, START, STOP, 5).shape == (0, 0)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="told"):
        decoder_scores(np.array([[6]]), np.zeros((1, 4)), drawn(0))
    with pytest.raises(ValueError, match="start and stop"):
        greedy_decode(np.zeros((1, 4)), drawn(0), START, 6, 3)
    with pytest.raises(ValueError, match="max_steps must be a whole number of at least 1; got 0"):
        greedy_decode(np.zeros((1, 4)), drawn(0), START, STOP, 0)
