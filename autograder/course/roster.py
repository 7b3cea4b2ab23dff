"""Who is in the course: a roster from a CSV file, or the students of nbgrader's gradebook."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.course import Course, CourseError
from autograder.course.names import NameIndex
from autograder.course.roster_columns import IDENTIFYING, columns, what_is_missing
from autograder.course.roster_file import rows_of

ROSTER_FILE = "roster.csv"
_LONGEST_ID = 200  # bytes: it becomes a folder's name


@dataclass(frozen=True)
class Student:
    """A student as the course knows them.

    Attributes
    ----------
    id : str
        nbgrader's student id, which names their folder.
    first_name, last_name, full_name : str
        Their name, in parts or as a whole ("Last, First" or "First Last"); empty where the roster does not say.
    email : str
        Their address.
    lms_user_id : str
        Canvas's number of them.
    login, sis : str
        Their user name, and their number in the institution's own records (SIS User ID, ID number, SID).
    participant : str
        Moodle's number of them in an assignment, as in the "Identifier" of its grading worksheet.
    section : str
        Their section or group.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    full_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    login: str = ""
    sis: str = ""
    participant: str = ""
    section: str = ""

    @property
    def name(self) -> str:
        """Their name as people read it; the id if there is none."""
        return " ".join(filter(None, (self.first_name, self.last_name))) or self.full_name or self.id

    @property
    def names(self) -> tuple[str, ...]:
        """Every way the roster writes their name."""
        return tuple(filter(None, (" ".join(filter(None, (self.first_name, self.last_name))), self.full_name)))


@dataclass(frozen=True)
class Roster:
    """The students of a course.

    Attributes
    ----------
    students : tuple of Student
        No two have the same id.
    source : str
        Where they are known from, for messages.
    """

    students: tuple[Student, ...]
    source: str

    @cached_property
    def by_name(self) -> NameIndex[Student]:
        """The students by their names."""
        return NameIndex((student, student.names) for student in self.students)

    def with_entry(self, column: str, value: str) -> tuple[Student, ...]:
        """Return the students with `value` in a column, whatever its case and its leading zeros.

        Parameters
        ----------
        column : str
            A field of `Student`, such as "email".
        value : str
            What to look for; nobody has an empty entry.
        """
        return tuple(self._entries(column).get(_alike(value), ())) if value.strip() else ()

    def _entries(self, column: str) -> dict[str, list[Student]]:
        return self._by_column.setdefault(column, _by_entry(column, self.students)) if column else {}

    @cached_property
    def _by_column(self) -> dict[str, dict[str, list[Student]]]:
        return {}


def read_roster(path: Path) -> Roster:
    """Read a roster from a CSV file as nbgrader, Canvas, Moodle or Gradescope write it.

    Raises
    ------
    CourseError
        If it cannot be read, lacks a column, or two of its students have one id.
    """
    headings, *rows = rows_of(path)
    places = columns(headings)
    missing = what_is_missing(places)
    if missing:
        raise CourseError(f"the roster {path} lacks {missing}; its columns are {', '.join(headings)[:200]}")
    students = [
        _student(path, number, {name: row[place] for name, place in places.items() if place < len(row)})
        for number, row in enumerate(rows, start=2)
        if not _is_no_student(row)
    ]
    return _roster(students, str(path))


def roster_of_gradebook(course: Course) -> Roster:
    """Return the students whom the course's gradebook knows."""
    from autograder.course.gradebook import opened_gradebook

    with opened_gradebook(course) as gradebook:
        students = [
            Student(
                entry.id, entry.first_name or "", entry.last_name or "", "", entry.email or "", entry.lms_user_id or ""
            )
            for entry in gradebook.students
        ]
    return _roster(students, "the gradebook")


def roster_for(course: Course, path: Path | None = None) -> Roster:
    """Return the roster in the file that was named, else the course's ``roster.csv``, else the gradebook's students.

    Raises
    ------
    CourseError
        If there is none, or nobody in it.
    """
    if path is not None:
        return read_roster(path)
    own = course.root / ROSTER_FILE
    return read_roster(own) if own.is_file() else roster_of_gradebook(course)


def _roster(students: Sequence[Student], source: str) -> Roster:
    if not students:
        raise CourseError(
            f"nobody is in the roster ({source}): give a CSV file with --roster, or add students to the gradebook "
            "with `nbgrader db student import`"
        )
    seen: set[str] = set()
    for student in students:
        if student.id in seen:
            raise CourseError(f"two students in the roster ({source}) have the id {student.id!r}: give each their own")
        seen.add(student.id)
    return Roster(tuple(students), source)


def _student(path: Path, number: int, entries: dict[str, str]) -> Student:
    entries = {name: unicodedata.normalize("NFC", value) for name, value in entries.items()}
    identity = next((entries[name] for name in IDENTIFYING if entries.get(name)), "")
    trouble = _unfit(identity)
    if trouble:
        raise CourseError(f"row {number} of the roster {path} {trouble}; nbgrader names a folder by it")
    number_in_assignment = re.search(r"\d+$", entries.get("participant", ""))
    entries["participant"] = number_in_assignment[0] if number_in_assignment else ""
    return Student(**{**entries, "id": identity})


def _unfit(identity: str) -> str:
    if not identity:
        return "has no id"
    if identity in (".", "..") or any(each in "/\\" or ord(each) < 32 for each in identity):
        return f"has an id that cannot name a folder: {identity!r}"
    if len(identity.encode(errors="replace")) > _LONGEST_ID:
        return f"has an id longer than {_LONGEST_ID} bytes: {identity[:20]!r}..."
    return ""


def _is_no_student(row: Sequence[str]) -> bool:
    # Canvas puts the points of each assignment under its headings.
    return row[0].casefold().startswith("points possible")


def _by_entry(column: str, students: Iterable[Student]) -> dict[str, list[Student]]:
    found: dict[str, list[Student]] = {}
    for student in students:
        value = getattr(student, column)
        if value:
            found.setdefault(_alike(value), []).append(student)
    return found


def _alike(value: str) -> str:
    # Spreadsheets take leading zeros off numbers.
    plain = unicodedata.normalize("NFC", value.strip()).casefold()
    return plain.lstrip("0") or plain if plain.isdecimal() else plain
