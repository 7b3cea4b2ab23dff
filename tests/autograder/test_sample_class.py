"""The sample class is what it says: thirty submissions, every wrong answer among them."""

import nbformat
import pytest

from autograder.course.build import build_lesson, make_course
from autograder.course.hostile import HOSTILE
from autograder.course.sample_class import BLANK, SOLVED, as_answer, sample_class


@pytest.fixture(scope="module")
def submissions(course, lesson, tmp_path_factory):
    fresh = make_course(tmp_path_factory.mktemp("course"))
    release = build_lesson(fresh, lesson, scripts=course.solutions)
    source = fresh.source / lesson.name / release.name
    return sample_class(lesson, nbformat.read(source, as_version=4), nbformat.read(release, as_version=4))


def test_thirty_submissions_by_different_students(submissions):
    assert len(submissions) == len({each.student for each in submissions}) == 30
    kinds = [each.student.split("-")[0] for each in submissions]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "full": 5,
        "blank": 2,
        "partial": 4,
        "mistakes": 14,
        "hostile": 5,
    }
    assert len(HOSTILE) == 5


def test_every_wrong_answer_is_handed_in_by_somebody(submissions, lesson):
    handed_in = [(name, what) for each in submissions for name, what in each.expected.items()]
    wrong = [(exercise.name, mistake.name) for exercise in lesson.exercises for mistake in exercise.wrong_answers]
    assert {pair for pair in handed_in if pair[1] not in (SOLVED, BLANK)} == set(wrong)


def test_the_notebooks_are_valid_and_differ_from_the_release_in_solution_cells_only(submissions):
    blank = next(each.notebook for each in submissions if each.student == "blank-1")
    for each in submissions:
        nbformat.validate(each.notebook)
        changed = [one["id"] for one, other in zip(each.notebook.cells, blank.cells, strict=True) if one != other]
        assert all(name.endswith("-solution") for name in changed)


def test_attacks_know_the_lesson_they_are_handed_in_for(submissions, lesson):
    sources = {
        each.student: "\n".join(cell.source for cell in each.notebook.cells if cell["id"].endswith("-solution"))
        for each in submissions
        if each.student.startswith("hostile")
    }
    assert not [student for student, source in sources.items() if "{name" in source or "{withheld" in source]
    for word in (*lesson.withheld, *(exercise.name for exercise in lesson.exercises)):
        assert f"'{word}'" in sources["hostile-gradebook-reader"]


def test_answers_lose_their_annotations_and_take_the_exercise_s_name():
    source = as_answer(module_level_mistake, "exercise")
    assert source == "def exercise(x, y=2):\n    return x + y"


def module_level_mistake(x: int, y: int = 2) -> int:
    return x + y
