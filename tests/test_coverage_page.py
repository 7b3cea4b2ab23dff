"""docs/coverage.md names places that exist, and leaves none out."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

import demos
from autograder.exercises import LESSONS
from tests.coverage_page import Places, broken_claims, course_in, missing_claims, read_rows

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "coverage.md"

COURSE = {
    "01-lines": Places(
        notebook="../notebooks/01-lines/01-lines.ipynb",
        headings=frozenset({"1. A line", "2. Two lines"}),
        demos=frozenset({"line_explorer"}),
        exercises={"line": frozenset({"forgets the bias"}), "lines": frozenset({"stops at one"})},
    )
}
GOOD = """
## 01-lines: Lines

| The idea | Section | Exercise | Demo |
|:--|:--|:--|:--|
| What a line is | [1. A line](../notebooks/01-lines/01-lines.ipynb) | `line` | `line_explorer` |
| Two of them | [2. Two lines](../notebooks/01-lines/01-lines.ipynb) | `lines` | |

| The mistake | Exercise | Told apart as |
|:--|:--|:--|
| No bias | `line` | *forgets the bias* |
| One is not two | `lines` | *stops at one* |
"""


@pytest.fixture(scope="module")
def course():
    return course_in(ROOT, LESSONS, demos.__all__)


def test_every_place_on_the_page_exists(course):
    assert broken_claims(PAGE.read_text(encoding="utf-8"), course) == []


def test_every_lesson_section_exercise_and_demo_stands_on_the_page(course):
    assert missing_claims(PAGE.read_text(encoding="utf-8"), course, demos.__all__) == []


def test_the_notebooks_are_read(course):
    assert "1. A cell that adds up" in course["01-neurons"].headings
    assert course["01-neurons"].demos == {"neuron_explorer"}
    assert "fires at the threshold" in course["01-neurons"].exercises["threshold_neuron"]


def test_a_page_without_fault_passes():
    assert len(read_rows(GOOD)) == 4
    assert broken_claims(GOOD, COURSE) == []
    assert missing_claims(GOOD, COURSE, ["line_explorer"]) == []


@pytest.mark.parametrize(
    ("there", "instead", "problem"),
    [
        ("[1. A line]", "[1. A curve]", "no section '1. A curve'"),
        ("[1. A line](../notebooks/01-lines/01-lines.ipynb)", "", "no section is named"),
        ("01-lines.ipynb)", "lines.ipynb)", "the link leads to"),
        ("`line` | `line_explorer`", "`curve` | `line_explorer`", "no exercise 'curve'"),
        ("`line_explorer`", "`curve_explorer`", "no demo 'curve_explorer'"),
        ("*forgets the bias*", "*forgets the slope*", "no wrong answer 'forgets the slope'"),
        ("| `line` | *forgets", "| `lines` | *forgets", "no wrong answer 'forgets the bias' among those of lines"),
        ("*forgets the bias*", "forgets the bias", "no wrong answer of 'line' is named"),
        ("## 01-lines", "## 02-curves", "no lesson 02-curves"),
    ],
)
def test_a_place_that_does_not_exist_is_found(there, instead, problem):
    assert there in GOOD
    assert any(problem in sentence for sentence in broken_claims(GOOD.replace(there, instead), COURSE))


@pytest.mark.parametrize(
    ("there", "instead", "problem"),
    [
        ("## 01-lines", "## 02-curves", "no section about lesson 01-lines"),
        ("`lines`", "", "no row names 'lines'"),
        ("*stops at one*", "", "no mistake of 'lines' is named"),
        ("`line_explorer`", "", "01-lines: no row names the demo 'line_explorer'"),
        ("[2. Two lines]", "[1. A line]", "no row names the section '2. Two lines'"),
    ],
)
def test_a_place_that_the_page_leaves_out_is_found(there, instead, problem):
    assert there in GOOD
    found = missing_claims(GOOD.replace(there, instead), COURSE, ["line_explorer"])
    assert any(problem in sentence for sentence in found)


def test_a_demo_that_no_lesson_shows_is_found():
    assert missing_claims(GOOD, COURSE, ["line_explorer", "lost"]) == ["no row names the demo 'lost'"]


def test_a_lesson_is_demanded_as_soon_as_its_script_exists(tmp_path):
    (tmp_path / "solutions").mkdir()
    assert course_in(tmp_path, {}, []) == {}
    (tmp_path / "solutions" / "02-curves.py").touch()
    (tmp_path / "notebooks" / "02-curves").mkdir(parents=True)
    cells = [
        {"cell_type": "markdown", "source": ["## 1. A bend\n", "and text"]},
        {"cell_type": "code", "source": ["curve_explorer(bend)"]},
    ]
    (tmp_path / "notebooks" / "02-curves" / "02-curves.ipynb").write_text(json.dumps({"cells": cells}))
    wrong = SimpleNamespace(name="stays straight")
    lesson = SimpleNamespace(exercises=[SimpleNamespace(name="bend", wrong_answers=[wrong])])
    course = course_in(tmp_path, {"02-curves": lesson}, ["curve_explorer"])
    assert missing_claims("", course, []) == [
        "no section about lesson 02-curves",
        "02-curves: no row names 'bend'",
        "02-curves: no mistake of 'bend' is named",
        "02-curves: no row names the demo 'curve_explorer'",
        "02-curves: no row names the section '1. A bend'",
    ]
