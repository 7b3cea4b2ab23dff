"""Dropout: both forms in training and afterwards, bounds of the rate, averages over masks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.layers import MonteCarloEstimate, dropout, monte_carlo_dropout


def ones(**options):
    y, backward = dropout(np.ones(1000), 0.75, np.random.default_rng(0), **options)
    assert np.array_equal(backward(np.full(1000, 3.0)), 3 * y)
    return set(y.tolist())


def test_the_inverted_form_is_the_default_and_scales_in_training():
    assert ones() == ones(form="inverted", training=True) == {0.0, 4.0}
    assert ones(training=False) == {1.0}


def test_the_standard_form_scales_afterwards():
    assert ones(form="standard") == {0.0, 1.0}
    assert ones(form="standard", training=False) == {0.25}


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 2**31), st.sampled_from([np.float32, np.float64]))
def test_dtype_and_mask(rate, seed, dtype):
    x = np.ones((3, 4), dtype)
    y, backward = dropout(x, np.float64(rate), np.random.default_rng(seed), form="standard")
    assert y.dtype == backward(x).dtype == dtype
    assert np.array_equal(y, np.random.default_rng(seed).random((3, 4)) >= rate)
    late, backward = dropout(x, np.float64(rate), np.random.default_rng(seed), training=False, form="standard")
    assert late.dtype == backward(x).dtype == dtype
    assert np.array_equal(late, np.full((3, 4), dtype(1 - rate)))


def test_rate_zero_drops_nothing_and_leaves_the_generator_after_the_mask():
    rng = np.random.default_rng(0)
    assert np.array_equal(dropout(np.ones(5), 0.0, rng)[0], np.ones(5))
    assert rng.random() == np.random.default_rng(0).random(6)[5]


class Dice:
    def random(self, shape):
        return np.array([0.0, 0.49, 0.5, 0.51])


def test_a_draw_of_exactly_the_rate_keeps():
    assert np.array_equal(dropout(np.ones(4), 0.5, Dice())[0], [0, 0, 2, 2])
    assert np.array_equal(dropout(np.ones(4), 0.0, Dice())[0], np.ones(4))


def test_no_mask_is_drawn_after_training():
    rng = np.random.default_rng(0)
    dropout(np.ones(5), 0.5, rng, training=False)
    assert rng.random() == np.random.default_rng(0).random()


def test_the_value_is_no_view_of_the_input():
    x = np.ones(3)
    dropout(x, 0.5, np.random.default_rng(0), training=False)[0][0] = 7
    assert np.array_equal(x, np.ones(3))


def test_one_number_alone():
    assert dropout(np.array(2.0), 0.0, np.random.default_rng(0))[0] == 2.0


@pytest.mark.parametrize("rate", [1.0, -0.1, "half", None])
def test_a_rate_outside_is_a_sentence(rate):
    with pytest.raises(ValueError, match=rf"^rate must be a number in \[0, 1\); got {rate!r}$"):
        dropout(np.ones(3), rate, np.random.default_rng(0))


def test_other_wrong_arguments_are_a_sentence():
    with pytest.raises(ValueError, match=r"^x must be an array of floating-point numbers; got dtype int64$"):
        dropout(np.ones(3, int), 0.5, np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"""^form must be "inverted" or "standard"; got 'alpha'$"""):
        dropout(np.ones(3), 0.5, np.random.default_rng(0), form="alpha")


def test_monte_carlo_hands_the_same_input_and_generator_to_every_pass():
    x, rng, seen = np.array([1.0, 2.0]), np.random.default_rng(0), []

    def forward(given_x, given_rng):
        seen.append(given_x is x and given_rng is rng)
        return given_x * len(seen)

    estimate = monte_carlo_dropout(forward, x, np.int64(2), rng)
    assert seen == [True, True]
    assert isinstance(estimate, MonteCarloEstimate)
    assert np.array_equal(estimate.mean, [1.5, 3.0])
    assert np.array_equal(estimate.standard_deviation, [0.5, 1.0])


def test_one_pass_has_no_deviation():
    estimate = monte_carlo_dropout(lambda x, rng: x, np.ones(2, np.float32), 1, np.random.default_rng(0))
    assert estimate.mean.dtype == estimate.standard_deviation.dtype == np.float32
    assert np.array_equal(estimate.standard_deviation, [0.0, 0.0])


@pytest.mark.parametrize("passes", [0, True, 1.0, "many"])
def test_passes_must_be_a_count(passes):
    with pytest.raises(ValueError, match=f"^passes must be a whole number of at least 1; got {passes!r}$"):
        monte_carlo_dropout(lambda x, rng: x, np.ones(2), passes, np.random.default_rng(0))
