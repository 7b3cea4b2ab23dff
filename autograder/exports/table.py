"""Tables as CSV files that neither a spreadsheet nor an importing system misreads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# What OWASP's page "CSV Injection" names, and the full-width forms, which some spreadsheets read alike. Tabs and line
# ends, which it names too, become blanks before.
_BEGINS_A_FORMULA = tuple("=+-@＝＋－＠")
_HUNDREDTH = Decimal("0.01")
EXCEL = "\N{ZERO WIDTH NO-BREAK SPACE}"  # the byte order mark, without which Excel takes UTF-8 for a local encoding


@dataclass(frozen=True)
class Export:
    """A file's content, how many students it holds, and what its reader must know: one sentence each."""

    content: bytes
    students: int
    notes: tuple[str, ...] = ()


def number(value: float, decimal_mark: str = ".") -> str:
    """Return points with two decimals at most, which is what Canvas shows; halves are rounded up.

    Examples
    --------
    >>> number(17.0), number(2.675), number(0.1 + 0.2), number(7.5, ",")
    ('17', '2.68', '0.3', '7,5')
    """
    text = f"{Decimal(str(value)).quantize(_HUNDREDTH, ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return text.replace(".", decimal_mark) if text not in ("", "-0") else "0"


def guarded(text: str) -> str:
    r"""Return a text as one line that no spreadsheet takes for a formula: with an apostrophe in front if need be.

    Examples
    --------
    >>> guarded("=HYPERLINK(1)"), guarded(" Emmy\tNoether\n"), guarded("O'Neil-Smith")
    ("'=HYPERLINK(1)", 'Emmy Noether', "O'Neil-Smith")
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return f"'{line}" if line.startswith(_BEGINS_A_FORMULA) else line


def decimal_mark(separator: str) -> str:
    """Return the decimal mark of a file: a comma where semicolons part the cells, as such spreadsheets expect."""
    return "," if separator == ";" else "."


def as_csv(rows: Iterable[Sequence[str]], separator: str = ",", line_end: str = "\r\n") -> bytes:
    """Return rows of cells as CSV in UTF-8, quoted where RFC 4180 asks for it."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    # A student's id is a folder's name, which need not be Unicode.
    return text.getvalue().encode("utf-8", "backslashreplace")
