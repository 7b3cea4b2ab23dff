"""The ready class is what grading would have left: scores, verdicts and journal agree."""

from random import Random

from autograder.exercises import find_lesson
from benchmarks.grading.measure import Cost
from benchmarks.reports.__main__ import EXPORT, LESSON, TERM, table_of
from benchmarks.reports.ready_class import BLANK, SOLVED, STOPPED, deal, reports_on, verdict_on

NEURONS = find_lesson("01-neurons")


def test_reports_are_those_of_the_checks():
    for exercise in NEURONS.exercises:
        reports = reports_on(NEURONS.name)[exercise.name]
        assert reports[SOLVED].score == exercise.points
        assert (reports[BLANK].score, reports[BLANK].state, reports[STOPPED].state) == (0, "not written", "stopped")
        assert all(reports[wrong.name].named == (wrong.name,) for wrong in exercise.wrong_answers)


def test_hands_differ_and_are_the_same_again():
    students = [f"student-{number}" for number in range(50)]
    hands = deal(NEURONS, students, Random(1))
    assert hands == deal(NEURONS, students, Random(1))
    assert len({verdict_on(NEURONS, "x", hand).key for hand in hands.values()}) > 25
    dealt = {what for hand in hands.values() for what in hand.values()}
    assert {SOLVED, BLANK} <= dealt and len(dealt) > 10


def test_a_picture_makes_a_verdict_as_large_as_a_real_one():
    hand = dict.fromkeys((exercise.name for exercise in NEURONS.exercises), SOLVED)
    assert verdict_on(NEURONS, "ada", hand).outputs == ((),) * 7
    verdict = verdict_on(NEURONS, "ada", hand, b"x" * 3000)
    assert all(len(output[0]["data"]["image/png"]) == 4000 for output in verdict.outputs)


def test_the_table_holds_ratios():
    costs = {EXPORT: [Cost(4, 2, 2**20)], LESSON: [Cost(3, 1, 2**20)], TERM: [Cost(3, 5, 2**20)]}
    table = table_of(costs, 30, 2)
    assert [list(column.cells) for column in table.columns][-1] == ["1.00", "0.50", "2.50"]
