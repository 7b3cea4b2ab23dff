"""benchmarks.layers.cases: every case runs in lecturelib, and its answers are compared before its time is taken."""

import importlib

import numpy as np
import pytest

from benchmarks.layers import case as cases
from benchmarks.layers import compete as competition
from benchmarks.layers.case import Case, Contender, MissingError, module
from benchmarks.layers.cases import CASES
from benchmarks.layers.compete import OURS, TORCH, DisagreementError, compete
from benchmarks.layers.measure import Timing


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.operation}, {case.setting}")
def test_every_case_is_computed_by_lecturelib_in_its_dtype(case):
    contender = case.contenders[OURS](case.arrays(np.float32))
    outcome = contender.outcome(contender.step())
    assert outcome
    assert all(np.isfinite(part).all() for part in outcome)
    # Dropout is compared by statistics, which are float64.
    assert case.operation == "dropout" or {part.dtype for part in outcome} == {np.dtype(np.float32)}


def test_every_case_is_held_to_pytorch_under_its_own_name():
    titles = [(case.operation, case.setting) for case in CASES]
    assert len(set(titles)) == len(titles)
    assert all(TORCH in case.contenders for case in CASES)
    assert sum(case.target is not None for case in CASES) == 12


def made(**answers):
    """Return a case whose contenders give the answers."""

    def prepare(answer):
        return lambda arrays: Contender(lambda: answer, lambda done: [np.asarray(done)])

    drawn = (np.arange(2.0), np.arange(2))
    return Case("made", "here", lambda rng: drawn, {name: prepare(answer) for name, answer in answers.items()})


def missing(arrays):
    raise MissingError("peer")


class TestArrays:
    def test_floating_point_ones_get_the_dtype_and_the_others_keep_theirs(self):
        assert [a.dtype for a in made().arrays(np.float32)] == [np.float32, np.int64]

    def test_they_are_the_same_every_time(self):
        first, second = CASES[0].arrays(np.float64), CASES[0].arrays(np.float64)
        assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


class TestCompete:
    def test_answers_that_differ_are_not_timed(self):
        with pytest.raises(DisagreementError, match=r"^made, here, float64: peer is 0.5 from lecturelib$"):
            compete(made(lecturelib=1.0, torch=1.0, peer=1.5), np.float64, 0.0, 1)

    @pytest.mark.parametrize(("dtype", "near"), [(np.float32, 5e-4), (np.float64, 5e-10)])
    def test_answers_may_differ_by_rounding(self, dtype, near):
        compete(made(lecturelib=1.0, torch=1.0 + near), dtype, 0.0, 1)
        with pytest.raises(DisagreementError):
            compete(made(lecturelib=1.0, torch=1.0 + 4 * near), dtype, 0.0, 1)

    def test_a_case_may_be_compared_with_one_and_timed_against_another(self):
        case = made(lecturelib=1.0, torch=2.0, equations=1.0)
        case = Case(
            case.operation,
            case.setting,
            case.draw,
            case.contenders,
            only_compared=("equations",),
            never_compared=("torch",),
        )
        assert set(compete(case, np.float64, 0.0, 1).timings) == {OURS, TORCH}

    def test_what_is_missing_is_noted_and_the_others_are_timed(self):
        case = made(lecturelib=1.0, torch=1.0)
        result = compete(Case("made", "here", case.draw, {**case.contenders, "peer": missing}), np.float64, 0.0, 1)
        assert (set(result.timings), result.missing) == ({OURS, TORCH}, ["peer"])

    def test_without_pytorch_there_is_no_ratio(self):
        result = compete(made(lecturelib=1.0, peer=1.0), np.float64, 0.0, 1)
        assert np.isnan(result.ours)
        assert result.best_peer[0] == ""

    def test_the_best_peer_is_the_fastest_of_the_others(self):
        result = competition.Result(
            {name: Timing(1.0, ratio, 0.0, 1) for name, ratio in {OURS: 0.5, TORCH: 1.0, "a": 3.0, "b": 2.0}.items()}
        )
        assert result.ours == 0.5
        assert result.best_peer == ("b", 2.0)


def test_a_library_that_is_not_installed_is_missing(monkeypatch):
    monkeypatch.setattr(importlib, "import_module", lambda name: (_ for _ in ()).throw(ImportError(name)))
    with pytest.raises(MissingError, match="torch"):
        module("torch")


def test_an_operation_that_is_not_there_is_missing():
    with pytest.raises(MissingError, match=r"lecturelib\.layers\.spline"):
        cases.ours("layers.spline")([])
    with pytest.raises(MissingError, match=r"lecturelib\.splines"):
        cases.ours("splines.spline")([])


def test_the_first_part_of_a_value_gets_the_incoming_gradient():
    x = np.ones((2, 3), np.float32)
    contender = cases.ours("layers.flatten")([x])
    value, d_x = contender.outcome(contender.step())
    assert np.array_equal(value, x)
    assert np.array_equal(d_x, cases.incoming(x))
    assert d_x.dtype == np.float32
