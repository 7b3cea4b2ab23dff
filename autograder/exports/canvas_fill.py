"""Scores filled in to the file that Canvas exported, in its rows and columns; who cannot be matched is told."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.course.course import CourseError
from autograder.exports.canvas_copy import CanvasCopy
from autograder.exports.rules import Rules, named, unsettled
from autograder.exports.scores import Scores, Student
from autograder.exports.table import Export, guarded, number

_NO_SCORE = ("", "-")


@dataclass(frozen=True)
class Matched:
    """Which student each row is.

    Attributes
    ----------
    rows : mapping of int to Student
        By the number of the row.
    ambiguous : tuple of int
        Rows that fit more than one student, or a student that another row fits too.
    unknown : tuple of int
        Rows that fit nobody.
    """

    rows: Mapping[int, Student]
    ambiguous: tuple[int, ...]
    unknown: tuple[int, ...]


def matched(copy: CanvasCopy, students: Sequence[Student]) -> Matched:
    """Match rows with students by what Canvas calls them.

    SIS Login ID is nbgrader's id or email, SIS User ID its id or `lms_user_id`, ID its `lms_user_id`. Capital letters,
    blanks around and forms of Unicode make no difference. A row whose ids point to two students matches nobody: a score
    in a wrong row is worse than one that is missing.
    """
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for student in students:
        for column, values in (
            ("SIS Login ID", (student.id, student.email)),
            ("Email", (student.email,)),
            ("SIS User ID", (student.id, student.lms_user_id)),
            ("ID", (student.lms_user_id,)),
        ):
            for value in values:
                keys[column, _folded(value)].add(student.id)
    fits: dict[int, set[str]] = {}
    for row in copy.student_rows:
        said = {(column, _folded(text)) for column, text in copy.identities(row).items() if text.strip()}
        fits[row] = set().union(*(keys.get(key, set()) for key in said))
    claimed = Counter(student for hits in fits.values() for student in hits)
    known = {student.id: student for student in students}
    sure = {row: hits for row, hits in fits.items() if len(hits) == 1 and claimed[min(hits)] == 1}
    return Matched(
        {row: known[min(hits)] for row, hits in sure.items()},
        tuple(row for row, hits in fits.items() if hits and row not in sure),
        tuple(row for row, hits in fits.items() if not hits),
    )


def filled_copy(copy: CanvasCopy, scores: Scores, rules: Rules, titles: Mapping[str, str]) -> Export:
    """Return the file with the scores filled in.

    A cell for which there is no score keeps what Canvas has in it, and so does one that says EX (excused) or N/A (not
    assigned); `rules.missing` "zero" fills empty cells only.

    Parameters
    ----------
    copy : CanvasCopy
        What Canvas exported.
    scores : Scores
        The class.
    rules : Rules
        What stands for scores that are not final.
    titles : mapping of str to str
        The assignment's title in Canvas, for lessons that have another name there.

    Raises
    ------
    CourseError
        If a lesson has no column.
    """
    columns = _columns(copy, scores, titles)
    who = matched(copy, scores.students)
    cells: dict[tuple[int, int], str] = {}
    kept: dict[str, list[Student]] = defaultdict(list)
    for row, student in who.rows.items():
        for lesson, column in columns.items():
            result, before = scores.results.get((student.id, lesson)), copy.rows[row][column].strip()
            value = rules.value(result)
            if value is None or (result is None and before not in _NO_SCORE):
                continue
            if before.isalpha() or before == "N/A":
                kept[before].append(student)
            else:
                cells[row, column] = number(value)
    rows_filled = len({row for row, _ in cells})
    notes = (*unsettled(scores, rules), *_unlike(copy, scores, columns), *_unmatched(copy, scores, who))
    notes += tuple(f"Canvas says {word} for {named(students)}, and keeps it" for word, students in kept.items())
    return Export(_without_formulas(copy.with_cells(cells)).content(), rows_filled, notes)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _columns(copy: CanvasCopy, scores: Scores, titles: Mapping[str, str]) -> dict[str, int]:
    if strangers := [lesson for lesson in titles if lesson not in scores.lessons]:
        raise CourseError(f"--column names {', '.join(strangers)}, but what is exported is {', '.join(scores.lessons)}")
    found = {lesson: copy.column(lesson, titles.get(lesson, lesson)) for lesson in scores.lessons}
    if lacking := [titles.get(lesson, lesson) for lesson, column in found.items() if column is None]:
        raise CourseError(
            f"{copy.name} has no column for {', '.join(lacking)}; its assignments are: "
            f"{', '.join(copy.assignments()) or 'none'}; make the assignment in Canvas and export again, or "
            "say which it is: --column 'LESSON=TITLE'"
        )
    return {lesson: column for lesson, column in found.items() if column is not None}


def _unlike(copy: CanvasCopy, scores: Scores, columns: Mapping[str, int]) -> list[str]:
    notes = []
    for lesson, column in columns.items():
        said, most = _points(copy.points_possible[column]), scores.most(lesson)
        if said is not None and number(said) != number(most):
            notes.append(
                f"{lesson} is worth {number(most)} points here and {number(said)} in Canvas; scores are written as "
                f"they are: give the assignment {number(most)} points in Canvas"
            )
    return notes


def _points(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:  # an empty cell, or a way to write numbers that we do not know
        return None


def _unmatched(copy: CanvasCopy, scores: Scores, who: Matched) -> list[str]:
    def names(rows: tuple[int, ...]) -> str:
        return ", ".join(guarded(copy.rows[row][0]) for row in rows)

    has_score = {student for student, lesson in scores.results if lesson in scores.lessons}
    placed = {student.id for student in who.rows.values()}
    lost = [student for student in scores.students if student.id in has_score - placed]
    notes = []
    if lost:
        notes.append(f"{len(lost)} students have scores and no row of their own in {copy.name}: {named(lost)}")
    if who.ambiguous:
        notes.append(
            f"{len(who.ambiguous)} rows fit two students, or share one, and are unchanged: {names(who.ambiguous)}"
        )
    if who.unknown:
        notes.append(f"{len(who.unknown)} rows fit nobody in the gradebook and are unchanged: {names(who.unknown)}")
    return notes


def _without_formulas(copy: CanvasCopy) -> CanvasCopy:
    """Guard the columns about students, who choose their names; Canvas knows its rows by the id, which is a number."""
    cells = {}
    for row in copy.student_rows:
        for column in range(copy.section + 1):
            text = copy.rows[row][column]
            if guarded(text).startswith("'") and not text.startswith("'"):
                cells[row, column] = guarded(text)
    return copy.with_cells(cells)
