import pytest

from autograder.exports.rules import Rules, named, unsettled
from autograder.exports.scores import Mark, Result, Student
from tests.autograder.graded_class import NETWORKS, NEURONS

WAITING = Result({("n", "a"): Mark(3.0, None), ("n", "b"): Mark(None, None, flagged=True)})


@pytest.mark.parametrize(
    ("rules", "of_nothing", "of_waiting"),
    [
        (Rules(), None, 3.0),
        (Rules(missing="zero"), 0.0, 3.0),
        (Rules(waiting="empty"), None, None),
        (Rules("zero", "empty"), 0.0, None),
    ],
)
def test_what_stands_for_scores_that_are_not_final(rules, of_nothing, of_waiting):
    assert rules.value(None) == of_nothing
    assert rules.value(WAITING) == of_waiting
    assert rules.value(Result({("n", "a"): Mark(2.0, None)})) == 2


def test_it_is_told_how_many_answers_wait_and_for_how_many_points(scores):
    notes = unsettled(scores, Rules())
    assert notes[0].startswith(
        f"{NEURONS}: 1 answers of 1 students, 5 points, wait for a person's mark; their scores are"
    )
    assert "their cells are empty" in unsettled(scores, Rules(waiting="empty"))[0]


def test_marks_to_look_at_again_and_missing_submissions_are_told(scores):
    notes = "\n".join(unsettled(scores, Rules()))
    assert f"{NEURONS}: 1 marks that a person has given" in notes
    assert f"{NEURONS}: 2 students have handed in nothing and have no score" in notes
    assert f"{NETWORKS}: 4 students have handed in nothing" in notes
    assert "have 0 points" in "\n".join(unsettled(scores, Rules(missing="zero")))


def test_students_are_named_harmlessly():
    assert named([Student("emmy", "Emmy", "Noether"), Student("=x")]) == "Noether, Emmy (emmy), '=x"
