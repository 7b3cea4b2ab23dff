"""lecturelib.verify.findings: measured over rounds, grouped by module, counted."""

import dataclasses

import numpy as np
import pytest

from lecturelib.verify.findings import Finding, by_module, measure, summary
from lecturelib.witnesses.claim import Evidence
from tests.lecturelib.verify.findings import RIGHT, WRONG, finding


@pytest.mark.parametrize(
    ("error", "holds"), [(0.0, True), (0.5, True), (0.5000001, False), (np.inf, False), (np.nan, False)]
)
def test_holds_up_to_the_tolerance(error, holds):
    assert finding("neurons.sigmoid_neuron", "loop", error, 0.5).holds == holds


def test_knows_module_and_name():
    one = finding("networks.sequential.Sequential", "loop", 0.0, 0.0)
    assert (one.module, one.name) == ("networks", "sequential.Sequential")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.worst_error = 1.0


class TestMeasure:
    def test_takes_the_worst_of_its_rounds_each_with_fresh_numbers(self):
        claim = Evidence("a.b", "loop", "", 1.0, lambda rng: rng.random())
        (found,) = measure([claim], seed=3, rounds=4)
        assert found == Finding(claim, np.random.default_rng(3).random(4).max())
        assert type(found.worst_error) is float

    def test_every_piece_begins_with_the_same_seed(self):
        claim = Evidence("a.b", "loop", "", 1.0, lambda rng: rng.random())
        first, second = measure([claim, claim], seed=0, rounds=1)
        assert first == second

    def test_one_nan_is_the_worst(self):
        errors = iter([0.0, np.nan, 0.0])
        (found,) = measure([Evidence("a.b", "loop", "", 1.0, lambda rng: next(errors))], seed=0, rounds=3)
        assert np.isnan(found.worst_error)
        assert not found.holds

    def test_tells_what_comes_next(self):
        order = []
        claims = [Evidence("a.b", kind, "", 1.0, lambda rng: order.append("measured") or 0.0) for kind in "xy"]
        measure(claims, seed=0, rounds=1, before_each=lambda claim: order.append(claim.kind))
        assert order == ["x", "measured", "y", "measured"]


def test_modules_come_in_order_and_findings_in_theirs():
    groups = by_module([*RIGHT, *WRONG])
    assert list(groups) == ["layers", "neurons"]
    assert groups["neurons"] == RIGHT[:4]
    assert groups["layers"] == [*RIGHT[4:], *WRONG]
    assert by_module([]) == {}


def test_summary_counts():
    assert summary(RIGHT) == "3 operations, 6 pieces of evidence, 0 failed"
    assert summary([*RIGHT, *WRONG]) == "4 operations, 8 pieces of evidence, 2 failed"
    assert summary(WRONG[:1]) == "1 operation, 1 piece of evidence, 1 failed"
    assert summary([]) == "0 operations, 0 pieces of evidence, 0 failed"
