"""From submissions in any state to findings; the gradebook is not opened."""

import pytest

from autograder.course.course import CourseError
from autograder.exercises import find_lesson
from autograder.similarity import search as search_module
from autograder.similarity.answers import INSTRUCTOR, OWN_CELLS
from autograder.similarity.search import search
from tests.autograder.similarity import made_up_answers as made_up

RELEASED = made_up.released()


def answer(code, **more):
    return made_up.answered(RELEASED, {made_up.EXERCISE: code, **more})


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    helper = "def draw(values, height):\n    return [height - v * 2 for v in values if v > 0.25 and v < height / 3]\n"
    course = made_up.course_of(
        tmp_path_factory.mktemp("course"),
        {
            "ada": made_up.answered(RELEASED, {made_up.EXERCISE: made_up.BY_LOOPS}, [helper]),
            "ben": answer(made_up.RENAMED),
            # A solution in a cell of the student's own is an answer to the exercise.
            "cem": made_up.answered(RELEASED, {}, [made_up.REORDERED, helper.replace("values", "data")]),
            "dora": answer(made_up.WITH_PROBABILITIES),
            "eva": answer(made_up.WITH_ONE_HOT),
            "finn": answer(made_up.of_lecturelib()),
            "gina": RELEASED,
            "hugo": "{ this is no notebook",
            "ida": answer(made_up.solution()),
            "jon": answer("def softmax_cross_entropy(:\n    retrun ((("),
        },
    )
    return search(course, find_lesson(made_up.LESSON))


@pytest.fixture
def one_module(monkeypatch):
    monkeypatch.setattr(search_module, "lecturelib_modules", lambda: {"module.py": made_up.of_lecturelib()})


def test_copies_are_found_between_students(findings):
    assert {(pair.left, pair.right) for pair in findings.pairs} == {("ada", "ben"), ("ada", "cem"), ("ben", "cem")}
    assert findings.groups == (("ada", "ben", "cem"),)


def test_cells_of_their_own_are_compared_too(findings):
    pair = next(pair for pair in findings.pairs if (pair.left, pair.right) == ("ada", "cem"))
    assert [alike.exercise for alike in pair.exercises] == [made_up.EXERCISE, OWN_CELLS]


def test_copies_of_the_reference_and_of_the_solution_are_found(findings):
    found = {pair.left: pair.right for pair in findings.with_sources}
    assert found == {"finn": "lecturelib/losses/categorical.py", "ida": INSTRUCTOR}


def test_who_could_not_be_compared_is_said_with_the_reason(findings):
    assert {each.student: each.problem for each in findings.unread}.keys() == {"gina", "hugo"}
    problems = {each.student: each.problem for each in findings.unread}
    assert problems["gina"] == ""
    assert "could not be read" in problems["hugo"]
    assert "jon" in findings.students


def test_what_the_release_contained_is_nobody_s(findings):
    others = [each for each in findings.comparisons if each.exercise not in (made_up.EXERCISE, OWN_CELLS)]
    assert others and all(each.students == 0 for each in others)


def test_the_search_is_told_how_far_it_is(tmp_path, one_module):
    course = made_up.course_of(tmp_path, {"ada": RELEASED, "ben": RELEASED})
    said = []
    search(course, find_lesson(made_up.LESSON), progress=lambda *step: said.append(step))
    assert said[:2] == [("reading", 1, 2), ("reading", 2, 2)]
    assert said[-1] == ("comparing", 8, 8)


def test_without_the_instructor_s_solution_the_rest_is_compared(tmp_path, one_module):
    course = made_up.course_of(tmp_path, {"ada": answer(made_up.BY_LOOPS), "ben": answer(made_up.RENAMED)})
    course.script(made_up.LESSON).unlink()
    findings = search(course, find_lesson(made_up.LESSON))
    assert findings.without_solution
    assert len(findings.pairs) == 1


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda path: path.unlink(), "has not been built"),
        (lambda path: path.write_text("{"), "is no notebook"),
        (lambda path: path.write_text("[1]"), "is no notebook"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "is no notebook"),
    ],
)
def test_a_release_that_is_missing_or_damaged_is_a_sentence(tmp_path, damage, sentence):
    course = made_up.course_of(tmp_path, {"ada": RELEASED})
    damage(course.notebooks / made_up.LESSON / f"{made_up.LESSON}.ipynb")
    with pytest.raises(CourseError, match=sentence):
        search(course, find_lesson(made_up.LESSON))


def test_a_class_that_handed_nothing_in_is_a_sentence(tmp_path):
    with pytest.raises(CourseError, match="nobody has submitted 03-losses"):
        search(made_up.course_of(tmp_path, {}), find_lesson(made_up.LESSON))
