"""What Markdown would make of the lessons' prose, and nobody meant."""

import re
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).resolve().parents[1] / "solutions").glob("*.py"))
NUMBERED = re.compile(r"^#\s+(\d+)[.)] ")


def accidental_lists(lines):
    """Return the lines that begin with a number and a point, as an item does, and continue no list."""
    numbers = [int(match[1]) if (match := NUMBERED.match(line)) else None for line in lines]
    return [
        line
        for before, number, line in zip([None, *numbers], numbers, lines, strict=False)
        if number is not None and number != 1 and before != number - 1
    ]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_no_line_of_prose_begins_as_an_item_of_a_list(script):
    assert accidental_lists(script.read_text(encoding="utf-8").splitlines()) == []


def test_an_accidental_list_is_seen():
    assert accidental_lists(["# 1. one", "# 2. two", "# It was in", "# 1948. Entropy."]) == ["# 1948. Entropy."]
