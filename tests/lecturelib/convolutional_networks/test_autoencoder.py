from itertools import pairwise

import numpy as np
import pytest

from lecturelib.convolutional_networks import conv_autoencoder


def encoder_of(rng, *channels):
    return [(rng.standard_normal((f, c, 3, 3)), rng.standard_normal(f)) for c, f in pairwise(channels)]


def decoder_of(rng, *channels):
    return [(rng.standard_normal((*pair, 2, 2)), rng.standard_normal(pair[1])) for pair in pairwise(channels)]


def test_codes_are_small_and_reconstructions_have_the_shape_of_the_images():
    rng = np.random.default_rng(0)
    x = rng.random((5, 1, 8, 8))
    (reconstruction, codes), _ = conv_autoencoder(x, encoder_of(rng, 1, 6, 3), decoder_of(rng, 3, 6, 1))
    assert reconstruction.shape == x.shape
    assert codes.shape == (5, 3, 2, 2)
    assert codes.min() >= 0
    assert 0 <= reconstruction.min() < reconstruction.max() <= 1


def test_the_reconstruction_hangs_on_the_code_alone():
    """Images that differ where no window's largest number is, have one code."""
    one, four, zero = np.ones((1, 1, 1, 1)), np.ones((1, 1, 2, 2)), np.zeros(1)
    first, second = np.array([[[[9.0, 1.0], [2.0, 3.0]]]]), np.array([[[[9.0, 5.0], [0.0, 8.0]]]])
    answers = [conv_autoencoder(x, [(one, zero)], [(four, zero)])[0] for x in (first, second)]
    assert np.array_equal(answers[0][0], answers[1][0])


def test_what_is_asked_of_the_codes_reaches_the_encoder_and_not_the_decoder():
    rng = np.random.default_rng(1)
    x, encoder, decoder = rng.random((2, 1, 4, 4)), encoder_of(rng, 1, 3), decoder_of(rng, 3, 1)
    (reconstruction, codes), backward = conv_autoencoder(x, encoder, decoder)
    d_x, d_encoder, d_decoder = backward(np.zeros_like(reconstruction), np.ones_like(codes))
    assert all(not each.any() for pair in d_decoder for each in pair)
    assert all(each.any() for pair in d_encoder for each in pair)
    assert d_x.any()


def test_the_two_ways_back_add_up():
    rng = np.random.default_rng(2)
    (reconstruction, codes), backward = conv_autoencoder(
        rng.random((2, 1, 4, 4)), encoder_of(rng, 1, 3), decoder_of(rng, 3, 1)
    )
    d_r, d_c = rng.standard_normal(reconstruction.shape), rng.standard_normal(codes.shape)
    parts = backward(d_r, np.zeros_like(d_c))[0] + backward(np.zeros_like(d_r), d_c)[0]
    np.testing.assert_allclose(backward(d_r, d_c)[0], parts, rtol=1e-12)


def test_gradients_keep_float32_and_stand_where_their_parameters_do():
    rng = np.random.default_rng(3)
    encoder, decoder = (
        [tuple(each.astype(np.float32) for each in pair) for pair in stages]
        for stages in (encoder_of(rng, 1, 2), decoder_of(rng, 2, 1))
    )
    x = rng.random((2, 1, 4, 4), dtype=np.float32)
    (reconstruction, codes), backward = conv_autoencoder(x, encoder, decoder)
    d_x, d_encoder, d_decoder = backward(reconstruction, codes)
    pairs = [(d_x, x)]
    for gradients, parameters in ((d_encoder, encoder), (d_decoder, decoder)):
        pairs += list(zip(gradients[0], parameters[0], strict=True))
    assert [(g.shape, g.dtype) for g, _ in pairs] == [(p.shape, np.float32) for _, p in pairs]


def test_kernels_that_do_not_fit_are_a_sentence():
    rng = np.random.default_rng(4)
    with pytest.raises(ValueError, match=r"^kernels must have shape"):
        conv_autoencoder(rng.random((2, 1, 4, 4)), encoder_of(rng, 1, 3), decoder_of(rng, 2, 1))
