"""The command: what it prints and writes, and that each mistake is one sentence that changes nothing."""

import errno
import shutil
import sqlite3

import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from tests.autograder.intake.exports import ADA, JOSE, LESSON, Person, canvas_name, empty_course, tree, zipped

STRANGER = Person("Zoë", "Stranger", 900)


@pytest.fixture
def class_course(tmp_path):
    return empty_course(tmp_path)


@pytest.fixture
def archive(tmp_path):
    files = {canvas_name(each, number, "my work.ipynb"): b"{}" for number, each in enumerate([ADA, JOSE, STRANGER])}
    return zipped(tmp_path / "a.zip", files)


@pytest.fixture
def run(capsys, class_course):
    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main(["intake", *map(str, arguments), "--course", str(class_course.root)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return stopped.value.code or 0, printed

    return run


def test_what_is_printed_and_written(run, class_course, archive):
    code, printed = run(archive, LESSON)
    assert code == 0
    assert "unplaced: strangerzoë_900: Nobody in the roster is strangerzoë" in printed.out
    assert "2 notebooks were renamed" in printed.out
    assert "3 submissions from Canvas: 2 filed, 0 replaced, 0 unchanged, 1 unplaced" in printed.out
    assert "nothing on file from 5 of 7 students" in printed.out
    report = class_course.root / "reports" / f"{LESSON}-intake.html"
    page = report.read_text(encoding="utf-8")
    assert "Nobody in the roster is strangerzoë" in page
    assert "The notebook was called my work.ipynb." in page
    assert set(tree(class_course.submitted)) == {f"ada/{LESSON}/{LESSON}.ipynb", f"jose/{LESSON}/{LESSON}.ipynb"}


def test_a_trial_writes_a_report_only_if_asked(run, class_course, archive, tmp_path):
    before = tree(class_course.root)
    code, printed = run(archive, LESSON, "--dry-run")
    assert code == 0 and "a trial, nothing was changed" in printed.out
    assert tree(class_course.root) == before
    run(archive, LESSON, "--dry-run", "--report", tmp_path / "out" / "report.txt")
    assert "A trial: nothing was changed." in (tmp_path / "out" / "report.txt").read_text(encoding="utf-8")
    assert tree(class_course.root) == before


def test_the_gradebook_is_the_roster_where_there_is_no_other(run, class_course, built, archive):
    (class_course.root / "roster.csv").unlink()
    shutil.copy(built.root / "gradebook.db", class_course.root)  # a new one takes its time
    with Gradebook(class_course.nbgrader().coursedir.db_url) as gradebook:
        gradebook.add_student("a1", first_name="Ada", last_name="Lovelace", lms_user_id="101")
    code, printed = run(archive, LESSON)
    assert code == 0 and "1 filed" in printed.out
    assert set(tree(class_course.submitted)) == {f"a1/{LESSON}/{LESSON}.ipynb"}


def test_another_class_is_told_but_nothing_is_lost(run, class_course, archive):
    (class_course.root / "roster.csv").write_text("id,name\nbob,Bob\n")
    code, printed = run(archive, LESSON)
    assert code == 1
    assert "is" in printed.err and "the roster of this course" in printed.err
    assert len(tree(class_course.root / "unplaced")) == 6


def damaged(path):
    path.write_bytes(b"this is no database, " * 100)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{archive}", "02-nothing"], "there is no lesson called '02-nothing'"),
        (["{folder}/nowhere.zip", LESSON], "there is no archive at"),
        (["{archive}", LESSON, "--roster", "{folder}/nowhere.csv"], "there is no roster at"),
        (["{archive}", LESSON, "--roster", "{archive}"], "save it as CSV"),
        (["{folder}/half.zip", LESSON], "not whole: download it again"),
        (["{folder}/empty", LESSON], "holds no file"),
    ],
)
def test_mistakes_are_one_sentence(run, class_course, archive, tmp_path, arguments, words):
    (tmp_path / "half.zip").write_bytes(archive.read_bytes()[:-30])
    (tmp_path / "empty").mkdir()
    before = tree(class_course.root)
    code, printed = run(*(each.format(archive=archive, folder=tmp_path) for each in arguments))
    assert code == 1
    assert words in printed.err
    assert len(printed.err.strip().splitlines()) == 1 and printed.err.startswith("error: ")
    assert tree(class_course.root) == before


def test_a_damaged_gradebook_is_left_alone(run, class_course, archive):
    (class_course.root / "roster.csv").unlink()
    damaged(class_course.root / "gradebook.db")
    before = tree(class_course.root)
    code, printed = run(archive, LESSON)
    assert code == 1 and "the gradebook is damaged" in printed.err
    assert tree(class_course.root) == before


def test_a_locked_gradebook_is_not_needed_where_there_is_a_roster_and_told_where_there_is_none(
    run, class_course, built, archive
):
    file = class_course.root / "gradebook.db"
    shutil.copy(built.root / "gradebook.db", file)
    with (class_course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"get_config().CourseDirectory.db_url = 'sqlite:///{file}?timeout=0.1'\n")
    held = file.read_bytes()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert run(archive, LESSON)[0] == 0
        (class_course.root / "roster.csv").unlink()
        before = tree(class_course.root)
        code, printed = run(archive, LESSON)
        assert tree(class_course.root) == before
    finally:
        other.close()
    assert code == 1 and "the gradebook is locked by another program" in printed.err
    assert len(printed.err.strip().splitlines()) == 1
    assert file.read_bytes() == held


def test_a_full_disk_is_one_sentence(run, class_course, archive, monkeypatch):
    def full(*given, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    before = tree(class_course.root)
    monkeypatch.setattr("autograder.intake.trees.shutil.copyfile", full)
    code, printed = run(archive, LESSON)
    assert code == 1 and "the disk is full" in printed.err
    assert tree(class_course.root) == before


def test_a_report_that_cannot_be_written_takes_everything_back(run, class_course, archive, tmp_path):
    (tmp_path / "file").write_text("")
    before = tree(class_course.root)
    code, printed = run(archive, LESSON, "--report", tmp_path / "file" / "report.html")
    assert code == 1 and "mend that and run the command again" in printed.err
    assert tree(class_course.root) == before


def test_ctrl_c_is_one_sentence(run, class_course, archive, monkeypatch):
    def interrupted(*given, **more):
        raise KeyboardInterrupt

    before = tree(class_course.root)
    monkeypatch.setattr("autograder.intake.moves.Moves.move", interrupted)
    code, printed = run(archive, LESSON)
    assert code == 1
    assert printed.err.strip() == "error: stopped: nothing was filed; run the command again"
    assert tree(class_course.root) == before


def test_names_cannot_speak_to_the_terminal(run, class_course, tmp_path):
    archive = zipped(tmp_path / "b.zip", {canvas_name(ADA, 1, f"\x1b[2J[red]{n}.ipynb"): b"{}" for n in range(2)})
    _, printed = run(archive, LESSON)
    assert "\x1b[2J" not in printed.out
    assert "\ufffd[2J[red]0.ipynb" in printed.out
