import numpy as np
import pytest

from lecturelib.convolutional_networks import saliency, top_patches


def affine_network(W):
    return lambda x: (x.reshape(len(x), -1) @ W, lambda d: (d @ W.T).reshape(x.shape))


def test_saliency_of_an_affine_network_is_the_size_of_its_weights():
    W = np.random.default_rng(0).standard_normal((6, 4))
    maps = saliency(affine_network(W), np.zeros((3, 1, 2, 3)), np.array([3, 0, 3]))
    np.testing.assert_array_equal(maps, np.abs(W.T[[3, 0, 3]]).reshape(3, 2, 3))


def test_the_strongest_channel_counts():
    W = np.array([[1.0], [-5.0]])
    assert saliency(affine_network(W), np.zeros((1, 2, 1, 1)), np.array([0])).tolist() == [[[5.0]]]


@pytest.mark.parametrize(
    ("x", "classes", "sentence"),
    [
        (np.zeros((2, 2, 3)), np.array([0, 1]), "x must have shape"),
        (np.zeros((2, 1, 2, 3)), np.array([0, 4]), "classes must lie in"),
        (np.zeros((2, 1, 2, 3)), np.array([0]), "classes must have shape"),
        (np.zeros((2, 1, 2, 3)), np.array([0.0, 1.0]), "classes must be an array of whole numbers"),
    ],
)
def test_saliency_says_what_does_not_fit(x, classes, sentence):
    with pytest.raises(ValueError, match=sentence):
        saliency(affine_network(np.ones((6, 4))), x, classes)


def test_one_patch_an_image_and_the_strongest_first():
    images = np.arange(3 * 4 * 5, dtype=np.float32).reshape(3, 4, 5)
    responses = np.zeros((3, 2, 4))
    responses[0, 1, 3], responses[0, 0, 0], responses[1, 0, 2], responses[2, 1, 0] = 9, 8, 7, 9.5
    patches = top_patches(images, responses, 2)
    assert patches.dtype == np.float32
    np.testing.assert_array_equal(patches, [images[2, 1:4, 0:2], images[0, 1:4, 3:5]])


def test_of_equal_responses_the_first_counts():
    images = np.arange(8.0).reshape(2, 2, 2)
    assert top_patches(images, np.ones((2, 2, 2)), 2).ravel().tolist() == [0, 4]


def test_no_patch_and_all_negative_responses():
    images = np.arange(12.0).reshape(3, 2, 2)
    assert top_patches(images, -images, 0).shape == (0, 1, 1)
    assert top_patches(images, -1 - images, 1).tolist() == [[[0.0]]]


@pytest.mark.parametrize(
    ("responses", "count", "sentence"),
    [
        (np.zeros((2, 3, 2)), 1, "responses must have 1 to H rows"),
        (np.zeros((2, 0, 2)), 1, "responses must have 1 to H rows"),
        (np.zeros((3, 2, 2)), 1, r"responses must have shape \(2, OH, OW\)"),
        (np.zeros((2, 2, 2)), 3, "count must be at most the number of images, 2; got 3"),
        (np.zeros((2, 2, 2)), -1, "count must be a whole number of at least 0"),
    ],
)
def test_patches_say_what_does_not_fit(responses, count, sentence):
    with pytest.raises(ValueError, match=sentence):
        top_patches(np.zeros((2, 2, 2)), responses, count)
