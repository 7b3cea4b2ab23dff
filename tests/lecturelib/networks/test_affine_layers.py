"""Affine layers, embeddings, flattening: first parameters, dtypes, masks, arguments."""

import numpy as np
import pytest

from lecturelib.initialization import he_normal
from lecturelib.networks import Affine, Embedding, Flatten


def generator():
    return np.random.default_rng(3)


def test_first_parameters_of_an_affine_layer():
    layer = Affine(300, 200, generator())
    assert (layer.W.shape, layer.b.shape) == ((300, 200), (200,))
    assert not layer.b.any()
    limit = np.sqrt(6 / 500)
    assert 0.99 * limit < layer.W.max() <= limit
    other = Affine(300, 200, generator(), initialization=he_normal)
    assert np.array_equal(other.W, he_normal((300, 200), generator()))


def test_an_affine_layer_without_bias():
    layer = Affine(2, 3, generator(), bias=False)
    assert layer.b is None
    assert list(layer.parameters) == ["W"]
    _, backward = layer.forward(np.ones((4, 2)))
    assert list(backward(np.ones((4, 3)))[1]) == ["W"]


def test_first_vectors_are_standard_normal():
    table = Embedding(500, 40, generator()).table
    assert table.shape == (500, 40)
    assert abs(table.mean()) < 0.05
    assert abs(table.std() - 1) < 0.05


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtypes(dtype):
    affine, embedding = Affine(2, 3, generator(), dtype=dtype), Embedding(4, 2, generator(), dtype=dtype)
    assert {array.dtype for layer in (affine, embedding) for array in layer.parameters.values()} == {np.dtype(dtype)}
    assert Affine(2, 3, generator()).W.dtype == Embedding(4, 2, generator()).table.dtype == np.float64
    assert affine.forward(np.ones((1, 2), dtype))[0].dtype == dtype


def test_a_mask_passes_through_an_embedding():
    layer, ids = Embedding(4, 2, generator()), np.array([[1, 3]])
    y, mask = layer.forward((ids, ids == 3))[0]
    assert np.array_equal(y, layer.table[ids])
    assert np.array_equal(mask, [[False, True]])
    d_x, gradients = layer.forward((ids, ids == 3))[1](np.ones((1, 2, 2)))
    assert d_x is None
    assert np.array_equal(gradients["table"], [[0, 0], [1, 1], [0, 0], [1, 1]])


def test_parameters_are_live():
    layer = Affine(1, 1, generator())
    layer.parameters["W"][...] = 3.0
    assert layer.forward(np.array([[2.0]]))[0] == [[6.0]]


def test_wrong_arguments_are_a_sentence():
    with pytest.raises(ValueError, match=r"^shape must be a tuple of whole numbers of at least 1; got \(0, 2\)$"):
        Affine(0, 2, generator())
    with pytest.raises(ValueError, match=r"^ids must lie in \[0, 4\); got 4$"):
        Embedding(4, 2, generator()).forward(np.array([4]))
    with pytest.raises(ValueError, match=r"^x must be an array whose first axis is the batch; got list$"):
        Flatten().forward([1.0])


def test_flattening_learns_nothing():
    y, backward = Flatten().forward(np.ones((2, 3, 4)))
    assert y.shape == (2, 12)
    assert backward(y)[1] == {}


def test_an_affine_layer_can_leave_out_the_gradient_of_its_input():
    layer = Affine(2, 3, generator())
    _, backward = layer.forward(np.ones((4, 2)))
    d_x, gradients = backward(np.ones((4, 3)), need_d_x=False)
    assert layer.can_skip_d_x and d_x is None
    assert all(np.array_equal(gradients[name], each) for name, each in backward(np.ones((4, 3)))[1].items())
