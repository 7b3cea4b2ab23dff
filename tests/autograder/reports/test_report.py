"""``autograder report``: what it writes, and what it says when it cannot."""

import errno
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.commands.report import write_class_report
from autograder.course.build import make_course
from autograder.reports import graded_lesson
from benchmarks.reports.ready_class import verdict_on
from tests.autograder.html_page import Page, assert_stands_alone
from tests.autograder.reports.conftest import hands_of

LESSON = "01-neurons"


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main(["report", *arguments])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return stopped.value.code, printed


def fails(capsys, *arguments):
    """Return the one sentence in which the command ends."""
    code, printed = run(capsys, *arguments)
    assert code == 1
    (line,) = printed.err.strip().splitlines()
    return line.removeprefix("error: ")


def page_of(capsys, course, *arguments):
    code, printed = run(capsys, *arguments, "--course", str(course.root))
    assert code == 0, printed.err
    text = Path(printed.out.removeprefix("report: ").strip()).read_text(encoding="utf-8")
    assert_stands_alone(text)
    return Page(text)


def test_the_class_is_on_one_page(capsys, graded_course, lesson):
    words = page_of(capsys, graded_course, LESSON).words
    assert (graded_course.root / "reports" / f"{LESSON}.html").is_file()
    assert "Submissions 5 Median" in words
    assert "1 student of 6 in the gradebook has not handed in" in words
    assert "fay Fay Away" in words
    assert "Handed in and not graded yet: gus." in words
    assert "2 students with other points than before" in words
    assert "1 student graded for the first time eve" in words
    assert lesson.exercises[1].wrong_answers[0].name in words
    assert "dora stopped Time: a cell ran longer than 30 s." in words
    assert "wait for a person" in words or "waits for a person" in words


def test_grading_writes_the_same_page(capsys, graded_course, lesson, monkeypatch):
    monkeypatch.setattr("autograder.commands.report._now", lambda: None)
    written_anew = page_of(capsys, graded_course, LESSON)
    hands = hands_of(lesson)[1]
    graded = [graded_lesson.Graded(student, verdict_on(lesson, student, hand)) for student, hand in hands.items()]
    text = write_class_report(graded_course, lesson, graded=graded).read_text(encoding="utf-8")
    assert Page(text).elements == written_anew.elements
    assert Page(text).words == written_anew.words


def test_the_page_goes_where_it_is_told_and_the_gradebook_stays_as_it_is(capsys, graded_course, tmp_path):
    before = (graded_course.root / "gradebook.db").read_bytes()
    target = tmp_path / "page.html"
    page_of(capsys, graded_course, LESSON, "--output", str(target))
    page_of(capsys, graded_course, "--term", "--output", str(tmp_path / "term.html"))
    assert target.is_file()
    assert not (graded_course.root / "reports").exists()
    assert (graded_course.root / "gradebook.db").read_bytes() == before


def test_the_term_is_on_one_page(capsys, graded_course):
    words = page_of(capsys, graded_course, "--term").words
    assert "1 lesson, 7 students" in words
    assert "fay Fay Away 1 all never" in words
    assert "Mistakes of the term" in words


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "name one lesson, as in `autograder report 01-neurons`, or give --term for all of them"),
        ([LESSON, "--term"], "name one lesson"),
        (["02-nothing"], "there is no lesson called '02-nothing'; the lessons are: 01-neurons"),
        ([LESSON, "--course", "/"], "no course was found in /"),
        ([LESSON, "--db", "gradebook.db"], "expected something like postgresql://USER@HOST/DATABASE"),
    ],
)
def test_mistakes_are_one_sentence(capsys, arguments, sentence):
    assert sentence in fails(capsys, *arguments)


@pytest.mark.parametrize(
    ("where", "sentence"),
    [("", "--output must name a file"), ("no/page.html", "does not exist; make it, or name another")],
)
def test_an_impossible_place_is_a_sentence(capsys, graded_course, where, sentence):
    target = str(graded_course.root / where)
    assert sentence in fails(capsys, LESSON, "--course", str(graded_course.root), "--output", target)


@pytest.mark.parametrize("what", [[LESSON], ["--term"]])
def test_without_a_gradebook_there_is_no_report(capsys, tmp_path, what):
    course = make_course(tmp_path / "course")
    assert "there is no gradebook at" in fails(capsys, *what, "--course", str(course.root))
    assert not (course.root / "gradebook.db").exists()


@pytest.mark.parametrize("what", [[LESSON], ["--term"]])
@pytest.mark.parametrize("damage", ["overwritten", "cut"])
def test_a_damaged_gradebook_is_said_to_be_and_left_alone(capsys, graded_course, what, damage):
    file = graded_course.root / "gradebook.db"
    whole = file.read_bytes()
    file.write_bytes(b"this is no database " * 500 if damage == "overwritten" else whole[: len(whole) // 2])
    before = file.read_bytes()
    assert "the gradebook is damaged" in fails(capsys, *what, "--course", str(graded_course.root))
    assert file.read_bytes() == before


@pytest.mark.parametrize("what", [[LESSON], ["--term"]])
def test_a_locked_gradebook_is_said_to_be(capsys, graded_course, what):
    file = graded_course.root / "gradebook.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        database = f"sqlite:///{file}?timeout=0.1"
        sentence = fails(capsys, *what, "--course", str(graded_course.root), "--db", database)
    finally:
        other.close()
    assert "the gradebook is locked by another program" in sentence


@pytest.mark.parametrize("what", [[LESSON], ["--term"]])
def test_a_full_disk_leaves_the_report_of_before(capsys, graded_course, monkeypatch, what):
    page = graded_course.root / "reports" / ("term.html" if what == ["--term"] else f"{LESSON}.html")
    page.parent.mkdir()
    page.write_text("the report of before")
    write_bytes = Path.write_bytes

    def full(self, content):
        write_bytes(self, content[:1000])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "the disk is full" in fails(capsys, *what, "--course", str(graded_course.root))
    assert page.read_text() == "the report of before"
    assert list(page.parent.iterdir()) == [page]


def test_an_interruption_leaves_the_report_of_before(capsys, graded_course, monkeypatch):
    page = graded_course.root / "reports" / f"{LESSON}.html"
    page.parent.mkdir()
    page.write_text("the report of before")
    before = (graded_course.root / "gradebook.db").read_bytes()

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(graded_lesson, "summarise", interrupted)
    code, printed = run(capsys, LESSON, "--course", str(graded_course.root))
    assert code == 130
    assert printed.err == "error: stopped; what was finished so far is kept, and the next run takes up the rest\n"
    assert page.read_text() == "the report of before"
    assert (graded_course.root / "gradebook.db").read_bytes() == before


def test_verdicts_that_are_gone_are_named_with_what_brings_them_back(capsys, graded_course):
    shutil.rmtree(graded_course.verdicts)
    sentence = fails(capsys, LESSON, "--course", str(graded_course.root))
    assert "on what ada, ben, cleo and 2 more handed in: run `autograder grade 01-neurons`" in sentence
