"""Convolutions as layers: first kernels, settings, dtypes, arguments."""

import numpy as np
import pytest

from lecturelib.convolution import conv2d, conv_transpose2d, upsample2d
from lecturelib.initialization import glorot_uniform
from lecturelib.networks import Conv2d, ConvTranspose2d, Upsample2d

X = np.random.default_rng(0).standard_normal((2, 3, 6, 5))


def generator():
    return np.random.default_rng(3)


def agrees(layer, operation):
    y, backward = layer.forward(X)
    expected, operation_backward = operation
    assert np.array_equal(y, expected)
    d_x, gradients = backward(y)
    d_x_expected, *d_parameters = operation_backward(y)
    assert np.array_equal(d_x, d_x_expected)
    for name, expected in zip(("kernels", "bias"), d_parameters, strict=True):
        assert (name not in gradients) if expected is None else np.array_equal(gradients[name], expected)
    assert gradients.keys() == layer.parameters.keys()


def test_settings_of_a_convolution():
    layer = Conv2d(3, 4, (2, 3), generator(), stride=(2, 1), padding=(1, 0), dilation=(1, 2))
    layer.bias[...] = np.arange(4)
    agrees(layer, conv2d(X, layer.kernels, layer.bias, (2, 1), (1, 0), (1, 2)))
    layer = Conv2d(3, 4, 2, generator())
    agrees(layer, conv2d(X, layer.kernels, layer.bias, 1, 0, 1))
    layer = Conv2d(3, 4, 2, generator(), bias=False)
    assert layer.bias is None
    agrees(layer, conv2d(X, layer.kernels, None, 1, 0, 1))


def test_settings_of_a_transposed_convolution():
    layer = ConvTranspose2d(
        3, 4, (2, 3), generator(), stride=(2, 3), padding=(1, 0), output_padding=(0, 1), dilation=(1, 2)
    )
    layer.bias[...] = np.arange(4)
    agrees(layer, conv_transpose2d(X, layer.kernels, layer.bias, (2, 3), (1, 0), (0, 1), (1, 2)))
    layer = ConvTranspose2d(3, 4, 2, generator())
    agrees(layer, conv_transpose2d(X, layer.kernels, layer.bias, 1, 0, 0, 1))
    layer = ConvTranspose2d(3, 4, 2, generator(), bias=False)
    assert layer.bias is None
    agrees(layer, conv_transpose2d(X, layer.kernels, None, 1, 0, 0, 1))


@pytest.mark.parametrize("make", [Conv2d, ConvTranspose2d])
def test_first_kernels(make):
    layer = make(16, 64, (5, 3), generator())
    assert layer.kernels.shape == ((64, 16, 5, 3) if make is Conv2d else (16, 64, 5, 3))
    assert layer.kernels.flags.c_contiguous
    assert layer.bias.shape == (64,)
    assert not layer.bias.any()
    # Either way a place of the output sums 16 channels, and he_normal's variance is 2 / (16 * 5 * 3).
    assert abs(layer.kernels.var() * 16 * 5 * 3 / 2 - 1) < 0.05
    same = make(2, 3, 2, generator(), initialization=glorot_uniform).kernels
    drawn = glorot_uniform((3, 2, 2, 2), generator())
    assert np.array_equal(same, drawn if make is Conv2d else drawn.swapaxes(0, 1))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("make", [Conv2d, ConvTranspose2d])
def test_dtypes(make, dtype):
    layer = make(3, 2, 2, generator(), dtype=dtype)
    y, _ = layer.forward(X.astype(dtype))
    assert {array.dtype for array in (y, *layer.parameters.values())} == {np.dtype(dtype)}
    assert make(3, 2, 2, generator()).kernels.dtype == make(3, 2, 2, generator()).bias.dtype == np.float64


@pytest.mark.parametrize("make", [Conv2d, ConvTranspose2d])
def test_sizes_are_checked(make):
    with pytest.raises(ValueError, match=r"^size must be a whole number of at least 1, or a pair of them; got 0$"):
        make(3, 2, 0, generator())
    make(3, 2, 1, generator())


@pytest.mark.parametrize(("arguments", "factor"), [((), 2), (((1, 3),), (1, 3))])
def test_factor_of_upsampling(arguments, factor):
    layer = Upsample2d(*arguments)
    y, backward = layer.forward(X)
    expected, operation_backward = upsample2d(X, factor)
    assert np.array_equal(y, expected)
    d_x, gradients = backward(y)
    assert np.array_equal(d_x, operation_backward(y))
    assert gradients == layer.parameters == {}


def test_a_convolution_can_leave_out_the_gradient_of_its_input():
    layer = Conv2d(3, 4, 2, generator())
    y, backward = layer.forward(X)
    d_x, gradients = backward(y, need_d_x=False)
    assert layer.can_skip_d_x and d_x is None
    assert all(np.array_equal(gradients[name], each) for name, each in backward(y)[1].items())
