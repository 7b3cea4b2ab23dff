"""The convolution explorer without a browser: what it computes with the reader's function, and what it says."""

import re

import numpy as np
import pytest
import traitlets

from demos import convolution_explorer
from demos.convolution_explorer import OWN, PRESETS, ConvolutionExplorer
from demos.sliding_pictures import shifted_picture

NOT_WRITTEN = "conv2d is not written yet: write it in its exercise above, then run this cell again."


def conv2d(x, kernels, bias, stride=1, padding=0):
    """Loop over everything, as a beginner would."""
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows, columns = kernels.shape[2:]
    high = (padded.shape[2] - rows) // stride + 1
    wide = (padded.shape[3] - columns) // stride + 1
    y = np.zeros((len(x), len(kernels), high, wide))
    for n, f, i, j in np.ndindex(y.shape):
        window = padded[n, :, i * stride : i * stride + rows, j * stride : j * stride + columns]
        y[n, f, i, j] = np.sum(window * kernels[f]) + bias[f]
    return y, lambda d_y: None


def stub(*_arguments):
    raise NotImplementedError


def responses(explorer):
    return np.frombuffer(explorer.response, "<f4").reshape(explorer.places, explorer.places)


# What is shown


@pytest.mark.parametrize(("stride", "padding", "places"), [(1, 0, 22), (2, 0, 11), (3, 1, 8), (1, 2, 26), (2, 2, 13)])
def test_the_response_is_that_of_the_readers_function(stride, padding, places):
    explorer = ConvolutionExplorer(conv2d, stride=stride, padding=padding)
    kernel = np.array(PRESETS["Sobel across"]).reshape(1, 1, 3, 3)
    expected, _ = conv2d(shifted_picture("temple", 0)[None, None], kernel, np.zeros(1), stride, padding)
    assert explorer.places == places
    assert responses(explorer) == pytest.approx(expected[0, 0], abs=1e-5)
    assert explorer.answer == expected[0, 0, explorer.row, explorer.column]


def test_a_function_that_answers_otherwise_is_shown_as_it_answers():
    explorer = convolution_explorer(lambda x, kernels, bias, stride, padding: (np.full((1, 1, 22, 22), 5.0), None))
    assert (responses(explorer) == 5).all()
    assert explorer.answer == 5


def test_the_window_holds_the_pixels_beneath_the_kernel():
    explorer = ConvolutionExplorer(conv2d, stride=2, padding=1, row=3, column=0)
    padded = np.pad(shifted_picture("temple", 0), 1)
    assert explorer.window == padded[6:9, 0:3].ravel().tolist()
    assert np.dot(explorer.window, explorer.kernel) == pytest.approx(explorer.answer)


def test_moving_the_place_asks_the_reader_nothing():
    calls = []

    def counting(*arguments):
        calls.append(arguments)
        return conv2d(*arguments)

    explorer = convolution_explorer(counting)
    for place in range(5):
        explorer.row, explorer.column = place, 2 * place
        assert explorer.answer == pytest.approx(responses(explorer)[place, 2 * place], abs=1e-5)
    assert len(calls) == 1
    explorer.shift = 2
    assert len(calls) == 3  # now and as it was
    explorer.shift = 3
    assert len(calls) == 4  # as it was is known


def test_presets_and_kernel_follow_each_other():
    explorer = convolution_explorer(conv2d)
    explorer.preset = "blur"
    assert explorer.kernel == PRESETS["blur"]
    explorer.kernel = [2.0, *PRESETS["blur"][1:]]
    assert explorer.preset == OWN
    explorer.kernel = PRESETS["sharpen"]
    assert explorer.preset == "sharpen"
    explorer.preset = OWN
    assert explorer.kernel == PRESETS["sharpen"]
    assert ConvolutionExplorer(conv2d, preset="identity").kernel == PRESETS["identity"]


def test_sobel_is_zero_on_even_surfaces_and_blur_keeps_them():
    for name, kernel in PRESETS.items():
        assert sum(kernel) == pytest.approx(0 if "Sobel" in name else 1, abs=0.02)


def test_a_longer_stride_brings_the_place_back_inside():
    explorer = ConvolutionExplorer(conv2d, row=21, column=20)
    explorer.stride = 3
    assert (explorer.row, explorer.column, explorer.places) == (7, 7, 8)
    explorer.row = 30
    assert explorer.row == 7


# What is said


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"shift": 3}, "The picture moved by 3 pixels: of 418 old answers, 418 stand 3 places further right."),
        ({"shift": 1}, "The picture moved by 1 pixel: of 462 old answers, 462 stand 1 place further right."),
        ({"shift": 4, "stride": 2}, "of 99 old answers, 99 stand 2 places further right."),
        ({"shift": 1, "stride": 2}, "which is no whole number of strides of 2: no old answer has a place to move to."),
    ],
)
def test_a_shift_stays_a_shift(state, sentence):
    assert ConvolutionExplorer(conv2d, **state).message.endswith(sentence)


def test_padding_spoils_the_shift_near_the_frame():
    message = ConvolutionExplorer(conv2d, shift=3, padding=1).message
    old, same = map(int, re.search(r"of (\d+) old answers, (\d+) stand", message).groups())
    assert 0.8 * old < same < old


def test_weights_of_their_own_at_each_place_do_not_keep_a_shift():
    def local(x, kernels, bias, stride, padding):
        y, backward = conv2d(x, kernels, bias, stride, padding)
        return y * np.arange(1, y.shape[3] + 1), backward

    message = ConvolutionExplorer(local, shift=3, picture="noise").message
    assert "of 418 old answers, 0 stand" in message


def test_without_a_shift_nothing_is_said_of_one():
    assert convolution_explorer(conv2d).message == "At row 3, column 13 the answer is \N{MINUS SIGN}2.38."


def test_the_description_tells_what_the_picture_shows():
    explorer = ConvolutionExplorer(conv2d, picture="digit", preset="identity", row=0, column=0, padding=1, shift=1)
    assert explorer.description == (
        "Left, a handwritten 3, moved 1 pixel to the right, with a padding of 1; right, the response at stride 1. "
        "The response has 24 by 24 places. The kernel is 0.00 0.00 0.00; 0.00 1.00 0.00; 0.00 0.00 0.00. It lies on "
        "the pixels 0.00 0.00 0.00; 0.00 0.00 0.00; 0.00 0.00 0.00. The answer there is 0.00."
    )


def test_negative_numbers_have_a_true_minus_sign_and_none_has_a_negative_zero():
    explorer = ConvolutionExplorer(lambda *_: (np.full((1, 1, 22, 22), -0.001), None))
    assert explorer.message.endswith("the answer is 0.00.")
    explorer = ConvolutionExplorer(lambda *_: (np.full((1, 1, 22, 22), -0.5), None))
    assert explorer.message.endswith("the answer is \N{MINUS SIGN}0.50.")


# What is refused, missing or wrong


@pytest.mark.parametrize(
    "state",
    [
        {"kernel": [1.0] * 8},
        {"kernel": [float("nan")] * 9},
        {"stride": 0},
        {"padding": 3},
        {"shift": 7},
        {"row": -1},
        {"picture": "cat"},
        {"preset": "emboss"},
    ],
)
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError, match=next(iter(state))):
        ConvolutionExplorer(conv2d, **state)


def test_an_unwritten_function_is_named():
    explorer = convolution_explorer(stub)
    assert explorer.problem == NOT_WRITTEN
    assert (explorer.response, explorer.answer, explorer.message) == (b"", None, "")
    explorer.column = 3
    explorer.stride = 2
    explorer.shift = 1
    assert explorer.problem == NOT_WRITTEN
    assert "The response is unknown." in explorer.description


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda *a: conv2d(*a)[0], "conv2d should return two things, y and backward."),
        (lambda *a: (conv2d(*a)[0][..., 1:], None), "conv2d returned y in the shape (1, 1, 22, 21); expected"),
        (lambda *a: (conv2d(*a)[0] * np.inf, None), "conv2d returned y with a value that is not finite."),
        (lambda *a: 1 / 0, "conv2d stopped with ZeroDivisionError: division by zero"),
    ],
)
def test_nonsense_is_told(function, sentence):
    with np.errstate(invalid="ignore"):
        explorer = convolution_explorer(function)
    assert explorer.problem.startswith(sentence)
    assert explorer.answer is None


def test_a_function_that_fails_for_the_first_place_alone_leaves_the_picture():
    first = shifted_picture("temple", 0)

    def fails_once(x, *others):
        if np.array_equal(x[0, 0], first):
            raise ValueError("no")
        return conv2d(x, *others)

    explorer = ConvolutionExplorer(fails_once, shift=2)
    assert explorer.problem == "conv2d stopped with ValueError: no"
    assert explorer.answer is not None


def test_the_page_needs_nothing_from_elsewhere():
    explorer = convolution_explorer(conv2d)
    assert "import" not in [line.split(" ")[0] for line in explorer._esm.splitlines()]
    assert "http" not in explorer._esm + explorer._css
    assert "url(" not in explorer._css
