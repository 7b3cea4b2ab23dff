"""`autograder doctor` on machines made up: what it prints, and what it ends with."""

import errno
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.course.build import make_course
from autograder.doctor.finding import DEVELOPING, Finding, Level

FINE = Finding("Python", Level.FINE, "Python 3.12")
SPARED = Finding("Chromium", Level.BROKEN, "there is none", "sudo apt install chromium", DEVELOPING)
CTRL_C = Finding("Ctrl-C", Level.FINE, "the person at the keyboard has no patience")


def found(each):
    if each is CTRL_C:
        raise KeyboardInterrupt
    return [each]


RED = Finding("program alembic", Level.BROKEN, "[bold]alembic[/] is not found", "make setup")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    course = make_course(tmp_path / "course")

    def doctor(findings, *arguments):
        checks = tuple((each.what, lambda machine, each=each: found(each)) for each in findings)
        monkeypatch.setattr("autograder.doctor.examination.CHECKS", checks)
        try:
            code = main(["doctor", "--course", str(course.root), *arguments]) or 0
        except SystemExit as stopped:
            code = stopped.code or 0
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return doctor


def test_a_fit_machine_ends_with_0(run):
    code, out, _ = run([FINE])
    assert code == 0 and "fine" in out and "This machine can grade." in out


def test_what_grading_does_without_ends_with_0_and_is_said_in_words(run):
    code, out, _ = run([FINE, SPARED])
    assert code == 0 and "broken" in out
    assert "  Chromium: sudo apt install chromium\n" in out


def test_what_stops_grading_ends_with_1(run):
    code, out, _ = run([FINE, SPARED, RED])
    assert code == 1 and "[bold]alembic[/]" in out
    assert "This machine cannot grade yet; to be mended: program alembic." in out


def test_the_page_is_written_too(run, tmp_path):
    code, out, _ = run([FINE, RED], "--html", str(tmp_path / "doctor.html"))
    assert code == 1 and "doctor.html" in out
    assert "make setup" in (tmp_path / "doctor.html").read_text()


def test_outside_of_a_course(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["doctor", "--course", "/"])
    assert stopped.value.code == 1 and "no course was found in /" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(OSError(errno.ENOSPC, "No space left on device"), "the disk is full"), (KeyboardInterrupt(), "stopped")],
)
def test_a_page_that_cannot_be_written(run, tmp_path, monkeypatch, error, sentence):
    (tmp_path / "doctor.html").write_text("the last page")

    def fail(self, content):
        raise error

    monkeypatch.setattr(Path, "write_bytes", fail)
    code, _, err = run([FINE], "--html", str(tmp_path / "doctor.html"))
    assert code != 0 and sentence in err
    assert (tmp_path / "doctor.html").read_text() == "the last page"


def test_ctrl_c_in_the_middle_of_a_check(run, tmp_path):
    code, out, err = run([FINE, CTRL_C, RED], "--html", str(tmp_path / "doctor.html"))
    assert code != 0 and "stopped" in err and "alembic" not in out
    assert not (tmp_path / "doctor.html").exists()
