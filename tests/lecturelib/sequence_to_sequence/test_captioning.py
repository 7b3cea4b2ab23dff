import numpy as np
import pytest

from lecturelib.sequence_to_sequence import BridgeParameters, caption_digit, decoder_scores
from tests.lecturelib.sequence_to_sequence.test_decoding import drawn

TOLD = np.array([[1, 3, 4], [1, 5, 5]])


def bridge(dtype=np.float64):
    rng = np.random.default_rng(3)
    return BridgeParameters(rng.standard_normal((2, 4)).astype(dtype), rng.standard_normal(4).astype(dtype))


def test_it_is_a_decoder_that_the_picture_starts():
    features, (A, a) = np.random.default_rng(0).standard_normal((2, 2)), bridge()
    scores, backward = caption_digit(features, TOLD, (A, a), drawn(0))
    expected, expected_backward = decoder_scores(TOLD, np.tanh(features @ A + a), drawn(0))
    np.testing.assert_allclose(scores, expected, rtol=1e-13)
    for got, wanted in zip(backward(np.ones_like(scores))[2], expected_backward(np.ones_like(scores))[1], strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-12)


def test_gradients_keep_shapes_and_single_precision():
    features, parameters = np.ones((2, 2), np.float32), bridge(np.float32)
    scores, backward = caption_digit(features, TOLD, parameters, drawn(0, dtype=np.float32))
    d_features, d_bridge, _ = backward(np.ones_like(scores))
    assert d_features.shape == features.shape
    assert [each.shape for each in d_bridge] == [each.shape for each in parameters]
    assert {each.dtype for each in (d_features, *d_bridge)} == {np.dtype(np.float32)}


def test_features_of_another_size_are_refused():
    with pytest.raises(ValueError, match="x must have shape"):
        caption_digit(np.ones((2, 3)), TOLD, bridge(), drawn(0))
