"""A gradebook file that Canvas exported, read: its columns, its rows, and who each row is.

What Canvas writes is laid down in its exporter (canvas-lms, lib/gradebook_exporter.rb) and in the Canvas Instructor
Guide, "How do I export grades in the Gradebook?": student columns up to Section, columns of the teacher's own,
assignments as "TITLE (ID)", totals. Below the header there may be a row about posting, and there is one that begins
with "Points Possible", where columns that Canvas computes say "(read only)" in the teacher's language.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.course import CourseError
from autograder.exports.table import as_csv

_SEPARATORS = (",", ";", "\t")
_TITLE_AND_ID = re.compile(r"(.*)\s\((\d+)\)")
_ABOUT_POSTING = re.compile(r"\s*(muted|manual posting.*)?\s*", re.IGNORECASE)
_TEST_STUDENT = "Student, Test"


@dataclass(frozen=True)
class CanvasCopy:
    """The file.

    Attributes
    ----------
    name : str
        Its path, for sentences.
    rows : tuple of tuple of str
        All cells as they are, the header first.
    separator, line_end, mark : str
        How it is written; `mark` is the byte order mark, or nothing.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    separator: str
    line_end: str
    mark: str

    @property
    def header(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return self.rows[0]

    @property
    def section(self) -> int:
        """The number of the last column about the student."""
        return self.header.index("Section")

    @property
    def points_possible(self) -> tuple[str, ...]:
        """The row with each assignment's points; empty cells if there is none."""
        found = [row for row in self.rows[1:] if row and row[0].strip() == "Points Possible"]
        return found[0] if found else ("",) * len(self.header)

    @property
    def student_rows(self) -> list[int]:
        """The numbers of the rows that hold students, Canvas's test student apart."""
        return [
            number
            for number, row in enumerate(self.rows)
            if number and row and row[0].strip() not in ("Points Possible", _TEST_STUDENT) and not _about_posting(row)
        ]

    def identities(self, number: int) -> dict[str, str]:
        """Return what a row says of who it is, by the title of the column."""
        return dict(zip(self.header[: self.section], self.rows[number], strict=False))

    def column(self, lesson: str, title: str) -> int | None:
        """Return the number of a lesson's column, or None if there is none.

        Parameters
        ----------
        lesson : str
            The lesson.
        title : str
            The assignment's title in Canvas, with its id or without.

        Raises
        ------
        CourseError
            If more than one column has the title, or Canvas computes what stands there.
        """
        found = [
            number
            for number, text in enumerate(self.header)
            if number > self.section and title.casefold() in {_title(text).casefold(), text.casefold()}
        ]
        if len(found) > 1:
            both = ", ".join(self.header[number] for number in found)
            raise CourseError(
                f"{self.name} has more than one column for {lesson}: {both}; name one: --column '{lesson}={both}'"
            )
        if found and re.search(r"[^\W\d]", self.points_possible[found[0]]):
            raise CourseError(
                f"the column {self.header[found[0]]!r} of {self.name} is computed by Canvas and not imported: name the "
                f"assignment's own column with --column '{lesson}=TITLE'"
            )
        return found[0] if found else None

    def assignments(self) -> list[str]:
        """Return the titles of the columns that can be imported."""
        possible = zip(self.header, self.points_possible, strict=True)
        return [text for text, points in list(possible)[self.section + 1 :] if not re.search(r"[^\W\d]", points)]

    def with_cells(self, cells: Mapping[tuple[int, int], str]) -> CanvasCopy:
        """Return the file with other text in some cells, by row and column."""
        rows = [list(row) for row in self.rows]
        for (row, column), text in cells.items():
            rows[row][column] = text
        return replace(self, rows=tuple(map(tuple, rows)))

    def content(self) -> bytes:
        """Return the file's bytes, written as Canvas wrote it."""
        first = (self.mark + self.header[0], *self.header[1:])
        return as_csv([first, *self.rows[1:]], self.separator, self.line_end)


def read_canvas_copy(path: Path) -> CanvasCopy:
    """Return the file that Canvas exported.

    Raises
    ------
    CourseError
        If it is no such file, or not whole.
    OSError
        If it cannot be read.
    """
    content = path.read_bytes()
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}" if content.startswith(codecs.BOM_UTF8) else ""
    again = "export it from Canvas again (Gradebook, Export), and do not save it in a spreadsheet program"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseError(f"{path} is not in UTF-8, as what Canvas exports is: {again}") from error
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise CourseError(f"{path} cannot be read as CSV ({error}): {again}") from error
    _require_header(path, rows, again)
    for number, row in enumerate(rows, start=1):
        if row and len(row) != len(rows[0]):
            raise CourseError(f"row {number} of {path} has {len(row)} cells and the header {len(rows[0])}: {again}")
    line_end = "\r\n" if first.endswith("\r") else "\n"
    return CanvasCopy(str(path), tuple(map(tuple, rows)), separator, line_end, mark)


def _require_header(path: Path, rows: list[list[str]], again: str) -> None:
    header = rows[0] if rows else []
    names = header[:1] == ["Student"] or header[:2] == ["LastName", "FirstName"]
    if not (names and "ID" in header and "Section" in header):
        got = ", ".join(header[:6])[:100] or "nothing"
        raise CourseError(
            f"{path} is no gradebook that Canvas exported: expected the columns Student, ID, ..., Section; "
            f"got {got}: {again}"
        )


def _title(text: str) -> str:
    match = _TITLE_AND_ID.fullmatch(text)
    return match[1] if match else text


def _about_posting(row: tuple[str, ...]) -> bool:
    return all(_ABOUT_POSTING.fullmatch(cell) for cell in row)
