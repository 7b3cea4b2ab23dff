"""What docs/what-a-check-tells-you.md shows is what checks say."""

import re

import pytest

from tests.check_examples import PAGE, CheckExample, examples, in_words

TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = examples(TEXT)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.picture)
def test_a_picture_says_what_the_check_says(example):
    assert example.words == in_words(example.report())


def test_every_picture_of_a_check_stands_below_its_function():
    shown = re.findall(r"\(pictures/(check-[\w-]+\.png)\)", TEXT)
    assert shown == [example.picture for example in EXAMPLES]
    assert len(EXAMPLES) >= 8


def test_the_examples_differ_in_what_they_show():
    assert len({example.words for example in EXAMPLES}) == len(EXAMPLES)


def test_examples_are_read():
    page = "```python\nx = 1\n```\n\n```python\ny = 2\n```\n\n![in words](pictures/check-y.png)\n"
    assert examples(page) == [CheckExample("y = 2\n", "in words", "check-y.png")]


def test_a_report_in_words_is_that_of_the_function_on_the_page():
    right = "def threshold_neuron(x, w, b):\n    return (x @ w + b > 0).astype(float)\n"
    assert in_words(CheckExample(right, "", "").report()) == "threshold_neuron, 2 of 2 points: all cases right"
    wrong = right.replace("+ b", "- b")
    assert "the bias is subtracted" in in_words(CheckExample(wrong, "", "").report()).lower()
