import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.exports.table import as_csv, guarded, number


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r\n@x", "＝1", "\0=1", "\x1b=1", "=cmd|'/c calc'!A1"]
)
def test_nothing_that_a_spreadsheet_takes_for_a_formula_is_left(text):
    assert guarded(text).startswith("'")


@pytest.mark.parametrize("text", ["Noether, Emmy", "O'Neil", "ümit", "李 小龙", "3-4", "", "'=1"])
def test_other_texts_are_as_they_were(text):
    assert guarded(text) == text


@given(st.text())
def test_every_text_becomes_one_harmless_line(text):
    line = guarded(text)
    assert not line.startswith(tuple("=+-@\t\r"))
    assert line.isprintable() and guarded(line) == line


@given(
    st.lists(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=3))
)
def test_what_is_written_is_read_again(rows):
    for separator in (",", ";", "\t"):
        text = as_csv(rows, separator).decode()
        assert list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)) == rows


def test_a_name_that_is_not_unicode_is_written_all_the_same():
    assert as_csv([["caf\udce9", "x"]]) == b"caf\\udce9,x\r\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.001, "0"), (10.0, "10"), (100.0, "100"), (1 / 3, "0.33"), (0.005, "0.01"), (1e6, "1000000")],
)
def test_numbers_have_two_decimals_at_most_and_no_exponent(value, text):
    assert number(value) == text


def test_a_decimal_comma():
    assert number(2.5, ",") == "2,5"
