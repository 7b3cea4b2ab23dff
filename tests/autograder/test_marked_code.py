import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from autograder.reports.marked_code import marked_code


def plain(page):
    """Return what a reader sees of the code: without marks and their numbers."""
    return Markup(re.sub(r"</?mark>", "", re.sub("<b>[^<]*</b>", "", str(page)))).unescape()


def test_a_passage_over_several_lines_is_marked_in_each_and_numbered_once():
    assert str(marked_code("a = 1\n  b = 2\nc", [(0, 13)])) == "<mark><b>1</b>a = 1</mark>\n  <mark>b = 2</mark>\nc"


def test_passages_have_their_own_numbers():
    assert str(marked_code("x y", [(2, 3), (0, 1)])) == "<mark><b>2</b>x</mark> <mark><b>1</b>y</mark>"


def test_where_passages_overlap_the_first_counts():
    assert str(marked_code("abcd", [(1, 3), (0, 4)])) == ("<mark><b>2</b>a</mark><mark><b>1</b>bc</mark><mark>d</mark>")


def test_lines_far_from_all_passages_are_left_out():
    code = "\n".join(f"line {number}" for number in range(20))
    start = code.index("line 10")
    shown = marked_code(code, [(start, start + 7)])
    assert plain(shown).splitlines() == ["⋮", *(f"line {number}" for number in range(7, 14)), "⋮"]


def test_hostile_code_is_text():
    shown = str(marked_code("<script>alert(1)</script>", [(0, 8)]))
    assert "<script" not in shown
    assert shown.startswith("<mark><b>1</b>&lt;script&gt;</mark>")


def test_an_endless_line_is_cut():
    assert len(plain(marked_code("x" * 10_000, [(0, 5)]))) == 400


@given(st.text("ab<&\n '\"", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4))
def test_whatever_is_marked_the_lines_shown_are_the_code_s(code, places):
    passages = [(start, min(len(code), start + length)) for start, length in places if start < len(code)]
    shown = [line for line in plain(marked_code(code, passages)).split("\n") if line != "⋮"]
    assert set(shown) <= set(code.split("\n"))
