"""The rows of a CSV file in whatever encoding, and with whatever separator, a spreadsheet has saved it."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from autograder.course.course import CourseError
from autograder.course.roster_columns import columns

_MAX_BYTES = 16 * 2**20
_SEPARATORS = (",", ";", "\t", "|")
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def rows_of(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file, its headings first, without empty rows.

    Parameters
    ----------
    path : Path
        In UTF-8, UTF-16, UTF-32 or Windows-1252, separated by commas, semicolons, tabs or bars.

    Raises
    ------
    CourseError
        If it is not there, or is no such file.
    """
    if not path.is_file():
        raise CourseError(f"there is no roster at {path}: expected a CSV file with a row for each student")
    if path.stat().st_size > _MAX_BYTES:
        raise CourseError(f"the roster {path} is larger than {_MAX_BYTES // 2**20} MB: is it another file?")
    text = decoded(path.read_bytes()).removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').casefold().startswith("sep="):  # Excel's note to itself
        text = rest
    if "\0" in text or text.startswith("PK\x03\x04"):
        raise CourseError(f"the roster {path} is no text: save it as CSV, not as a spreadsheet")
    try:
        best = max((_split(text, separator) for separator in _SEPARATORS), key=_columns_known)
    except csv.Error as error:
        raise CourseError(f"the roster {path} is no CSV file ({error}): save it as CSV again") from None
    if not best:
        raise CourseError(f"the roster {path} is empty: expected headings and a row for each student")
    return best


def decoded(data: bytes) -> str:
    """Return the text in the bytes of a file whose encoding nobody has noted down.

    Examples
    --------
    >>> decoded("Zoë".encode("utf-16")), decoded("Zoë".encode("utf-16-le")), decoded("Zoë".encode("latin-1"))
    ('Zoë', 'Zoë', 'Zoë')
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    # Headings are ASCII: in UTF-16 without a mark, each second byte of theirs is zero.
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    if data[:1] == b"\0":
        return data.decode("utf-16-be", "replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _split(text: str, separator: str) -> list[list[str]]:
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [row for row in ([entry.strip() for entry in row] for row in table) if any(row)]


def _columns_known(table: list[list[str]]) -> tuple[int, int]:
    return (len(columns(table[0])), len(table[0])) if table else (0, 0)
