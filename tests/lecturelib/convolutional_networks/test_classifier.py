import numpy as np
import pytest

from lecturelib.convolutional_networks import cnn


def network(rng, images=3, dtype=np.float64):
    drawn = [(6, 1, 8, 8), (4, 1, 3, 3), (4,), (5, 4, 3, 3), (5,), (20, 2), (2,)]
    x, K1, b1, K2, b2, W, b = (rng.standard_normal(shape).astype(dtype) for shape in drawn)
    return x[:images], [(K1, b1), (K2, b2)], W, b


def test_the_layers_of_each_stage_and_the_scores_come_in_order():
    responses, _ = cnn(*network(np.random.default_rng(0)))
    assert [each.shape for each in responses] == [
        *[(3, 4, 8, 8)] * 2,
        (3, 4, 4, 4),
        *[(3, 5, 4, 4)] * 2,
        (3, 5, 2, 2),
        (3, 2),
    ]
    assert responses[0].min() < 0
    assert np.array_equal(responses[1], np.maximum(responses[0], 0))


def test_an_image_s_scores_do_not_depend_on_its_neighbours():
    x, *parameters = network(np.random.default_rng(1))
    together = cnn(x, *parameters)[0][-1]
    alone = np.concatenate([cnn(each[None], *parameters)[0][-1] for each in x])
    np.testing.assert_allclose(together, alone, rtol=1e-12)


def test_gradients_stand_where_their_parameters_do():
    x, stages, W, b = network(np.random.default_rng(2), dtype=np.float32)
    _, backward = cnn(x, stages, W, b)
    d_x, d_stages, d_W, d_b = backward(np.ones((3, 2), np.float32))
    for gradient, parameter in ((d_x, x), (d_W, W), (d_b, b)):
        assert (gradient.shape, gradient.dtype) == (parameter.shape, np.float32)
    for gradients, parameters in zip(d_stages, stages, strict=True):
        assert [each.shape for each in gradients] == [each.shape for each in parameters]


def test_features_are_dropped_in_training_alone():
    arguments = network(np.random.default_rng(3))
    scores = [cnn(*arguments, training=True, rate=0.5, seed=seed)[0][-1] for seed in (0, 0, 1)]
    assert np.array_equal(scores[0], scores[1])
    assert not np.allclose(scores[0], scores[2])
    assert np.array_equal(cnn(*arguments, rate=0.5)[0][-1], cnn(*arguments, training=True, rate=0.0)[0][-1])


def test_the_mean_over_masks_is_the_answer_in_use():
    arguments = network(np.random.default_rng(4), images=1)
    scores = np.array([cnn(*arguments, training=True, rate=0.5, seed=seed)[0][-1][0] for seed in range(400)])
    error = (scores.mean(axis=0) - cnn(*arguments)[0][-1][0]) / (scores.std(axis=0) / 20)
    assert np.abs(error).max() < 4


def test_a_network_without_stages_is_an_affine_map_of_the_pixels():
    rng = np.random.default_rng(5)
    x, W, b = rng.standard_normal((2, 1, 2, 2)), rng.standard_normal((4, 3)), rng.standard_normal(3)
    (scores,), backward = cnn(x, [], W, b)
    np.testing.assert_allclose(scores, x.reshape(2, 4) @ W + b)
    assert backward(scores)[1] == ()


def test_what_does_not_fit_is_a_sentence():
    x, stages, W, b = network(np.random.default_rng(6))
    with pytest.raises(ValueError, match=r"^W must have shape"):
        cnn(x, stages, W[1:], b)
    with pytest.raises(ValueError, match=r"^x must have shape"):
        cnn(x[0], stages, W, b)
    with pytest.raises(ValueError, match=r"^rate must be a number in \[0, 1\)"):
        cnn(x, stages, W, b, training=True, rate=1.0)
