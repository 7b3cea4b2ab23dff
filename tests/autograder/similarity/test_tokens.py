from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.similarity.tokens import LONGEST_CODE, tokenise


def same(one, other):
    return tokenise(one).symbols == tokenise(other).symbols


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("d_w = x.T @ d_y", "grad=inputs.T@incoming"),
        ("total = 0  # start", "t = 0.0"),
        ("f(a,\n  b)", "g(x, y)"),
        ('raise ValueError("bad " f"label")', "raise ValueError('worse')"),
        ('def f(x):\n    """Say what."""\n    return x', "def g(y):\n    return y"),
        ("self.weights = w", "self.mean = a"),
        ("net.weights", "model.parameters_of_mine"),
        ("a = 1; b = 2", "c = 1\nd = 2"),
        ("x = a + \\\n    b", "y = c + d"),
    ],
)
def test_what_is_easily_changed_is_not_seen(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("np.sum(x)", "np.max(x)"),
        ("x.sum()", "x.max()"),
        ("sum(x)", "max(x)"),
        ("a + b", "a - b"),
        ("x[0]", "x[1]"),
        ("if a:", "while a:"),
        ("a = b", "a == b"),
    ],
)
def test_what_the_code_does_is_seen(one, other):
    assert not same(one, other)


def test_lines_of_the_release_are_left_out():
    code = "def f(x):\n    y = x + 1\n    return y\n"
    left = tokenise(code, frozenset({"def f(x):", "return y"}))
    assert [code[start:end] for start, end in left.spans] == ["y", "=", "x", "+", "1"]


def test_broken_code_has_tokens_too():
    assert len(tokenise("def f(:\n   return ((x +").symbols) == len(
        ["def", "f", "(", ":", "return", "(", "(", "x", "+"]
    )
    assert tokenise("").symbols == tokenise("# nothing\n\n").symbols == ""


@given(st.text(max_size=200))
def test_any_text_has_tokens_that_lie_in_it_in_order(code):
    tokens = tokenise(code, frozenset({"x"}))
    assert len(tokens.symbols) == len(tokens.spans)
    assert all(0 <= start < end <= len(code) for start, end in tokens.spans)
    assert all(one[1] <= other[0] for one, other in pairwise(tokens.spans))


def test_endless_code_is_cut():
    assert len(tokenise("x " * LONGEST_CODE).symbols) == LONGEST_CODE // 2
