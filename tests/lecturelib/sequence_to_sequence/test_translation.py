import numpy as np
import pytest

from lecturelib.networks import EncoderDecoder
from lecturelib.sequence_to_sequence import DecoderParameters, EncoderParameters, encoder_decoder

SOURCE, TOLD = np.array([[3, 4, 2, 0], [1, 0, 0, 0]]), np.array([[1, 4, 5], [1, 6, 2]])


def as_layers(seed=0):
    """Return the class that does the same, and its parameters as this function takes them."""
    network = EncoderDecoder(5, 7, 3, 4, np.random.default_rng(seed), cell="gru", padding=0)
    read, write = network.encoder, network.decoder
    encoder = EncoderParameters(network.source.table, read.U, read.W, read.b)
    output = network.output.W, network.output.b
    return network, encoder, DecoderParameters(network.target.table, write.U, write.W, write.b, *output)


def test_it_agrees_with_the_layer():
    network, encoder, decoder = as_layers()
    scores, backward = encoder_decoder(SOURCE, TOLD, encoder, decoder)
    expected, expected_backward = network.forward((SOURCE, TOLD))
    np.testing.assert_allclose(scores, expected, rtol=1e-12)
    d_scores = np.random.default_rng(1).standard_normal(scores.shape)
    d_encoder, d_decoder = backward(d_scores)
    _, named = expected_backward(d_scores)
    np.testing.assert_allclose(d_encoder.E, named["source.table"], rtol=1e-10)
    np.testing.assert_allclose(d_encoder.W, named["encoder.W"], rtol=1e-10)
    np.testing.assert_allclose(d_decoder.E, named["target.table"], rtol=1e-10)
    np.testing.assert_allclose(d_decoder.V, named["output.W"], rtol=1e-10)


def test_padding_changes_nothing_and_another_symbol_may_stand_for_it():
    _, encoder, decoder = as_layers()
    short, _ = encoder_decoder(SOURCE[1:, :1], TOLD[1:], encoder, decoder)
    np.testing.assert_allclose(encoder_decoder(SOURCE, TOLD, encoder, decoder)[0][1], short[0], rtol=1e-12)
    fours = np.where(SOURCE[1:] == 0, 4, SOURCE[1:])
    np.testing.assert_allclose(encoder_decoder(fours, TOLD[1:], encoder, decoder, padding=4)[0], short, rtol=1e-12)


def test_a_source_of_padding_alone_hands_over_zeros():
    _, encoder, decoder = as_layers()
    nothing, backward = encoder_decoder(np.zeros((2, 3), int), TOLD, encoder, decoder)
    assert not any(gradient.any() for gradient in backward(np.ones_like(nothing))[0])


def test_what_does_not_fit_is_refused():
    _, encoder, decoder = as_layers()
    with pytest.raises(ValueError, match="source must hold at least one symbol a row"):
        encoder_decoder(np.zeros((2, 0), int), TOLD, encoder, decoder)
    with pytest.raises(ValueError, match="source"):
        encoder_decoder(np.array([[5]]), TOLD[:1], encoder, decoder)
