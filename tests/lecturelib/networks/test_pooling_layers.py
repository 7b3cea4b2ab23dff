"""Pooling as layers: settings are handed on, the defaults are those of the operations."""

import numpy as np
import pytest

from lecturelib.networks import AvgPool2d, GlobalAvgPool2d, MaxPool2d
from lecturelib.pooling import avg_pool2d, global_avg_pool2d, max_pool2d

X = np.random.default_rng(0).standard_normal((2, 3, 7, 6))
CASES = [
    (lambda: MaxPool2d(), max_pool2d(X, 2, 2, 0)),
    (lambda: MaxPool2d((3, 2), (2, 1), (1, 0)), max_pool2d(X, (3, 2), (2, 1), (1, 0))),
    (lambda: AvgPool2d(), avg_pool2d(X, 2, 2, 0)),
    (lambda: AvgPool2d((3, 2), (2, 1), (1, 0)), avg_pool2d(X, (3, 2), (2, 1), (1, 0))),
    (lambda: GlobalAvgPool2d(), global_avg_pool2d(X)),
]


@pytest.mark.parametrize(("make", "operation"), CASES)
def test_settings_are_handed_on(make, operation):
    layer = make()
    y, backward = layer.forward(X)
    expected, operation_backward = operation
    assert np.array_equal(y, expected)
    d_x, gradients = backward(y)
    assert np.array_equal(d_x, operation_backward(y))
    assert gradients == layer.parameters == {}
