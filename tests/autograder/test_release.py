"""A lesson is released whole, or its student notebook stays as it was; the error is the one that there was."""

import os
import shutil
import signal
import sqlite3

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import BaseConverter
from sqlalchemy.exc import DatabaseError, OperationalError

from autograder.course.course import Course, CourseError
from autograder.course.release import _Generator, release

NAME = "01-neurons"


@pytest.fixture
def own(built, tmp_path):
    """A course that was built, whose student notebook is an older one."""
    shutil.copytree(built.root, tmp_path / "course")
    own = Course(tmp_path / "course")
    notebook_of(own).write_text("the notebook of before")
    return own


def notebook_of(own):
    return own.notebooks / NAME / f"{NAME}.ipynb"


def assert_as_before(own):
    assert notebook_of(own).read_text() == "the notebook of before"
    assert [path.name for path in own.notebooks.iterdir()] == [NAME]


def cells_in_gradebook(own):
    with Gradebook(own.nbgrader().coursedir.db_url) as gradebook:
        notebook = gradebook.find_notebook(NAME, NAME)
        return sorted(cell.name for cell in (*notebook.grade_cells, *notebook.solution_cells, *notebook.source_cells))


def test_what_was_there_is_replaced_with_all_that_is_released(own, built):
    (own.source / NAME / "data").mkdir()
    (own.source / NAME / "data" / "rows.csv").write_text("1,2\n")
    assert release(own, NAME) == notebook_of(own)
    assert notebook_of(own).read_bytes() == notebook_of(built).read_bytes()
    assert (own.notebooks / NAME / "data" / "rows.csv").read_text() == "1,2\n"
    assert [path.name for path in own.notebooks.iterdir()] == [NAME]
    assert cells_in_gradebook(own) == cells_in_gradebook(built)


def test_a_graded_cell_cannot_be_taken_away(own):
    with Gradebook(own.nbgrader().coursedir.db_url) as gradebook:
        gradebook.add_student("ada")
        gradebook.add_submission(NAME, "ada")
    source = own.source / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(source, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if "xor_network" not in str(cell.metadata.get("nbgrader"))]
    nbformat.write(notebook, source)
    with pytest.raises(CourseError, match="could not release 01-neurons: Cannot add or remove cells") as raised:
        release(own, NAME)
    assert "\n" not in str(raised.value)
    assert_as_before(own)


def test_a_locked_gradebook_is_told_as_such(own):
    with (own.root / "nbgrader_config.py").open("a") as config:
        config.write(f"get_config().CourseDirectory.db_url = 'sqlite:///{own.root}/gradebook.db?timeout=0.1'\n")
    other = sqlite3.connect(own.root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(OperationalError, match="database is locked"):
            release(own, NAME)
    finally:
        other.close()
    assert_as_before(own)


def test_so_is_a_damaged_one(own):
    (own.root / "gradebook.db").write_bytes(b"this is no database " * 500)
    with pytest.raises(DatabaseError, match="not a database"):
        release(own, NAME)
    assert_as_before(own)


@pytest.mark.parametrize("step", ["write_single_notebook", "set_permissions"])
def test_a_full_disk_leaves_the_notebook_of_before(own, monkeypatch, step):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(BaseConverter, step, full)
    with pytest.raises(OSError, match="No space left"):
        release(own, NAME)
    assert_as_before(own)


def test_the_notebook_of_before_is_put_back_if_the_new_one_cannot_take_its_place(own, monkeypatch):
    whole = type(own.root).replace

    def fail(path, target):
        if target.name == NAME and path.name == NAME:
            raise PermissionError(13, "Permission denied", str(target))
        return whole(path, target)

    monkeypatch.setattr(type(own.root), "replace", fail)
    with pytest.raises(PermissionError):
        release(own, NAME)
    assert_as_before(own)


def test_ctrl_c_waits_until_the_lesson_is_released(own, built, monkeypatch):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    honest = _Generator.write_single_notebook

    def stopped(*given):
        os.kill(os.getpid(), signal.SIGINT)
        return honest(*given)

    monkeypatch.setattr(_Generator, "write_single_notebook", stopped)
    try:
        with pytest.raises(KeyboardInterrupt):
            release(own, NAME)
    finally:
        signal.signal(signal.SIGINT, before)
    assert notebook_of(own).read_bytes() == notebook_of(built).read_bytes()
    assert cells_in_gradebook(own) == cells_in_gradebook(built)
