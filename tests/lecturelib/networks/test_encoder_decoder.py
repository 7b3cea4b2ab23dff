"""Encoder and decoder: padding, the state handed over, greedy decoding, arguments."""

import numpy as np
import pytest

from lecturelib.networks import GRU, LSTM, RNN, EncoderDecoder

SOURCE = np.array([[3, 4, 0, 0], [1, 2, 3, 4]])
TARGET = np.array([[1, 5, 3], [1, 6, 2]])


def network(seed=0, **options):
    return EncoderDecoder(5, 7, 3, 4, np.random.default_rng(seed), **options)


@pytest.mark.parametrize(("cell", "layer"), [("lstm", LSTM), ("gru", GRU), ("rnn", RNN)])
def test_the_parts(cell, layer):
    made = network(cell=cell)
    assert type(made.encoder) is type(made.decoder) is layer
    assert type(network().encoder) is LSTM
    parts = ["source.table", "encoder.U", "encoder.W", "encoder.b", "target.table"]
    assert list(made.parameters) == [*parts, "decoder.U", "decoder.W", "decoder.b", "output.W", "output.b"]
    assert made.source.table.shape == (5, 3)
    assert made.target.table.shape == (7, 3)
    assert made.output.W.shape == (4, 7)
    assert not np.array_equal(made.encoder.U, made.decoder.U)


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_gradients_have_the_names_and_shapes_of_the_parameters(cell):
    made = network(cell=cell, dtype=np.float32)
    scores, backward = made.forward((SOURCE, TARGET), training=True)
    d_x, gradients = backward(np.ones_like(scores))
    assert d_x is None
    assert scores.dtype == np.float32
    assert list(gradients) == list(made.parameters)
    for name, array in made.parameters.items():
        assert (gradients[name].shape, gradients[name].dtype) == (array.shape, array.dtype)
        assert np.abs(gradients[name]).max() > 0


def test_padding_is_passed_over():
    made = network(padding=0)
    assert network().padding is None
    scores, backward = made.forward((SOURCE, TARGET))
    shorter, _ = made.forward((SOURCE[:1, :2], TARGET[:1]))
    assert np.allclose(scores[:1], shorter, rtol=1e-13)
    assert not np.allclose(network().forward((SOURCE, TARGET))[0][:1], shorter)
    assert not backward(np.ones_like(scores))[1]["source.table"][0].any()


def test_the_decoder_knows_the_source_and_not_the_future():
    made = network()
    scores, _ = made.forward((SOURCE, TARGET))
    other_source, _ = made.forward((SOURCE[::-1], TARGET))
    assert not np.allclose(scores, other_source)
    later = TARGET.copy()
    later[:, 2] = 4
    changed, _ = made.forward((SOURCE, later))
    assert np.array_equal(scores[:, :2], changed[:, :2])
    assert not np.allclose(scores[:, 2], changed[:, 2])


def stopping(first, second):
    """Return a network whose greedy choice is `first`, if told 1, and otherwise `second`."""
    made = network(cell="rnn")
    for array in made.parameters.values():
        array[...] = 0
    made.target.table[1, 0] = 9
    made.decoder.U[0, 0] = 9
    made.output.W[0, first] = 2
    made.output.b[second] = 1
    return made


def test_decoding_ends_with_the_stop_symbol():
    made = stopping(first=3, second=2)
    written = made.greedy_decode(SOURCE, start=1, stop=2, max_steps=9)
    assert written.dtype == np.int64
    assert np.array_equal(written, [[3, 2], [3, 2]])
    assert np.array_equal(made.greedy_decode(SOURCE, start=1, stop=3, max_steps=9), [[3], [3]])


def test_decoding_ends_with_the_last_step():
    made = stopping(first=3, second=2)
    assert np.array_equal(made.greedy_decode(SOURCE[:1], start=1, stop=6, max_steps=4), [[3, 2, 2, 2]])
    assert np.array_equal(made.greedy_decode(SOURCE[:1], start=1, stop=6, max_steps=1), [[3]])


def test_where_others_go_on_the_stop_symbol_is_repeated():
    made = stopping(first=3, second=2)
    # The first source, symbol 4 alone, makes the decoder write the stop symbol at once, and would then write 2.
    made.source.table[4, 0], made.encoder.U[0, 1], made.decoder.W[1, 2], made.output.W[2, 6] = 9, 9, 9, 8
    assert np.array_equal(made.greedy_decode(np.array([[4], [1]]), start=1, stop=5, max_steps=2), [[6, 2], [3, 2]])
    written = made.greedy_decode(np.array([[4], [1]]), start=1, stop=6, max_steps=3)
    assert np.array_equal(written, [[6, 6, 6], [3, 2, 2]])


def test_an_empty_batch():
    made = network()
    assert made.forward((SOURCE[:0], TARGET[:0]))[0].shape == (0, 3, 7)
    written = made.greedy_decode(SOURCE[:0], start=1, stop=2, max_steps=3)
    assert (written.shape, written.dtype) == ((0, 0), np.int64)


def test_wrong_arguments_are_a_sentence():
    with pytest.raises(ValueError, match=r"""^cell must be "lstm", "gru" or "rnn"; got 'cnn'$"""):
        network(cell="cnn")
    made = network()
    wrong = [
        (SOURCE, "x must be a pair of arrays, source and target symbols; got ndarray"),
        ((SOURCE,), "x must be a pair of arrays, source and target symbols; got tuple"),
        ((SOURCE + 1, TARGET), r"source must lie in \[0, 5\); got 5"),
        ((SOURCE[0], TARGET), r"source must have shape \(N, S\); got shape \(4,\)"),
        ((SOURCE, TARGET + 1), r"target must lie in \[0, 7\); got 7"),
        ((SOURCE, TARGET[:1]), r"target must have shape \(2, T\); got shape \(1, 3\)"),
    ]
    for x, message in wrong:
        with pytest.raises(ValueError, match=f"^{message}$"):
            made.forward(x)
    with pytest.raises(ValueError, match=r"^source must lie in \[0, 5\); got 5$"):
        made.greedy_decode(SOURCE + 1, start=1, stop=2, max_steps=3)
    for start, stop in ((7, 2), (1, 7)):
        with pytest.raises(ValueError, match=r"^start and stop must lie in \[0, 7\); got 7$"):
            made.greedy_decode(SOURCE, start=start, stop=stop, max_steps=3)
    for steps in (0, 2.0):
        with pytest.raises(ValueError, match=f"^max_steps must be a whole number of at least 1; got {steps}$"):
            made.greedy_decode(SOURCE, start=1, stop=2, max_steps=steps)
