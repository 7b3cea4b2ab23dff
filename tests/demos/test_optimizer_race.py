"""The optimizer race without a browser: what it computes with the reader's rules, and what it says."""

import numpy as np
import pytest
import traitlets

from demos import optimizer_race
from demos.loss_surfaces import LOSS_SURFACES
from demos.optimizer_race import GRID, RATES, STEPS


def sgd(parameter, gradient, state, learning_rate=0.01):
    return parameter - learning_rate * gradient, None


def momentum(parameter, gradient, state, learning_rate=0.01, momentum=0.9):
    velocity = momentum * (np.zeros_like(parameter) if state is None else state) - learning_rate * gradient
    return parameter + velocity, velocity


def stub(parameter, gradient, state, learning_rate=0.01):
    raise NotImplementedError


def sent(race):
    """Return the trails as the page receives them."""
    return np.frombuffer(race.trails, "<f4").reshape(len(race.rates), STEPS + 1, 3)


def test_a_trail_is_what_the_readers_rule_does():
    race = optimizer_race(surface="ravine", sgd=sgd)
    w = np.array([-3.5, 2.0])
    for place in race.trail("sgd"):
        assert place == pytest.approx([*w, 0.05 * w[0] ** 2 + 2 * w[1] ** 2])
        w = w - RATES["sgd"] * np.array([0.1 * w[0], 4 * w[1]])
    assert len(race.trail("sgd")) == STEPS + 1
    assert sent(race)[0] == pytest.approx(race.trail("sgd"), rel=1e-6)


def test_the_state_goes_back_to_the_rule_that_returned_it():
    race = optimizer_race(sgd=sgd, momentum=momentum)
    _, first, second, *_ = race.trail("momentum")[:, :2]
    start = np.array([race.start1, race.start2])
    step = -RATES["momentum"] * start
    assert first == pytest.approx(start + step)
    assert second == pytest.approx(first + 0.9 * step - RATES["momentum"] * first)


def test_the_map_is_the_surfaces_and_its_levels_lie_within():
    race = optimizer_race(surface="rosenbrock", sgd=sgd)
    heights = np.frombuffer(race.grid, "<f4").reshape(GRID, GRID)
    assert heights == pytest.approx(LOSS_SURFACES["rosenbrock"].heights(GRID), rel=1e-6, abs=1e-6)
    assert heights.min() < min(race.levels)
    assert max(race.levels) < heights.max()
    assert race.levels == sorted(race.levels)
    assert race.window == [-2, 2, -1, 3]


def test_a_rate_moves_its_own_rule_only_and_shows_the_whole_trail():
    asked = []

    def counting(parameter, gradient, state, learning_rate):
        asked.append(learning_rate)
        return sgd(parameter, gradient, state, learning_rate)

    race = optimizer_race(counting=counting, momentum=momentum)
    assert race.shown == 0
    before = race.trail("counting").copy()
    asked.clear()
    race.rates = race.rates | {"momentum": 0.01}
    assert asked == []
    assert race.shown == STEPS
    race.rates = race.rates | {"counting": 0.5}
    assert asked == [0.5] * STEPS
    assert not np.allclose(race.trail("counting"), before)


def test_the_start_moves_every_rule():
    race = optimizer_race(sgd=sgd, momentum=momentum)
    race.start1, race.start2 = 1.5, -2.0
    for name in race.rates:
        assert race.trail(name)[0].tolist() == [1.5, -2.0, 0.5 * (1.5**2 + 2.0**2)]
    assert "(1.5, -2)" in race.description


def test_a_surface_brings_its_own_start_and_the_race_stands_at_it():
    race = optimizer_race(sgd=sgd)
    race.shown = 90
    race.surface = "saddle"
    assert (race.start1, race.start2, race.shown) == (3.0, 0.02, 0)
    assert "saddle" in race.description
    assert len(race.minima) == 2


def test_reset_brings_back_rates_and_start():
    race = optimizer_race(sgd=sgd)
    race.rates, race.start1 = {"sgd": 2.0}, 0.5
    race.reset()
    assert (race.rates, race.start1, race.shown) == ({"sgd": RATES["sgd"]}, -3.0, 0)
    assert race.trail("sgd")[0, 0] == -3.0


def test_a_rule_that_diverges_has_a_shorter_trail_and_is_no_problem():
    race = optimizer_race(surface="ravine", sgd=sgd)
    race.rates = {"sgd": 1.0}
    assert 1 < len(race.trail("sgd")) < 10
    assert np.isnan(sent(race)[0, -1]).all()
    assert race.problem == ""


def test_an_overflow_is_no_warning():
    def explode(parameter, gradient, state, learning_rate):
        return np.exp(1000 * np.abs(parameter)), None

    assert "not finite" in optimizer_race(explode=explode).problem


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (stub, "adam is not written yet"),
        (lambda w, g, state, rate: w - rate * g, "adam should return the two values parameter, state"),
        (lambda w, g, state, rate: (w[:1], None), "in the shape (1,); expected (2,)"),
        (lambda w, g, state, rate: (w * np.nan, None), "not finite"),
        (lambda w, g, state, rate: None, "adam returned None"),
        (lambda w, g, state, rate: 1 / 0, "ZeroDivisionError"),
        (lambda w, g: w, "TypeError"),
        (7, "adam should be a function"),
    ],
)
def test_what_is_wrong_is_said_and_the_others_race_on(rule, words):
    race = optimizer_race(sgd=sgd, adam=rule)
    assert words in race.problem
    assert len(race.trail("adam")) == 0
    assert len(race.trail("sgd")) == STEPS + 1


def test_a_rule_that_writes_into_its_arguments_disturbs_nobody():
    def careless(parameter, gradient, state, learning_rate):
        gradient *= learning_rate
        parameter -= gradient
        return parameter, None

    race = optimizer_race(careless=careless, sgd=sgd)
    assert race.trail("careless")[:, :2] == pytest.approx(optimizer_race(other=sgd).trail("other")[:, :2])


def test_bad_settings_are_a_sentence():
    with pytest.raises(ValueError, match="one to 6 rules by name"):
        optimizer_race()
    with pytest.raises(traitlets.TraitError, match="surface"):
        optimizer_race(surface="valley", sgd=sgd)
    race = optimizer_race(sgd=sgd)
    for rates, words in [({"sgd": 0.0}, "positive"), ({"adam": 0.1}, "must name sgd"), ({"sgd": np.inf}, "positive")]:
        with pytest.raises(traitlets.TraitError, match=words):
            race.rates = rates
    with pytest.raises(traitlets.TraitError, match="finite"):
        race.start1 = float("nan")
