"""``autograder demo``: it makes a class up, never in the place of a real one, and shows a table that is whole."""

import errno
import io
import os
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from autograder.cli import main
from autograder.commands.demo import _table
from autograder.engine.grade import Graded
from autograder.exercises import LESSONS

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    def demo(folder):
        with pytest.raises(SystemExit) as stopped:
            main(["demo", "--course", str(ROOT), "--folder", str(folder)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        assert stopped.value.code == 1
        assert len(printed.err.strip().splitlines()) == 1
        return printed.err

    return demo


def test_a_course_with_a_gradebook_is_not_replaced(run, built, tmp_path):
    shutil.copytree(built.root, tmp_path / "spring")
    before = {path: path.read_bytes() for path in (tmp_path / "spring").rglob("*") if path.is_file()}
    assert "spring was not made up by this command" in run(tmp_path / "spring")
    assert {path: path.read_bytes() for path in (tmp_path / "spring").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "the disk is full"),
        (KeyboardInterrupt(), "stopped: the next `autograder demo` makes the class up anew"),
    ],
)
def test_what_comes_between_is_one_sentence_and_the_next_demo_begins_anew(run, tmp_path, monkeypatch, error, words):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr("autograder.course.build.build_lesson", fails)
    for _ in range(2):
        assert words in run(tmp_path / "demo")


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.name)
def test_every_column_is_whole_in_80_columns(lesson):
    printed = io.StringIO()
    Console(file=printed, width=80).print(_table(lesson, [Graded("hostile-equals-everything", None)]))
    first, second, _, row = [line.split() for line in printed.getvalue().splitlines()]
    points = [exercise.points for exercise in lesson.exercises]
    assert first == [*(str(place + 1) for place in range(len(points))), "total"]
    assert second == ["student", *(f"/{each}" for each in points), f"/{sum(points)}"]
    assert row == ["hostile-equals-everything", *["0"] * (len(points) + 1)]
