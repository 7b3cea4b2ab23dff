"""Code for a page, with the passages that it shares with other code marked and numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

_AROUND = 3
_LEFT_OUT = "⋮"
_LONGEST_LINE = 400


def marked_code(code: str, passages: Sequence[tuple[int, int]]) -> Markup:
    """Return code in which each passage is marked with its number, without the lines that are far from all of them.

    Parameters
    ----------
    code : str
        Anybody's: it is escaped.
    passages : sequence of (int, int)
        Where each begins and ends. Where they overlap, the first counts.

    Examples
    --------
    >>> print(marked_code("a < b", [(0, 1)]))
    <mark><b>1</b>a</mark> &lt; b
    """
    numbers = [0] * len(code)
    for number, (start, end) in reversed(list(enumerate(passages, start=1))):
        numbers[start:end] = [number] * (end - start)
    lines = list(_lines(code, numbers))
    near = {
        each
        for place, (_, marks) in enumerate(lines)
        if any(marks)
        for each in range(place - _AROUND, place + _AROUND + 1)
    }
    shown: list[Markup] = []
    said: set[int] = set()
    for place, (text, marks) in enumerate(lines):
        if place in near:
            shown.append(_line(text, marks, said))
        elif not shown or shown[-1] != _LEFT_OUT:
            shown.append(Markup(_LEFT_OUT))  # noqa: S704 - our own
    return Markup("\n").join(shown)


def _lines(code: str, numbers: list[int]) -> Iterator[tuple[str, list[int]]]:
    start = 0
    for line in code.split("\n"):
        yield line[:_LONGEST_LINE], numbers[start : start + min(len(line), _LONGEST_LINE)]
        start += len(line) + 1


def _line(text: str, marks: list[int], said: set[int]) -> Markup:
    """Return a line; a passage is marked from its first character in the line to its last, its number said once."""
    pieces: list[Markup] = []
    start = len(text) - len(text.lstrip())
    pieces.append(Markup("{}").format(text[:start]))
    while start < len(text):
        end = start
        while end < len(text) and marks[end] == marks[start]:
            end += 1
        number = marks[start]
        if number:
            label = Markup("") if number in said else Markup("<b>{}</b>").format(number)
            said.add(number)
            pieces.append(Markup("<mark>{}{}</mark>").format(label, text[start:end]))
        else:
            pieces.append(Markup("{}").format(text[start:end]))
        start = end
    return Markup("").join(pieces)
