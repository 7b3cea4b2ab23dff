"""Words about problems cannot do harm on a page."""

import pytest

from autograder.engine.prepare.sentences import about, counted, listed, quoted


@pytest.mark.parametrize(
    "name", ["<script>", "a`b", "[x](javascript:y)", "**b**", "a\nb", "$x$", "my_x\\", "\x1b[31m", "\udcff", "&lt;"]
)
def test_names_of_files_hold_no_markup(name):
    assert not set(quoted(name)) & set("<>`[]*&$\\\n\x1b\udcff")


def test_ordinary_names_stay():
    assert quoted("Copy of 01-neurons (1).ipynb") == '"Copy of 01-neurons (1).ipynb"'
    assert quoted("Übung_1.ipynb") == '"Übung_1.ipynb"'


def test_long_names_are_cut():
    assert quoted("x" * 300) == f'"{"x" * 80}…"'


def test_lists():
    assert listed(["a"]) == "`a`"
    assert listed("abc") == "`a`, `b` and `c`"
    assert listed("abcdefgh") == "`a`, `b`, `c`, `d`, `e`, `f` and 2 more"


def test_nothing_to_say():
    assert about("cell", [], "was", "were") == ""
    assert counted(0, "cell", "cells") == ""
