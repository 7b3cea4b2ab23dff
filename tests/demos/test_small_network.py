"""The network of the overfitting explorer: its gradient, and what it takes from the reader."""

import numpy as np
import pytest

from demos.small_network import POINTS, VALIDATION_POINTS, SmallNetwork, noisy_points
from demos.student_function import StudentFunction
from tests.demos import lesson_06_functions as written

DROPOUT = StudentFunction("dropout", written.dropout)
L2 = StudentFunction("l2_penalty", written.l2_penalty)


def test_points_are_the_same_for_the_same_seed():
    one, again, other = noisy_points(0), noisy_points(0), noisy_points(1)
    assert [part.shape for part in one] == [(POINTS, 1), (POINTS, 1), (VALIDATION_POINTS, 1), (VALIDATION_POINTS, 1)]
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    assert not np.array_equal(one[1], other[1])
    assert np.abs(one[0]).max() <= 1


@pytest.mark.parametrize("name", ["U", "b", "V", "c"])
@pytest.mark.parametrize("strength", [0.0, 0.3])
def test_a_step_descends_the_loss_and_the_penalty(name, strength, monkeypatch):
    x, y, *_ = noisy_points(0)
    network = SmallNetwork(DROPOUT, 0.0, L2 if strength else None, strength)
    seen = {}
    monkeypatch.setattr(SmallNetwork, "_descend", lambda self, gradients: seen.update(gradients))
    network.step(x, y)

    def objective():
        penalty = strength / 2 * sum(np.sum(network.parameters[each] ** 2) for each in "UV")
        return network.loss(x, y) + penalty

    array = network.parameters[name]
    direction = np.random.default_rng(0).standard_normal(array.shape)
    sides = []
    for way in (1e-6, -2e-6):
        array += way * direction
        sides.append(objective())
    assert (sides[0] - sides[1]) / 2e-6 == pytest.approx(np.sum(seen[name] * direction), rel=1e-5, abs=1e-8)


def test_a_first_step_of_adam_has_the_length_of_the_rate():
    x, y, *_ = noisy_points(0)
    network = SmallNetwork(DROPOUT, 0.0, None, 0.0)
    before = network.parameters["V"].copy()
    network.step(x, y)
    assert np.abs(network.parameters["V"] - before) == pytest.approx(0.005, rel=1e-3)


def test_dropped_units_have_no_part_in_a_step(monkeypatch):
    x, y, *_ = noisy_points(0)

    def drops_the_first_half(x, rate, rng, training):
        mask = np.ones_like(x)
        mask[:, :20] = 0
        return x * mask, lambda d_y: d_y * mask

    seen = {}
    monkeypatch.setattr(SmallNetwork, "_descend", lambda self, gradients: seen.update(gradients))
    SmallNetwork(StudentFunction("dropout", drops_the_first_half), 0.5, None, 0.0).step(x, y)
    assert (seen["V"][:20] == 0).all() and (seen["V"][20:] != 0).all()
    assert (seen["U"][:, :20] == 0).all() and (seen["b"][:20] == 0).all()
