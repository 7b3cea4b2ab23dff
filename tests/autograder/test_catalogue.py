"""Lessons are loaded one by one, and found under the name of their package."""

import subprocess
import sys

import pytest

from autograder.exercises import LESSONS
from autograder.exercises.catalogue import Catalogue


def test_every_lesson_is_found_under_its_name():
    assert [lesson.name for lesson in LESSONS.values()] == list(LESSONS) == sorted(LESSONS)
    assert len(LESSONS) == 13


def test_asking_for_one_loads_no_other():
    program = "import sys; from autograder.exercises import find_lesson; find_lesson('01-neurons'); print(*sys.modules)"
    printed = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    loaded = {name.split(".")[2] for name in printed.split() if name.startswith("autograder.exercises.lesson_")}
    assert loaded == {"lesson_01_neurons"}


def test_whether_there_is_one_is_known_without_loading_it():
    catalogue = Catalogue("nowhere", ["lesson_01_first", "declaration"])
    assert list(catalogue) == ["01-first"]
    assert "01-first" in catalogue
    assert "declaration" not in catalogue
    with pytest.raises(KeyError):
        catalogue["02-second"]


def test_a_package_that_declares_another_name_is_refused(tmp_path, monkeypatch):
    (tmp_path / "odd_lessons" / "lesson_01_first").mkdir(parents=True)
    (tmp_path / "odd_lessons" / "lesson_01_first" / "__init__.py").write_text(
        "from autograder.exercises.declaration import Lesson\nLESSON = Lesson('01-other', (), ())\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ValueError, match="declares the lesson '01-other'; its package's name says '01-first'"):
        Catalogue("odd_lessons", ["lesson_01_first"])["01-first"]
