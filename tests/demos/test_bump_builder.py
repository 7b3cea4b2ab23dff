"""The bump builder without a browser: the sum of the reader's bumps, and the reader's pen."""

import numpy as np
import pytest
import traitlets

from demos import bump_builder
from demos.bump_builder import CURVES, KNOTS, PLACES
from tests.demos import lesson_02_functions as written


def builder_of(bump=written.bump, **settings):
    return bump_builder(bump, **settings)


@pytest.mark.parametrize("curve", CURVES)
def test_the_sum_is_the_readers_bumps_and_the_error_its_distance(curve):
    builder = builder_of(curve=curve, count=10, steepness=100.0)
    x = np.linspace(0, 1, PLACES)
    wanted = np.interp(x, np.linspace(0, 1, KNOTS), CURVES[curve])
    total = np.zeros(PLACES)
    for number, (left, right, height) in enumerate(builder.bumps):
        total += written.bump(x, left - (number == 0), right + (number == 9), 100.0, (0.0, height, 0.0))[0]
    np.testing.assert_allclose(builder.approximation, total)
    assert builder.error == pytest.approx(np.abs(total - wanted).max())
    assert f"off by {builder.error:.3f} at most" in builder.message


def test_more_bumps_come_closer_to_a_wave_and_not_to_a_jump():
    errors = {curve: [] for curve in CURVES}
    for curve, found in errors.items():
        for count in (5, 10, 20, 40):
            found.append(builder_of(curve=curve, count=count, steepness=20.0 * count).error)
    assert errors["wave"][3] < errors["wave"][0] / 3
    assert errors["sawtooth"][3] > 0.5


def test_the_pen_raises_the_curve_where_it_stands():
    builder = builder_of()
    builder.place = 0.25
    before = np.array(builder.target)
    builder.height = builder.height + 0.3
    change = np.array(builder.target) - before
    assert np.argmax(change) == round(0.25 * (KNOTS - 1))
    assert change.max() == pytest.approx(0.3)
    assert np.count_nonzero(change > 1e-9) == 7
    assert builder.curve == "drawn"


def test_the_pen_reads_the_height_where_it_goes():
    builder = builder_of(curve="wave")
    target = list(builder.target)
    builder.place = 0.75
    assert builder.height == pytest.approx(-0.8)
    assert builder.target == target
    assert builder.curve == "wave"


def test_a_drawn_curve_is_the_readers_own_and_stays_in_the_picture():
    builder = builder_of()
    builder.target = [5.0] * KNOTS
    assert builder.curve == "drawn"
    assert builder.target == [1.0] * KNOTS
    assert builder.error < 1e-6
    builder.curve = "hill"
    assert builder.target == pytest.approx(CURVES["hill"].tolist())


@pytest.mark.parametrize(("setting", "value"), [("count", 9), ("steepness", 85.0), ("place", 0.55), ("height", 0.9)])
def test_every_setting_changes_the_description(setting, value):
    builder = builder_of()
    before = builder.description
    setattr(builder, setting, value)
    assert builder.description != before


def test_an_unwritten_bump_is_named_and_the_pen_still_draws():
    builder = builder_of(bump=written.unwritten)
    assert builder.problem.startswith("bump is not written yet")
    assert (builder.approximation, builder.error) == ([], None)
    builder.height = 0.5
    assert builder.target[20] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("bump", "sentence"),
    [
        (lambda *_: 3, "should return the two values y, backward"),
        (lambda x, *_: (x[:2], None), "y in the shape"),
        (lambda x, *_: (x * np.inf, None), "not finite"),
    ],
)
def test_nonsense_is_described(bump, sentence):
    with np.errstate(invalid="ignore"):
        assert sentence in builder_of(bump=bump).problem


@pytest.mark.parametrize(
    ("name", "value"),
    [("count", 0), ("count", 41), ("steepness", 0.5), ("place", 1.5), ("target", [0.0]), ("height", float("nan"))],
)
def test_impossible_state_is_refused(name, value):
    with pytest.raises(traitlets.TraitError):
        setattr(builder_of(), name, value)
