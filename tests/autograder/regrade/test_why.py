"""Why a score changes, in words."""

from autograder.checks.report import Failure, PartResult, Report
from autograder.engine.regrade.why import differences


def part(name, score, named=None, points=2):
    failure = None if score == points else Failure("a case", ("Not right.",), named)
    return PartResult(name, score, points, 9, 0 if failure is None else 3, failure)


def made(*parts, state="examined"):
    return Report("affine", 7, parts, state)


def test_equal_reports_differ_in_nothing():
    assert differences(made(part("value", 2)), made(part("value", 2))) == ()


def test_the_part_and_the_mistakes_before_and_after_are_named():
    before = made(part("value", 2), part("gradient", 0, "divides by N twice"))
    after = made(part("value", 0, "forgets the bias"), part("gradient", 2))
    assert differences(before, after) == (
        "value: 2 → 0 of 2 points (was: right; now: forgets the bias)",
        "gradient: 0 → 2 of 2 points (was: divides by N twice; now: right)",
    )


def test_the_same_points_for_another_mistake_are_a_difference():
    (said,) = differences(made(part("value", 0, "forgets the bias")), made(part("value", 0)))
    assert said == "value: 0 → 0 of 2 points (was: forgets the bias; now: an error without a name)"


def test_parts_that_come_and_go():
    assert differences(made(part("value", 1, points=1)), made(part("gradient", 0))) == (
        "gradient: a new part, 0 of 2 points (now: an error without a name)",
        "value: 1 of 1 point before, no longer asked",
    )


def test_one_that_was_not_examined_says_so():
    before = made(part("value", 0), state="stopped")
    assert differences(before, made(part("value", 2))) == ("value: 0 → 2 of 2 points (was: stopped; now: right)",)


def test_without_the_old_report_the_new_one_is_told():
    (said,) = differences(None, made(part("value", 2), part("gradient", 0, "forgets the slope")))
    assert said.startswith("now value 2 of 2 (right), gradient 0 of 2 (forgets the slope); the report that")
