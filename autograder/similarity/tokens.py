"""Code as a row of symbols in which a student's own names, comments, layout and texts are all alike."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from pygments.lexers import PythonLexer
from pygments.token import Comment, Error, Keyword, Literal, Name, Number, Operator, Punctuation, String

# Beyond this, code is no answer to an exercise but a burden on the comparison.
LONGEST_CODE = 30_000

_NAME, _TEXT = "a name", "a text"
_OWNERS = (np, np.ndarray, np.linalg, np.random.Generator, list, dict, set, str)
# What NumPy and Python call their own: nobody can rename it, so it tells one line from another.
PUBLIC_NAMES = frozenset(name for owner in _OWNERS for name in dir(owner) if not name.startswith("_"))
_ALPHABET, _FIRST = 0xD000, 0x100  # code points below the surrogates


@dataclass(frozen=True)
class Tokens:
    """Code without what is easily changed.

    Attributes
    ----------
    symbols : str
        One character for each token; equal tokens have equal characters, in every document.
    spans : tuple of (int, int)
        Where each token begins and ends in the code.
    """

    symbols: str
    spans: tuple[tuple[int, int], ...]


def tokenise(code: str, given: frozenset[str] = frozenset()) -> Tokens:
    """Return the tokens of Python code, whether it can be parsed or not.

    All names are the same token but Python's built-in ones and the attributes that NumPy's and Python's own objects
    have. All texts are the same, and numbers count by their value. Comments, docstrings and layout are left out.

    Parameters
    ----------
    code : str
        A cell's code; what follows the first 30,000 characters is not looked at.
    given : frozenset of str
        Lines, without the space around them, that were in the release: their tokens are left out.

    Examples
    --------
    >>> tokenise("total = np.sum(x)  # all").symbols == tokenise("s=np.sum( values )").symbols
    True
    >>> tokenise("np.sum(x)").symbols == tokenise("np.max(x)").symbols
    False
    """
    code = code[:LONGEST_CODE]
    is_given = _lines_given(code, given)
    symbols: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end, word in _words(code):
        if is_given(start):
            continue
        if word is _TEXT and symbols and symbols[-1] == _symbol(_TEXT) and code[spans[-1][1] : start].strip() == "":
            spans[-1] = (spans[-1][0], end)  # quotation marks, escapes and adjacent texts are one text
            continue
        symbols.append(_symbol(word))
        spans.append((start, end))
    return Tokens("".join(symbols), tuple(spans))


def _lines_given(code: str, given: frozenset[str]) -> Callable[[int], bool]:
    """Return a function that tells of a place in the code whether its line was in the release."""
    lines = code.splitlines(keepends=True)
    flags = [line.strip() in given for line in lines]
    starts = list(accumulate((len(line) for line in lines[:-1]), initial=0))
    return lambda place: bool(flags) and flags[bisect_right(starts, place) - 1]


def _words(code: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each token begins and ends, and the word that stands for it."""
    before = owner = ""
    for start, kind, value in _lexed(code):
        word = _word(kind, value, before, owner)
        if word:
            yield start, start + len(value), word
        if word or value.strip():
            before, owner = value, before


def _lexed(code: str) -> Iterator[tuple[int, Any, str]]:
    for start, kind, value in PythonLexer().get_tokens_unprocessed(code):
        if kind is Name.Decorator and value.startswith("@"):
            # Pygments takes `x@w` for a decorator, and `x @ w` for a product.
            yield start, Operator, "@"
            start, kind, value = start + 1, Name, value[1:]
        yield start, kind, value


def _word(kind: Any, value: str, before: str, owner: str) -> str:
    if kind in Comment or kind is String.Doc or not value.strip() or value in (";", "\\"):
        return ""
    if kind in String:
        return _TEXT
    if kind in Number:
        return _number(value)
    if kind in Name:
        if before == ".":
            return value if value in PUBLIC_NAMES and owner != "self" else _NAME
        return value if kind in (Name.Builtin, Name.Exception) else _NAME
    plain = any(kind in each for each in (Keyword, Operator, Punctuation, Error, Literal))
    return value if plain else ""


def _number(value: str) -> str:
    try:
        return repr(float(value))
    except ValueError:
        return value


def _symbol(word: str) -> str:
    return chr(_FIRST + zlib.crc32(word.encode("utf-8", "replace")) % _ALPHABET)
