"""The words in which problems are told to students: names that cannot do harm, lists, singular and plural."""

from __future__ import annotations

from collections.abc import Collection, Iterable

_MOST_NAMES = 6
_LONGEST_NAME = 80
_HARMFUL = str.maketrans(dict.fromkeys("`<>&|\\*[]$", "?"))


def quoted(name: str) -> str:
    """Return a file's name, shortened, and without what Markdown, HTML or MathJax would read in it."""
    shown = "".join(character if character.isprintable() else "?" for character in name[:_LONGEST_NAME])
    return f'"{shown.translate(_HARMFUL)}{"…" if len(name) > _LONGEST_NAME else ""}"'


def listed(names: Iterable[str]) -> str:
    """Return "`a`, `b` and `c`", with the number of those beyond six."""
    shown = [f"`{name}`" for name in names]
    if len(shown) > _MOST_NAMES:
        shown = [*shown[:_MOST_NAMES], f"{len(shown) - _MOST_NAMES} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def about(cells: str, names: Collection[str], one: str, several: str) -> str:
    """Return a sentence about named cells, or nothing if there are none.

    >>> about("test cell", ["affine"], "was missing", "were missing")
    'The test cell `affine` was missing.'
    >>> about("test cell", ["affine", "softmax"], "was missing", "were missing")
    'The test cells `affine` and `softmax` were missing.'
    """
    if not names:
        return ""
    return f"The {cells} {listed(names)} {one}." if len(names) == 1 else f"The {cells}s {listed(names)} {several}."


def counted(number: int, one: str, several: str) -> str:
    """Return a sentence about a number of cells, or nothing if it is 0.

    >>> counted(1, "cell was empty", "cells were empty")
    'One cell was empty.'
    >>> counted(3, "cell was empty", "cells were empty")
    '3 cells were empty.'
    """
    if not number:
        return ""
    return f"One {one}." if number == 1 else f"{number:,} {several}."
