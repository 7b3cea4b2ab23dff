"""Normalisation as layers: running statistics, first parameters, settings."""

import numpy as np
import pytest

from lecturelib.networks import BatchNorm, LayerNorm

COLUMN = np.array([[1.0], [5.0]])  # mean 3, variance 4, unbiased 8


def test_first_arrays_of_batch_norm():
    layer = BatchNorm(2)
    assert {name: array.tolist() for name, array in layer.parameters.items()} == {"gamma": [1, 1], "beta": [0, 0]}
    assert {name: array.tolist() for name, array in layer.buffers.items()} == {
        "running_mean": [0, 0],
        "running_var": [1, 1],
    }
    assert layer.running_var is not layer.gamma


def test_statistics_are_gathered_in_training_only():
    layer = BatchNorm(1)
    layer.forward(COLUMN)
    assert (layer.running_mean, layer.running_var) == ([0.0], [1.0])
    layer.forward(COLUMN, training=True)
    assert np.allclose(layer.running_mean, [0.3], rtol=1e-15)
    assert np.allclose(layer.running_var, [1.7], rtol=1e-15)


def test_settings_of_batch_norm():
    layer = BatchNorm(1, momentum=1.0, eps=5.0)
    assert np.allclose(layer.forward(COLUMN, training=True)[0], [[-2 / 3], [2 / 3]], rtol=1e-15)
    assert layer.running_var == [8.0]
    assert np.allclose(BatchNorm(1).forward(COLUMN)[0], COLUMN / np.sqrt(1.00001), rtol=1e-15)


def test_an_older_backward_is_not_changed_by_later_batches():
    layer = BatchNorm(1)
    _, backward = layer.forward(COLUMN)
    first = backward(np.ones((2, 1)))
    layer.forward(COLUMN, training=True)
    second = backward(np.ones((2, 1)))
    assert np.array_equal(first[0], second[0])
    assert first[1].keys() == second[1].keys() == {"gamma", "beta"}


@pytest.mark.parametrize(("shape", "axes"), [(3, (3,)), ((2, 3), (2, 3))])
def test_axes_of_layer_norm(shape, axes):
    layer = LayerNorm(shape)
    assert layer.gamma.shape == layer.beta.shape == axes
    assert layer.gamma.all()
    assert not layer.beta.any()
    y, backward = layer.forward(np.random.default_rng(0).standard_normal((4, 2, 3)))
    assert np.allclose(y.mean(axis=(1, 2) if len(axes) == 2 else 2), 0, atol=1e-14)
    assert backward(y)[1].keys() == {"gamma", "beta"}


def test_eps_of_layer_norm():
    x = np.array([[1.0, 5.0]])
    assert np.allclose(LayerNorm(2, eps=5.0).forward(x)[0], [[-2 / 3, 2 / 3]], rtol=1e-15)
    assert np.allclose(LayerNorm(2).forward(x)[0], np.array([[-2, 2]]) / np.sqrt(4.00001), rtol=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("make", [BatchNorm, LayerNorm])
def test_dtypes(make, dtype):
    layer = make(2, dtype=dtype)
    y, _ = layer.forward(np.ones((3, 2), dtype), training=True)
    assert {array.dtype for array in (y, *layer.parameters.values(), *layer.buffers.values())} == {np.dtype(dtype)}
    assert make(2).gamma.dtype == make(2).beta.dtype == np.float64


@pytest.mark.parametrize("make", [BatchNorm, LayerNorm])
def test_sizes_are_checked(make):
    with pytest.raises(ValueError, match=r"^shape must be a tuple of whole numbers of at least 1; got \(0,\)$"):
        make(0)
