"""The notebook is found under whatever name, and no link is followed to it."""

import json
import os
import sys

import pytest

from autograder.engine.prepare import find as module
from autograder.engine.prepare.decode import MAX_BYTES, UnreadableError
from autograder.engine.prepare.find import MOST_CANDIDATES, find_notebook, read_plain_file
from tests.autograder.prepare.small import SMALL


def notebook(*grade_ids, written=()):
    """Return the bytes of a notebook that holds the named cells, in those of `written` with another text."""
    cells = [
        {
            "cell_type": SMALL.by_id[each].cell_type,
            "source": "written" if each in written else SMALL.by_id[each].source,
            "metadata": {"nbgrader": {"grade_id": each}},
        }
        for each in grade_ids
    ]
    return json.dumps({"cells": cells, "nbformat": 4}).encode()


ALL = tuple(SMALL.by_id)


def found_in(folder, **files):
    for name, data in files.items():
        (folder / f"{name.replace('_', ' ')}.ipynb").write_bytes(data)
    return find_notebook(SMALL, folder)


def known(found):
    return [cell.marks["grade_id"] for cell in found.draft.cells]


def test_the_expected_name_wins_whatever_else_is_there(tmp_path):
    found = found_in(tmp_path, small=notebook("a"), other=notebook(*ALL))
    assert known(found) == ["a"]
    assert found.problems == ()


def test_the_only_other_notebook_stands_in(tmp_path):
    found = found_in(tmp_path, other_name=notebook("a", "b"))
    assert known(found) == ["a", "b"]
    assert found.problems == (
        'There is no notebook called "small.ipynb" in the submission. "other name.ipynb" was graded in its place.',
    )


def test_of_several_the_one_with_most_of_the_lesson_stands_in(tmp_path):
    found = found_in(tmp_path, x=notebook("a"), y=notebook("a", "b", "why"), z=notebook("a", "b"))
    assert known(found) == ["a", "b", "why"]
    assert 'Of 3 other notebooks, "y.ipynb" was graded: it holds most' in found.problems[0]


def test_of_equals_the_one_in_which_more_was_written(tmp_path):
    found = found_in(tmp_path, x=notebook(*ALL), y=notebook(*ALL, written=["a-solution"]), z=notebook(*ALL))
    assert '"y.ipynb"' in found.problems[0]


def test_then_the_latest_then_the_last_name(tmp_path):
    found_in(tmp_path, x=notebook(*ALL), y=notebook(*ALL))
    for name in ("x", "y"):
        os.utime(tmp_path / f"{name}.ipynb", (1000, 1000))
    assert '"y.ipynb"' in find_notebook(SMALL, tmp_path).problems[0]
    os.utime(tmp_path / "x.ipynb", (2000, 2000))
    assert '"x.ipynb"' in find_notebook(SMALL, tmp_path).problems[0]


def test_a_damaged_notebook_gives_way_to_a_good_one(tmp_path):
    found = found_in(tmp_path, small=b"{", copy=notebook("a"))
    assert known(found) == ["a"]
    assert found.problems[0].startswith('"small.ipynb" could not be read: the file breaks off')
    assert found.problems[0].endswith('"copy.ipynb" was graded in its place.')


def test_why_nothing_could_be_read(tmp_path):
    found = found_in(tmp_path, small=b"{", copy=b"")
    assert found.draft is None
    assert found.problems == (
        '"small.ipynb" could not be read: the file breaks off in the middle, as after an interrupted upload.',
        '"copy.ipynb" could not be read: the file is empty.',
    )
    assert find_notebook(SMALL, tmp_path / "nowhere").draft is None
    assert "folder could not be read" in find_notebook(SMALL, tmp_path / "nowhere").problems[0]


def test_what_is_no_notebook_of_this_lesson_never_stands_in(tmp_path):
    from dataclasses import replace

    for name in ("._small.ipynb", "small.txt", "small.ipynb.bak", "part-two.ipynb", ".ipynb"):
        (tmp_path / name).write_bytes(notebook(*ALL))
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "small-checkpoint.ipynb").write_bytes(notebook(*ALL))
    assert find_notebook(replace(SMALL, other_notebooks=frozenset({"part-two"})), tmp_path).draft is None
    assert '"part-two.ipynb"' in find_notebook(SMALL, tmp_path).problems[0]


def test_a_thousand_notebooks_are_not_all_read(tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr(module, "read_plain_file", lambda path: read.append(path) or notebook("a"))
    found_in(tmp_path, **{f"n{number:04d}": b"" for number in range(1000)})
    assert len(read) == MOST_CANDIDATES


def reason(path):
    with pytest.raises(UnreadableError) as error:
        read_plain_file(path)
    return str(error.value)


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has neither pipes nor links in a file system for everybody"
)
def test_only_ordinary_files_are_read(tmp_path):
    good = tmp_path / "good"
    good.write_bytes(b"content")
    assert read_plain_file(good) == b"content"
    (tmp_path / "link").symlink_to(good)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "dangling", "loop"):
        assert reason(tmp_path / name) == "it is a link, which is not followed"
    assert reason(tmp_path / "pipe") == "it is a pipe"
    assert reason(tmp_path) == "it is a folder"
    assert reason("/dev/null") == "it is a device"
    assert reason(tmp_path / "nowhere") == "No such file or directory"


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has neither pipes nor links in a file system for everybody"
)
def test_what_is_exchanged_for_a_link_or_a_pipe_at_the_last_moment_is_not_read(tmp_path, monkeypatch):
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"secret")
    (tmp_path / "link").symlink_to(ordinary)
    os.mkfifo(tmp_path / "pipe")
    mode = os.lstat(ordinary)
    monkeypatch.setattr(module.os, "lstat", lambda path: mode)
    assert "symbolic links" in reason(tmp_path / "link")
    assert reason(tmp_path / "pipe") == "it is not an ordinary file"


def test_what_may_not_be_read_is_said(tmp_path, monkeypatch):
    """Permission is taken by hand: root, who runs these tests in a container, may read everything."""

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "small.ipynb").write_bytes(notebook(*ALL))
    monkeypatch.setattr(module.os, "open", refuse)
    found = find_notebook(SMALL, tmp_path)
    assert found.draft is None
    assert found.problems == ('"small.ipynb" could not be read: the grader is not permitted to read it.',)


def test_no_more_is_read_than_a_notebook_may_have(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 4)  # a file of holes
    assert len(read_plain_file(path)) == MAX_BYTES + 1
