"""Dropout as a layer: when a mask is drawn, arguments."""

import numpy as np
import pytest

from lecturelib.networks import Dropout


def test_a_mask_is_drawn_at_every_pass_in_training_only():
    layer, x = Dropout(0.5, np.random.default_rng(0)), np.ones(100)
    assert np.array_equal(layer.forward(x)[0], x)
    expected = np.random.default_rng(0)
    for _ in range(2):
        y, backward = layer.forward(x, training=True)
        assert np.array_equal(y, 2.0 * (expected.random(100) >= 0.5))
        d_x, gradients = backward(3 * x)
        assert np.array_equal(d_x, 3 * y)
        assert gradients == {}


def test_the_standard_form():
    layer = Dropout(0.75, np.random.default_rng(0), "standard")
    assert (layer.rate, layer.form) == (0.75, "standard")
    assert np.array_equal(layer.forward(np.ones(2))[0], [0.25, 0.25])
    assert Dropout(0.75, np.random.default_rng(0)).form == "inverted"


@pytest.mark.parametrize("rate", [1.0, -0.1])
def test_a_rate_outside_is_refused_at_once(rate):
    with pytest.raises(ValueError, match=rf"^rate must be a number in \[0, 1\); got {rate}$"):
        Dropout(rate, np.random.default_rng(0))
