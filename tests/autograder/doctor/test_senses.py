"""What this machine says of itself: the real answers, which the made-up machines stand in for."""

import sqlite3
from pathlib import Path

import pytest

from autograder.course.build import make_course
from autograder.doctor import senses


def test_packages_and_programs():
    assert senses.version_of("numpy") and senses.version_of("no-such-package") is None
    assert any(line.startswith("numpy") for line in senses.requires())
    assert senses.program("alembic") and senses.program("no-such-program") is None


def test_a_package_that_is_not_installed_requires_nothing(monkeypatch):
    monkeypatch.setattr(senses, "_DISTRIBUTION", "no-such-package")
    assert senses.requires() is None


def test_the_course_s_own_settings(tmp_path):
    course = make_course(tmp_path)
    with (tmp_path / "nbgrader_config.py").open("a") as config:
        config.write("\nget_config().Exchange.root = '/srv/exchange'\n")
    assert senses.exchange(course.root) == Path("/srv/exchange")
    assert senses.database(course.root) == f"sqlite:///{tmp_path / 'gradebook.db'}?timeout=60"


def test_a_gradebook_is_made(tmp_path):
    senses.make_gradebook(tmp_path / "gradebook.db")
    with sqlite3.connect(tmp_path / "gradebook.db") as connection:
        assert connection.execute("SELECT id FROM student").fetchall() == [("somebody",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()


def test_folders(tmp_path):
    assert senses.can_write(tmp_path) == ""
    assert senses.can_write(tmp_path / "nowhere") == "No such file or directory"
    assert list(tmp_path.iterdir()) == []


def test_memory_is_the_machine_s_or_the_container_s():
    memory = senses.memory_bytes()
    assert memory is None or 2**26 < memory < 2**50


def test_a_figure_is_drawn():
    picture = senses.draw()
    assert picture.startswith(b"\x89PNG") and len(picture) > 5000


@pytest.mark.parametrize("installed", [True, False])
def test_the_browser_that_playwright_fetched(monkeypatch, tmp_path, installed):
    monkeypatch.setattr(senses.shutil, "which", lambda name: None)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    path = tmp_path / "chromium-1200" / "chrome-linux" / "chrome"
    if installed:
        path.parent.mkdir(parents=True)
        path.touch()
    assert senses.browser() == (str(path) if installed else None)


def test_jupyter_s_folders():
    assert any((folder / "labextensions").is_dir() for folder in senses.jupyter_data_folders())
    assert any((folder / "jupyter_server_config.d").is_dir() for folder in senses.jupyter_config_folders())
