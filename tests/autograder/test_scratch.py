"""autograder.engine.scratch: a directory that a hostile process filled."""

import os
import shutil
import subprocess
from pathlib import Path

from autograder.engine.scratch import copy_plain_files, remove_tree, size_below

VERY_MANY = 2**60


def deep(folder, levels=30):
    """Make directories so deep that no path reaches the last one."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(levels):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
    finally:
        os.chdir(here)


def test_what_cannot_be_looked_into_counts_as_very_many(tmp_path, monkeypatch):
    deep(tmp_path)
    assert size_below(tmp_path) > VERY_MANY
    remove_tree(tmp_path / ("d" * 200))
    assert size_below(tmp_path) == 0
    scandir = os.scandir

    def refused(path):
        if "closed" in str(path):
            raise PermissionError
        return scandir(path)

    (tmp_path / "closed").mkdir()
    monkeypatch.setattr(os, "scandir", refused)
    assert size_below(tmp_path) > VERY_MANY


def test_what_vanishes_meanwhile_does_not_count(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    scandir = os.scandir

    def vanishes(path):
        if "gone" in str(path):
            raise FileNotFoundError
        return scandir(path)

    monkeypatch.setattr(os, "scandir", vanishes)
    assert 0 < size_below(tmp_path) + 1 < 2**20


def test_links_are_not_copied(tmp_path):
    (tmp_path / "source" / "folder").mkdir(parents=True)
    (tmp_path / "source" / "folder" / "data.csv").write_text("1,2")
    (tmp_path / "source" / "link").symlink_to("/etc")
    copy_plain_files(tmp_path / "source", tmp_path / "target")
    assert sorted(path.name for path in (tmp_path / "target").rglob("*")) == ["data.csv", "folder"]


def test_what_a_dying_process_still_writes_is_deleted_too(tmp_path, monkeypatch):
    folder = tmp_path / "worker"
    folder.mkdir()
    rmtree, written = shutil.rmtree, []

    def written_to_at_the_last_moment(directory):
        rmtree(directory)
        folder.mkdir()
        (folder / "log").write_text("late")
        raise OSError("Directory not empty")

    run = subprocess.run

    def once_more(command, **settings):
        done = run(command, **settings)
        if command[0].endswith("rm") and not written:
            written.append(folder.mkdir())
        return done

    monkeypatch.setattr(shutil, "rmtree", written_to_at_the_last_moment)
    monkeypatch.setattr(subprocess, "run", once_more)
    remove_tree(folder)
    assert written and not folder.exists()
