import pytest

from autograder.course.course import CourseError
from autograder.course.gradebook import opened_gradebook
from autograder.exports.scores import Mark, Result, Student, read_scores
from tests.autograder.graded_class import NETWORKS, NEURONS


def test_lessons_in_which_nobody_has_a_score_are_left_out(scores):
    assert list(scores.lessons) == [NEURONS, NETWORKS]
    assert scores.most(NEURONS) == 10 and scores.most(NETWORKS) == 4


def test_cells_come_in_the_order_of_the_lesson_and_written_answers_last(scores):
    assert [(cell.name, cell.written) for cell in scores.lessons[NEURONS]] == [
        ("threshold_neuron", False),
        ("perceptron_update", False),
        ("question", True),
    ]


def test_totals_are_those_of_nbgrader(graded_course, scores):
    with opened_gradebook(graded_course) as gradebook:
        for (student, lesson), result in scores.results.items():
            theirs = gradebook.find_submission(lesson, student)
            assert result.total == pytest.approx(max(0.0, theirs.score - theirs.late_submission_penalty))
            assert result.penalty == theirs.late_submission_penalty
    assert len(scores.results) == 6


def test_a_penalty_leaves_no_debt(scores):
    assert scores.results["zoe", NEURONS].total == 0


def test_students_are_sorted_by_name_and_one_without_is_called_by_the_id(scores):
    assert [student.id for student in scores.students] == ["zoe", "grace", "ada", "emmy", "alan", "ümit"]
    assert scores.students[-1].name == "ümit"
    assert Student("x", "Emmy", "Noether").name == "Noether, Emmy"


def test_a_person_s_mark_counts_instead_and_extra_credit_besides():
    assert Mark(3.0, None).points == 3
    assert Mark(3.0, 1.0, 0.5).points == 1.5
    assert Mark(None, None).points == 0


def test_what_waits_and_what_is_to_be_looked_at_again_are_two_things(scores):
    assert scores.results["alan", NEURONS].waiting == 1
    assert scores.results["ada", NEURONS].waiting == 0
    assert scores.results["ada", NEURONS].marks[NEURONS, "question"].flagged
    assert Result().waiting == 0


def test_one_lesson_and_some_students(graded_course):
    with opened_gradebook(graded_course) as gradebook:
        some = read_scores(gradebook, [NETWORKS], ["emmy", "grace"])
    assert list(some.lessons) == [NETWORKS] and [student.id for student in some.students] == ["grace", "emmy"]


@pytest.mark.parametrize(
    ("lessons", "students", "sentence"),
    [
        (["04-nothing"], [], "no assignment called 04-nothing; it has: 01-neurons, 02-multilayer-perceptrons"),
        (["03-losses"], [], "nobody has a score in 03-losses yet: run `autograder grade 03-losses`"),
        ([], ["nobody"], "no student called nobody"),
    ],
)
def test_what_is_not_there_is_one_sentence(graded_course, lessons, students, sentence):
    with opened_gradebook(graded_course) as gradebook, pytest.raises(CourseError, match=sentence):
        read_scores(gradebook, lessons, students)
