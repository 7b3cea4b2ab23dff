"""``autograder similarity``: a page on success, one sentence on anything else, and the gradebook untouched."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.similarity import search as search_module
from tests.autograder.similarity import made_up_answers as made_up

RELEASED = made_up.released()
PAGE = "reports/03-losses-similarity.html"


@pytest.fixture(autouse=True)
def few_modules(monkeypatch):
    """Hold the answers against one module of the reference, not all: that takes seconds."""
    few = {"lecturelib/losses/categorical.py": made_up.of_lecturelib()}
    monkeypatch.setattr(search_module, "lecturelib_modules", lambda: few)


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main(["similarity", *arguments])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return stopped.value.code, printed


@pytest.fixture
def course(tmp_path):
    codes = {"ada": made_up.BY_LOOPS, "ben": made_up.RENAMED, "cem": made_up.WITH_ONE_HOT}
    return made_up.course_of(
        tmp_path / "course",
        {name: made_up.answered(RELEASED, {made_up.EXERCISE: code}) for name, code in codes.items()},
    )


@pytest.fixture
def gradebook(course):
    """A gradebook that is locked by another program, and what it holds."""
    path = course.root / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE grade (score)")
    before = path.read_bytes()
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    yield path
    holder.rollback()
    holder.close()
    assert path.read_bytes() == before


def refused(capsys, course, *arguments):
    """Return the sentence of a run that must fail, and leave no page behind."""
    code, printed = run(capsys, *arguments, "--course", str(course.root))
    assert code == 1
    assert printed.err.startswith("error: ")
    assert len(printed.err.strip().splitlines()) == 1
    assert not (course.root / PAGE).exists()
    return printed.err


def test_the_page_is_written_and_the_gradebook_not_even_opened(capsys, course, gradebook):
    code, printed = run(capsys, "03-losses", "--course", str(course.root))
    assert code == 0
    assert "3 submissions compared: 1 pairs of students" in printed.out
    assert "not why" in printed.out
    assert "ada and ben" in (course.root / PAGE).read_text()


def test_a_damaged_gradebook_is_no_hindrance(capsys, course):
    path = course.root / "gradebook.db"
    path.write_bytes(b"not a database")
    assert run(capsys, "03-losses", "--course", str(course.root))[0] == 0
    assert path.read_bytes() == b"not a database"


def test_the_page_goes_where_it_is_wanted_and_the_threshold_counts(capsys, course, tmp_path):
    page = tmp_path / "page.html"
    code, _ = run(capsys, "03-losses", "--output", str(page), "--threshold", "0.9", "--course", str(course.root))
    assert code == 0
    assert "90\u00a0% alike" in page.read_text()
    assert not (course.root / PAGE).exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["99-magic"], "there is no lesson called '99-magic'"),
        (["03-losses", "--threshold", "0"], "--threshold must lie above 0 and be at most 1"),
        (["03-losses", "--threshold", "50"], "got 50.0"),
        (["03-losses", "--threshold", "nan"], "got nan"),
        (["03-losses", "--common", "-1"], "--common must lie between 0 and 1"),
        (["03-losses", "--output", "/"], "--output must name a file"),
        (["03-losses", "--output", "nowhere/page.html"], "which is no folder; make it first"),
        (["04-backpropagation"], "nobody has submitted 04-backpropagation"),
    ],
)
def test_mistakes_are_one_sentence(capsys, course, arguments, sentence):
    assert sentence in refused(capsys, course, *arguments)


def test_a_lesson_that_was_not_built_is_said_to_be(capsys, course):
    (course.notebooks / "03-losses" / "03-losses.ipynb").unlink()
    assert "run `autograder build`" in refused(capsys, course, "03-losses")


def test_a_course_that_is_none(capsys):
    code, printed = run(capsys, "03-losses", "--course", "/")
    assert code == 1 and "no course was found in /" in printed.err


def test_a_full_disk_leaves_the_page_of_before(capsys, course, gradebook, monkeypatch):
    page = course.root / "before.html"
    page.write_text("the page of before")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "the disk is full" in refused(capsys, course, "03-losses", "--output", str(page))
    assert page.read_text() == "the page of before"
    assert [path.name for path in course.root.glob(".before*")] == []


def test_ctrl_c_in_the_middle_writes_nothing(capsys, course, gradebook, monkeypatch):
    calls = []

    def interrupted(*given, **more):
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return made_compare(*given, **more)

    made_compare = search_module.compare
    monkeypatch.setattr(search_module, "compare", interrupted)
    assert "stopped: no page was written" in refused(capsys, course, "03-losses")
