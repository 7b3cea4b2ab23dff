"""The batch of the normalization cube: real digits whose channels differ, so that normalising them shows."""

import numpy as np

from demos.filtered_digits import filtered_digits
from lecturelib.datasets import digits


def test_the_first_channel_is_the_ink_of_the_first_digits():
    x, ink = filtered_digits(), digits()[0][:4]
    assert x.shape == (4, 6, 4, 4)
    assert x[2, 0, 1, 3] == ink[2, 2:4, 6:8].mean()
    assert np.allclose(x[:, 1], 1 - x[:, 0])
    assert np.allclose(x[:, 2], 2 + 4 * x[:, 0])


def test_channels_and_examples_differ_in_mean_and_spread():
    x = filtered_digits()
    means, spreads = x.mean(axis=(0, 2, 3)), x.std(axis=(0, 2, 3))
    assert np.ptp(means) > 3
    assert spreads.max() > 5 * spreads.min() > 0
    assert np.ptp(x.mean(axis=(1, 2, 3))) > 0.01
