import subprocess
import sys

import numpy as np
import pytest

from lecturelib.datasets import digits, photographs


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_digits_are_ink_between_0_and_1(dtype):
    images, labels = digits(dtype)
    assert (images.shape, images.dtype, labels.shape, labels.dtype) == ((1797, 8, 8), dtype, (1797,), np.int64)
    assert (images.min(), images.max()) == (0, 1)
    assert np.array_equal(images * 16, np.round(images * 16))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_photographs_are_brightness_between_0_and_1(dtype):
    images = photographs(dtype)
    assert (images.shape, images.dtype) == ((2, 3, 427, 640), dtype)
    assert (images.min(), images.max()) == (0, 1)
    assert np.allclose(images[:, :, :9] * 255, np.round(images[:, :, :9] * 255), atol=1e-4)


def test_both_are_float64_if_nothing_is_said():
    assert digits()[0].dtype == photographs().dtype == np.float64


def test_sky_is_blue_and_the_flower_is_red():
    temple, flower = photographs()
    red, _, blue = temple[:, :20].mean(axis=(1, 2))
    assert blue > red
    red, green, blue = flower[:, 200:240, 300:340].mean(axis=(1, 2))
    assert red > green > blue


def test_each_call_returns_pictures_of_its_own():
    images, labels = digits()
    images[:], labels[:] = -1, -1
    photographs()[:] = -1
    assert digits()[0].min() == digits()[1].min() == photographs().min() == 0


def test_scikit_learn_is_loaded_only_when_pictures_are_asked_for():
    code = "import sys, lecturelib.datasets; print('sklearn' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "False"
