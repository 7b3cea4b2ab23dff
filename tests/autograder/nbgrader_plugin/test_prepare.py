"""Submissions through nbgrader's own `autograde`. Nothing is executed here: what is tried is that all are taken in."""

import shutil

import nbformat
import pytest

from autograder.course.course import Course
from autograder.engine.prepare import Released, prepare
from tests.hostile.broken import BROKEN
from tests.hostile.case import as_bytes, hand_in

SOME = (
    "an empty file",
    "cut off in the middle",
    "renamed",
    "name of a copy, beside a foreign notebook",
    "a folder in its place",
    "a pipe in its place",
    "a link out of the submission",
    "a dangling link",
    "the same grade id everywhere",
    "an old schema",
    "flags and points of odd types",
    "no notebook",
)
CASES = [next(case for case in BROKEN if case.name == name) for name in SOME]


def student(case):
    return case.name.replace(" ", "-").replace(",", "")


@pytest.fixture(scope="module")
def handed_in(built, material, lesson, tmp_path_factory):
    """A class of broken submissions and one good one, taken in by `nbgrader autograde` and not executed."""
    course = Course(tmp_path_factory.mktemp("own-way") / "class")
    shutil.copytree(built.root, course.root)
    (course.root / "gradebook.db").unlink()
    for case in CASES:
        hand_in(case, material, course.submitted / student(case) / lesson.name)
    good = course.submitted / "zz-good" / lesson.name
    good.mkdir(parents=True)
    (good / f"{lesson.name}.ipynb").write_bytes(as_bytes(material.solved))
    api = course.nbgrader()
    assert api.generate_assignment(lesson.name, force=True, create=True)["success"]
    api.config.Autograde.autograde_preprocessors = ["nbgrader.preprocessors.CheckCellMetadata"]
    result = api.autograde(lesson.name, "*", force=True, create=True)
    assert result["success"], result["error"] + result["log"]
    return course, result["log"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_submission_becomes_what_prepare_makes_of_it(case, handed_in, lesson):
    course, log = handed_in
    autograded = course.root / "autograded" / student(case) / lesson.name / f"{lesson.name}.ipynb"
    if not case.seen_by_nbgrader:
        assert not autograded.exists()
        return
    released = Released.from_gradebook(course.nbgrader().coursedir.db_url, lesson.name)
    prepared = prepare(released, course.submitted / student(case) / lesson.name)
    kept = nbformat.read(autograded, as_version=4)
    assert [(cell.cell_type, cell.source) for cell in kept.cells] == [
        (cell.cell_type, cell.source) for cell in prepared.notebook.cells
    ]
    assert [cell.metadata.get("nbgrader") for cell in kept.cells] == [
        cell.metadata.get("nbgrader") for cell in prepared.notebook.cells
    ]
    for problem in prepared.problems:
        assert problem in log


def test_a_good_submission_is_taken_in_as_it_is(handed_in, material, lesson):
    course, log = handed_in
    kept = nbformat.read(course.root / "autograded" / "zz-good" / lesson.name / f"{lesson.name}.ipynb", as_version=4)
    assert [cell.source for cell in kept.cells] == [cell.source for cell in material.solved.cells]
    assert "zz-good: " not in log


def test_no_submission_was_changed(handed_in, material, lesson, tmp_path):
    course, _ = handed_in
    for case in CASES:
        if case.name != "a pipe in its place":
            hand_in(case, material, tmp_path / student(case))
            before = {path.name for path in (tmp_path / student(case)).iterdir()}
            assert {path.name for path in (course.submitted / student(case) / lesson.name).iterdir()} == before
