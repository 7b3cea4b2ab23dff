"""``autograder build``: whatever is in its way is one sentence, and student notebooks and gradebook are unharmed."""

import errno
import os
import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.commands import build as command
from autograder.course.build import make_course
from autograder.course.course import Course
from autograder.exercises import LESSONS, find_lesson
from tests.autograder.interrupted import STOPPED, interrupted
from tests.autograder.recorded import book

ROOT = Path(__file__).resolve().parents[3]
LESSON = find_lesson("01-neurons")
NAME = LESSON.name


@pytest.fixture
def own(built, tmp_path, monkeypatch):
    """A course that was built, with one student's work in its gradebook, and a single lesson to build."""
    monkeypatch.setattr(command, "LESSONS", {NAME: LESSON})
    shutil.copytree(built.root, tmp_path / "course")
    (tmp_path / "course" / "solutions").symlink_to(ROOT / "solutions")
    own = Course(tmp_path / "course")
    with book(own) as gradebook:
        gradebook.add_student("ada")
        gradebook.add_submission(NAME, "ada")
    return own


@pytest.fixture
def run(own, capsys):
    def build(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main(["build", "--course", str(own.root), *map(str, arguments)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return stopped.value.code or 0, printed

    return build


@contextmanager
def unharmed(own):
    """Hold that neither the student notebooks nor the gradebook are changed."""
    files = (own.notebooks / NAME / f"{NAME}.ipynb", own.root / "gradebook.db")
    before = [path.read_bytes() for path in files]
    yield
    assert [path.read_bytes() for path in files] == before
    assert [path.name for path in own.notebooks.iterdir()] == [NAME]


def assert_one_sentence(outcome, words):
    code, printed = outcome
    assert code == 1
    assert printed.err.startswith("error: ") and words in printed.err
    assert len(printed.err.strip().splitlines()) == 1


def wait_a_moment_only(own):
    """Let the course's configuration say that a locked gradebook is not waited for."""
    with (own.root / "nbgrader_config.py").open("a") as config:
        config.write(f"get_config().CourseDirectory.db_url = 'sqlite:///{own.root}/gradebook.db?timeout=0.1'\n")


def test_building_again_keeps_what_was_handed_in(run, own):
    with unharmed(own):
        code, printed = run()
    assert code == 0 and f"built {own.notebooks / NAME}" in printed.out


@pytest.mark.parametrize("lock", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_locked_gradebook(run, own, lock):
    wait_a_moment_only(own)
    # What is there already need not be written, and is not waited for: a lesson that is new has to be.
    (own.root / "gradebook.db").unlink()
    sqlite3.connect(own.root / "gradebook.db").close()
    with unharmed(own):
        other = sqlite3.connect(own.root / "gradebook.db", isolation_level=None)
        other.execute(f"BEGIN {lock}")
        outcome = run()
        other.close()
    assert_one_sentence(outcome, "the gradebook is locked by another program")


@pytest.mark.parametrize("damage", ["overwritten", "cut"])
def test_a_damaged_gradebook(run, own, damage):
    file = own.root / "gradebook.db"
    whole = file.read_bytes()
    file.write_bytes(b"this is no database " * 500 if damage == "overwritten" else whole[: len(whole) // 2])
    with unharmed(own):
        assert_one_sentence(run(), "the gradebook is damaged")


def test_a_full_disk(run, own, monkeypatch):
    def full(self, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with unharmed(own):
        assert_one_sentence(run(), "the disk is full")


def test_a_configuration_that_cannot_be_loaded(run, own):
    (own.root / "nbgrader_config.py").write_text("configure(get_config()\n")
    with unharmed(own):
        assert_one_sentence(run(), "nbgrader_config.py cannot be loaded (SyntaxError: '(' was never closed")


def test_a_folder_that_may_not_be_read(run, own, monkeypatch):
    def refused(self):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "is_file", refused)
    assert_one_sentence(run(), "nbgrader_config.py: Permission denied; mend that and run the command again")


def test_a_course_without_scripts(run, own):
    (own.root / "solutions").unlink()
    with unharmed(own):
        assert_one_sentence(run(), "lesson '01-neurons' has no script")


def test_a_file_where_notebooks_should_go(run, own, tmp_path):
    (tmp_path / "file").write_text("mine")
    with unharmed(own):
        assert_one_sentence(run("--solutions", tmp_path / "file"), "mend that and run the command again")
    assert (tmp_path / "file").read_text() == "mine"


def test_ctrl_c_leaves_whole_lessons(tmp_path):
    """It comes while the second lesson is released; the first and perhaps that are there, with all their cells."""
    course = make_course(tmp_path / "course")
    (course.root / "solutions").symlink_to(ROOT / "solutions")
    second = list(LESSONS)[1]
    ended = interrupted(lambda _: list(course.notebooks.glob(f".{second}.*")), "build", "--course", course.root)
    assert (ended.code, ended.err.strip()) == (130, STOPPED)
    built = sorted(path.name for path in course.notebooks.iterdir())
    assert built in (list(LESSONS)[:1], list(LESSONS)[:2])
    with book(course) as gradebook:
        assert [assignment.name for assignment in gradebook.assignments] == built
    for name in built:
        assert (course.notebooks / name / f"{name}.ipynb").read_bytes() == committed(name)
        with book(course) as gradebook:
            exercises = {exercise.name for exercise in LESSONS[name].exercises}
            assert exercises <= {cell.name for cell in gradebook.find_notebook(name, name).grade_cells}


def committed(name):
    return (ROOT / "notebooks" / name / f"{name}.ipynb").read_bytes()


def test_ctrl_c_while_a_solution_runs(tmp_path):
    course = make_course(tmp_path / "course")
    course.solutions.mkdir()
    before, cell, after = (ROOT / "solutions" / f"{NAME}.py").read_text().partition("# %%\n")
    wait = f"import pathlib, time\npathlib.Path({str(tmp_path / 'runs')!r}).touch()\ntime.sleep(600)\n\n"
    (course.solutions / f"{NAME}.py").write_text(before + cell + wait + cell + after)
    arguments = ("build", "--course", course.root, "--solutions", tmp_path / "out")
    ended = interrupted(lambda _: (tmp_path / "runs").exists(), *arguments)
    assert ended.code == 1
    assert ended.err.startswith("error: the solution of 01-neurons was stopped")
    assert len(ended.err.strip().splitlines()) == 1
    assert list((tmp_path / "out").iterdir()) == []
