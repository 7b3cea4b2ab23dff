"""lecturelib.schedules: exact rates, every bound, and the dtype of the first rate."""

import inspect
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.schedules import constant, cosine, exponential, inverse_time, step_decay

SETTINGS = {
    constant: {},
    step_decay: {"every": 3},
    inverse_time: {},
    exponential: {"factor": 0.5},
    cosine: {"steps": 10},
}
FALLING = [step_decay, inverse_time, exponential, cosine]


def refused(message, schedule, *arguments, **settings):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        schedule(*arguments, **settings)


@pytest.mark.parametrize("schedule", SETTINGS)
def test_the_first_rate_is_the_initial_one(schedule):
    assert schedule(0, 0.3, **SETTINGS[schedule]) == 0.3
    assert schedule(0, 0, **SETTINGS[schedule]) == 0


@pytest.mark.parametrize("schedule", FALLING)
@given(st.integers(0, 200), st.floats(1e-6, 10))
def test_rates_never_rise_nor_fall_below_zero(schedule, step, initial):
    settings = SETTINGS[schedule]
    assert 0 <= schedule(step + 1, initial, **settings) <= schedule(step, initial, **settings) <= initial


@pytest.mark.parametrize("schedule", SETTINGS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_rate_has_the_dtype_of_the_initial_rate(schedule, dtype):
    for step in (0, 3, np.int64(3), np.uint8(12)):
        assert np.asarray(schedule(step, dtype(0.5), **SETTINGS[schedule])).dtype == dtype
        assert type(schedule(step, 0.5, **SETTINGS[schedule])) is float


def test_whole_numbers_of_numpy_keep_float32_too():
    assert step_decay(3, np.float32(1), every=np.int64(2), factor=np.float64(0.5)).dtype == np.float32
    assert inverse_time(3, np.float32(1), decay=np.float64(0.5)).dtype == np.float32
    assert exponential(3, np.float32(1), factor=np.float64(0.5)).dtype == np.float32
    for step in (0, 3):
        rate = cosine(step, np.float32(1), steps=np.int64(9), warm_up=np.int64(2), floor=np.float64(0.1))
        assert rate.dtype == np.float32


@pytest.mark.parametrize("schedule", SETTINGS)
def test_steps_and_initial_rates_are_checked(schedule):
    settings = SETTINGS[schedule]
    for wrong in (-1, 1.0, True, "1"):
        refused(f"step must be a whole number of at least 0; got {wrong!r}", schedule, wrong, 0.1, **settings)
    for wrong in (-0.1, math.inf, math.nan, "fast"):
        refused(f"initial must be a number in [0, inf); got {wrong!r}", schedule, 1, wrong, **settings)


def test_steps_of_step_decay():
    assert [step_decay(k, 1.0, every=2, factor=0.25) for k in range(5)] == [1, 1, 0.25, 0.25, 0.0625]
    assert step_decay(1, 1.0, every=1) == 0.1
    assert step_decay(7, 1.0, every=1, factor=1) == 1
    for wrong in (0, 1.0, True):
        refused(f"every must be a whole number of at least 1; got {wrong!r}", step_decay, 1, 0.1, every=wrong)
    for wrong in (0, 1.5):
        refused(f"factor must be a number in (0, 1]; got {wrong!r}", step_decay, 1, 0.1, every=1, factor=wrong)


def test_inverse_time():
    assert [inverse_time(k, 12.0) for k in range(4)] == [12, 6, 4, 3]
    assert inverse_time(3, 12.0, decay=0) == 12
    refused("decay must be a number in [0, inf); got -1", inverse_time, 1, 0.1, decay=-1)


def test_exponential():
    assert exponential(3, 16.0, factor=0.5) == 2
    assert exponential(3, 16.0, factor=1) == 16
    for wrong in (0, 1.5):
        refused(f"factor must be a number in (0, 1]; got {wrong!r}", exponential, 1, 0.1, factor=wrong)


def test_cosine():
    assert [cosine(k, 1.0, steps=8, warm_up=4) for k in range(5)] == [0.2, 0.4, 0.6, 0.8, 1]
    assert cosine(6, 1.0, steps=8, warm_up=4) == pytest.approx(0.5)
    assert cosine(1, 3.0, steps=2, floor=1.0) == pytest.approx(2)
    assert [cosine(k, 3.0, steps=2, floor=1.0) for k in (2, 3, 1000)] == [1, 1, 1]
    assert [cosine(k, 3.0, steps=1) for k in (0, 1)] == [3, 0]
    assert cosine(5, 3.0, steps=9, floor=3.0) == 3


def test_cosine_refuses():
    refused("warm_up must be a whole number of at least 0; got -1", cosine, 1, 0.1, steps=9, warm_up=-1)
    refused("steps must be a whole number of at least 1; got 0", cosine, 1, 0.1, steps=0)
    refused("steps must be a whole number of at least 6; got 5", cosine, 1, 0.1, steps=5, warm_up=5)
    refused("floor must be a number in [0, 0.1]; got 0.2", cosine, 1, 0.1, steps=9, floor=0.2)
    refused("floor must be a number in [0, 0.5]; got -0.2", cosine, 1, np.float32(0.5), steps=9, floor=-0.2)


def test_defaults():
    defaults = {
        schedule: {
            each.name: each.default
            for each in inspect.signature(schedule).parameters.values()
            if each.default is not each.empty
        }
        for schedule in SETTINGS
    }
    assert defaults == {
        constant: {},
        step_decay: {"factor": 0.1},
        inverse_time: {"decay": 1.0},
        exponential: {},
        cosine: {"warm_up": 0, "floor": 0.0},
    }
