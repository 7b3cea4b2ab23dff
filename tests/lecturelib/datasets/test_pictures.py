import subprocess
import sys
from importlib.machinery import ModuleSpec

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_sample_images

from lecturelib.datasets import digits, photographs, pictures


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


def test_they_are_what_scikit_learn_loads():
    images, labels = digits()
    loaded = load_digits()
    assert np.array_equal(images * 16, loaded.images) and np.array_equal(labels, loaded.target)
    for ours, theirs in zip(photographs(), load_sample_images().images, strict=True):
        assert np.array_equal(np.round(ours * 255), theirs.transpose(2, 0, 1))


def test_scikit_learn_is_not_loaded_for_its_pictures():
    code = "import sys; from lecturelib.datasets import digits; digits(); print('sklearn' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "False"


def test_where_scikit_learn_is_missing_one_sentence_says_so(monkeypatch):
    monkeypatch.setattr(pictures, "find_spec", lambda name: None)
    pictures._loaded_digits.cache_clear()
    with pytest.raises(FileNotFoundError, match=r"digits\.csv\.gz comes with scikit-learn, and was not found there"):
        digits()


def test_where_scikit_learn_keeps_them_elsewhere_one_sentence_says_so(monkeypatch, tmp_path):
    elsewhere = ModuleSpec("sklearn", None, is_package=True)
    elsewhere.submodule_search_locations.append(str(tmp_path))
    monkeypatch.setattr(pictures, "find_spec", lambda name: elsewhere)
    pictures._loaded_photographs.cache_clear()
    with pytest.raises(FileNotFoundError, match=r"china\.jpg comes with scikit-learn"):
        photographs()
