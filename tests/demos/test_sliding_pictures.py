"""The pictures of the sliding demos: their size, their content, and how they move."""

import numpy as np
import pytest

from demos.sliding_pictures import FARTHEST, PICTURES, SIZE, shifted_picture


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("shift", [1, FARTHEST])
def test_a_shift_moves_everything_to_the_right(name, shift):
    before, after = shifted_picture(name, 0), shifted_picture(name, shift)
    assert before.shape == after.shape == (SIZE, SIZE)
    assert (after[:, shift:] == before[:, :-shift]).all()
    assert 0 <= after.min() < after.max() <= 1


@pytest.mark.parametrize("name", ["temple", "flower", "digit"])
def test_there_is_something_to_see(name):
    assert shifted_picture(name, 0).std() > 0.15


def test_a_picture_may_be_written_to():
    shifted_picture("digit", 0)[:] = 7
    assert shifted_picture("digit", 0).max() <= 1


def test_the_digit_is_enlarged_twofold():
    from lecturelib.datasets import digits

    images, labels = digits()
    assert (shifted_picture("digit", 0)[4:20:2, 4:20:2] == images[labels == 3][0]).all()
    assert np.ptp(shifted_picture("digit", 0)[4:6, 4:6]) == 0
