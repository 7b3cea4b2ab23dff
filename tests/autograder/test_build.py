"""Building the course: stable, complete, and noticed when stale."""

import subprocess
import sys

import nbformat
import pytest

from autograder.course.build import CONFIG_TEXT, build_lesson, make_anew, make_course, stale_notebooks
from autograder.course.course import Course, CourseError


@pytest.fixture(scope="module")
def built(course, lesson, tmp_path_factory):
    fresh = make_course(tmp_path_factory.mktemp("course"))
    build_lesson(fresh, lesson, scripts=course.solutions)
    return fresh


def release(course, lesson):
    return course.notebooks / lesson.name / f"{lesson.name}.ipynb"


def test_a_second_build_is_byte_identical_and_keeps_the_gradebook(course, lesson, built):
    before = release(built, lesson).read_bytes()
    build_lesson(built, lesson, scripts=course.solutions)
    assert release(built, lesson).read_bytes() == before


def test_the_student_s_notebook_holds_no_solution_and_no_output(lesson, built):
    notebook = nbformat.read(release(built, lesson), as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "SOLUTION" not in text
    assert text.count("raise NotImplementedError()") >= len(lesson.exercises)
    assert not [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]


def test_no_hidden_test_sits_in_any_notebook(lesson, built):
    notebook = nbformat.read(release(built, lesson), as_version=4)
    graded = [
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
    ]
    assert [cell.source for cell in graded] == [f'check("{each.name}", {each.name})' for each in lesson.exercises]


def test_the_committed_notebook_is_fresh_and_a_stale_one_is_noticed(course, lesson, tmp_path):
    assert stale_notebooks(course) == []
    copy = Course(tmp_path)
    (tmp_path / "solutions").symlink_to(course.solutions)
    assert "is missing" in stale_notebooks(copy)[0]
    path = release(copy, lesson)
    path.parent.mkdir(parents=True)
    path.write_bytes(release(course, lesson).read_bytes() + b" ")
    assert f"is not what {lesson.name}.py builds" in stale_notebooks(copy)[0]


def test_mistakes_are_sentences(lesson, tmp_path):
    with pytest.raises(CourseError, match="no course was found in"):
        Course.find(tmp_path)
    with pytest.raises(CourseError, match="has no script"):
        build_lesson(make_course(tmp_path / "empty"), lesson)


@pytest.mark.parametrize("what", ["chapter.txt", "gradebook.db", "nbgrader_config.py", ".autograder/verdicts/01.json"])
def test_a_course_is_made_anew_only_where_one_was_made_up(tmp_path, what):
    precious = tmp_path / "spring" / what
    precious.parent.mkdir(parents=True)
    precious.write_text("years of work")
    with pytest.raises(CourseError, match=r"was not made up by this command.*name an empty folder"):
        make_anew(tmp_path / "spring")
    assert precious.read_text() == "years of work"


def test_a_file_is_no_folder_to_make_a_course_in(tmp_path):
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(CourseError, match="name an empty folder"):
        make_anew(tmp_path / "notes")
    assert (tmp_path / "notes").read_text() == "mine"


def test_what_was_made_up_is_made_up_anew(tmp_path):
    (tmp_path / "demo").mkdir()
    course = make_anew(tmp_path / "demo")
    (course.root / "gradebook.db").write_text("of the last demo")
    assert make_anew(course.root) == course
    assert not (course.root / "gradebook.db").exists()


def test_a_course_whose_config_cannot_be_loaded_is_not_graded_with_nbgrader_s_own_settings(tmp_path):
    """nbgrader ignores a config that fails; ours must stop it, or student code would run unconfined."""
    course = make_course(tmp_path)
    assert course.root.joinpath("nbgrader_config.py").read_text() == CONFIG_TEXT
    hidden = "import sys\nsys.modules['autograder.nbgrader_plugin.config'] = None\n"
    course.root.joinpath("nbgrader_config.py").write_text(hidden + CONFIG_TEXT)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "x"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "activate the course's environment" in done.stderr


def test_the_repository_s_config_is_the_one_that_courses_get(course):
    assert course.root.joinpath("nbgrader_config.py").read_text() == CONFIG_TEXT
