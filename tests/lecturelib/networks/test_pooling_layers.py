"""Pooling and upsampling as layers: settings are handed on, the defaults are those of the operations."""

import numpy as np
import pytest

from lecturelib.convolution import upsample2d
from lecturelib.networks import AvgPool2d, GlobalAvgPool2d, MaxPool2d, Upsample2d
from lecturelib.pooling import avg_pool2d, global_avg_pool2d, max_pool2d

X = np.random.default_rng(0).standard_normal((2, 3, 7, 6))
CASES = [
    (MaxPool2d(), max_pool2d(X, 2, 2, 0)),
    (MaxPool2d((3, 2), (2, 1), (1, 0)), max_pool2d(X, (3, 2), (2, 1), (1, 0))),
    (AvgPool2d(), avg_pool2d(X, 2, 2, 0)),
    (AvgPool2d((3, 2), (2, 1), (1, 0)), avg_pool2d(X, (3, 2), (2, 1), (1, 0))),
    (GlobalAvgPool2d(), global_avg_pool2d(X)),
    (Upsample2d(), upsample2d(X, 2)),
    (Upsample2d((1, 3)), upsample2d(X, (1, 3))),
]


@pytest.mark.parametrize(("layer", "operation"), CASES, ids=lambda case: type(case).__name__)
def test_settings_are_handed_on(layer, operation):
    y, backward = layer.forward(X)
    expected, operation_backward = operation
    assert np.array_equal(y, expected)
    d_x, gradients = backward(y)
    assert np.array_equal(d_x, operation_backward(y))
    assert gradients == layer.parameters == {}
