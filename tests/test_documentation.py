"""Links and pictures of the documentation exist, and its command lines are understood."""

from functools import cache
from pathlib import Path

import pytest
import typer

from autograder.cli import app
from tests.documentation import (
    CommandLine,
    anchors,
    broken_links,
    command_lines,
    links,
    refused,
    refused_by_make,
    refused_by_nbgrader,
)

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

EVERY_PAGE = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)


@cache
def nbgrader():
    from nbgrader.apps import NbGraderApp

    return NbGraderApp


def complaint(line):
    """Return why the program that a line starts would not take it, or nothing."""
    if line.program == "make":
        return refused_by_make(line, MAKEFILE)
    if line.program == "nbgrader":
        return refused_by_nbgrader(line, nbgrader())
    return refused(line, typer.main.get_command(app))


@EVERY_PAGE
def test_every_link_and_picture_exists(path):
    assert broken_links(path) == []


@EVERY_PAGE
def test_every_command_line_is_understood(path):
    lines = command_lines(path.read_text(encoding="utf-8"))
    assert [f"{line}: {why}" for line in lines if (why := complaint(line))] == []


def test_every_picture_stands_on_a_page():
    shown = {address for page in PAGES for address in links(page.read_text(encoding="utf-8"))}
    pictures = sorted(path.name for path in (ROOT / "docs" / "pictures").iterdir())
    assert [name for name in pictures if f"pictures/{name}" not in shown] == []


def test_no_picture_is_larger_than_a_reader_on_a_slow_line_would_like():
    large = {path.name: path.stat().st_size for path in (ROOT / "docs" / "pictures").iterdir()}
    assert {name: size for name, size in large.items() if size > 150_000} == {}


def test_pages_are_read(tmp_path):
    (tmp_path / "other.md").write_text("## What it's for, in short\n")
    page = tmp_path / "page.md"
    page.write_text(
        "# A page\n[a](other.md#what-its-for-in-short) [b](#a-page) ![c [d]](none.png) [e](https://host/x)\n"
        "[f](other.md#nothing)\n`[g](code.md)`\n```text\n[h](block.md)\n# comment\n```\n"
    )
    assert anchors(page.read_text()) == {"a-page"}
    assert broken_links(page) == ["page.md: none.png leads nowhere", "page.md: other.md has no heading #nothing"]


def test_command_lines_are_read():
    page = (
        "Run `autograder grade` or `autograder\ngrade LESSON --no-figures`, not `other`.\n\n"
        "```text\n.venv/bin/autograder build    # all\nmake demo\necho autograder\n```\n"
        "```python\nautograder prove\n```\n"
        "1. A step:\n   ```sh\n   python -m autograder prove 'a b'\n   ```\n"
    )
    assert command_lines(page) == [
        CommandLine("autograder", ("build",), True),
        CommandLine("make", ("demo",), True),
        CommandLine("autograder", ("prove", "a b"), True),
        CommandLine("autograder", ("grade",), False),
        CommandLine("autograder", ("grade", "LESSON", "--no-figures"), False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```text\nautograder grade 01-neurons --workers 2\n```",
        "`autograder grade`",
        "`autograder grade --workers 2`",
        "`autograder build | prove`",
        "`autograder --help`",
        "`autograder grade --help`",
        "```text\nnbgrader generate_feedback 01-neurons --force\n```",
        "`nbgrader db student import FILE`",
        "`nbgrader collect 01-neurons --CourseDirectory.course_id=x`",
        "`make bench BENCH='layers'`",
    ],
)
def test_a_command_line_without_fault_passes(text):
    (line,) = command_lines(text)
    assert complaint(line) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("```text\nautograder mark 01-neurons\n```", "there is no command mark"),
        ("`autograder mark`", "there is no command mark"),
        ("`autograder build | mark`", "there is no command mark"),
        ("```text\nautograder grade\n```", "Missing argument"),
        ("`autograder grade --harder`", "No such option: --harder"),
        ("```text\nautograder grade 01-neurons --workers many\n```", "Invalid value for '--workers'"),
        ("```text\nautograder build 01-neurons\n```", "unexpected extra argument"),
        ("`nbgrader mark 01-neurons`", "nbgrader has no command mark"),
        ("`nbgrader db student mark`", "nbgrader has no command mark"),
        ("`nbgrader collect 01-neurons --harder`", "has no option --harder"),
        ("`make everything`", "the Makefile has no target everything"),
    ],
)
def test_a_command_line_that_would_fail_is_found(text, reason):
    (line,) = command_lines(text)
    assert reason in complaint(line)
