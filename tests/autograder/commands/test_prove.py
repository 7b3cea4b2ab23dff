"""``autograder prove``: mistakes are one sentence, and the course that it stands in is not touched."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.commands import prove as command
from autograder.course import prove as prove_module
from autograder.course.course import Course
from tests.autograder.interrupted import interrupted

ROOT = Path(__file__).resolve().parents[3]
NAME = "01-neurons"
STOPPED = "error: stopped: what has no line above was not proven, and nothing was changed"


@pytest.fixture
def own(built, tmp_path):
    """A course with a gradebook that is damaged: `prove` has no business with it."""
    shutil.copytree(built.root, tmp_path / "course")
    (tmp_path / "course" / "solutions").symlink_to(ROOT / "solutions")
    (tmp_path / "course" / "gradebook.db").write_bytes(b"this is no database " * 500)
    return Course(tmp_path / "course")


@pytest.fixture
def run(own, capsys, monkeypatch):
    """Run the command without the proofs of the exercises, which take their time; the course stays as it was."""
    monkeypatch.setattr(prove_module, "prove_exercises", lambda exercises, _: iter([[] for _ in exercises]))
    monkeypatch.setattr(command, "_show", lambda *_: 0)

    def prove(*arguments):
        before = {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()}
        with pytest.raises(SystemExit) as stopped:
            main(["prove", "--course", str(own.root), *arguments])
        assert {path: path.read_bytes() for path in own.root.rglob("*") if path.is_file()} == before
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return stopped.value.code or 0, printed

    return prove


def assert_one_sentence(outcome, words):
    code, printed = outcome
    assert code == 1
    assert printed.err.startswith("error: ") and words in printed.err
    assert len(printed.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["99-magic"], "there is no lesson called '99-magic'"),
        (["--only", "softmaxx"], "there is no exercise called 'softmaxx'; did you mean 'softmax'?"),
        ([NAME, "--only", "softmax"], "softmax is no exercise of 01-neurons; leave the lesson out"),
        ([NAME, "--confinement", "jail"], "there is no confinement called jail"),
        ([NAME, "--course", "/"], "no course was found in /"),
    ],
)
def test_mistakes_are_one_sentence(run, arguments, sentence):
    assert_one_sentence(run(*arguments), sentence)


def test_a_course_without_the_script(run, own):
    (own.root / "solutions").unlink()
    assert_one_sentence(run(NAME), "lesson '01-neurons' has no script")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "solutions"), "solutions: Permission denied; mend that"),
        (KeyboardInterrupt(), STOPPED),
    ],
)
def test_what_comes_between(run, monkeypatch, error, words):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr(prove_module, "build_lesson", fails)
    assert_one_sentence(run(NAME), words)


def test_ctrl_c_at_a_terminal_ends_all_that_prove():
    ended = interrupted(lambda printed: "proven" in printed, "prove", NAME, "--course", ROOT)
    assert (ended.code, ended.err.strip()) == (1, STOPPED)
