"""Late penalties: the plug-in's are computed anew, what a person has set is kept."""

import pytest

from autograder.engine.regrade.grades import CellGrade, PenaltyStep, Standing
from autograder.engine.regrade.late import penalty_step


def standing(auto, penalty, manual=None, late=3600.0):
    return Standing("ada", {"code": CellGrade(auto), "essay": CellGrade(None, manual)}, penalty, late)


def a_tenth(score):
    return 0.1 * score


def steps(before, after, plug_in=a_tenth):
    found = penalty_step(before, after, plug_in)
    return None if found is None else (found.old, found.new)


def test_a_share_of_the_score_is_computed_anew():
    step = penalty_step(standing(10.0, 1.0), standing(20.0, 1.0), a_tenth)
    assert step == PenaltyStep(1.0, 2.0, "the late plug-in's penalty for a score of 20")


def test_one_from_before_a_person_gave_points_is_the_plug_in_s_too():
    assert steps(standing(10.0, 1.0, manual=5.0), standing(20.0, 1.0, manual=5.0)) == (1.0, 2.5)
    assert steps(standing(10.0, 1.5, manual=5.0), standing(20.0, 1.5, manual=5.0)) == (1.5, 2.5)


@pytest.mark.parametrize("penalty", [0.5, None, 0.0])
def test_one_that_a_person_has_set_or_waived_is_kept(penalty):
    assert steps(standing(10.0, penalty), standing(20.0, penalty)) is None


def test_a_fixed_one_stays():
    assert steps(standing(10.0, 3.0), standing(20.0, 3.0), lambda score: 3.0) is None


def test_none_stays_none_where_the_plug_in_gives_none():
    assert steps(standing(10.0, None), standing(20.0, None), lambda score: None) is None


def test_nobody_who_was_in_time_or_whose_score_stays_is_touched():
    assert steps(standing(10.0, 1.0, late=0.0), standing(20.0, 1.0, late=0.0)) is None
    assert steps(standing(10.0, 1.0), standing(10.0, 1.0), lambda score: 7.0) is None
