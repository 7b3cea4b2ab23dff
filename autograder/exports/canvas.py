"""A gradebook file that Canvas imports, made from nbgrader's gradebook alone.

The columns are those that Instructure documents in the Canvas Instructor Guide, "How do I import grades in the
Gradebook?", and that Canvas's importer asks for (canvas-lms, lib/gradebook_importer.rb): Student, ID, SIS User ID,
SIS Login ID, Section, then a column for each assignment; the second row begins with "Points Possible".
"""

from __future__ import annotations

from autograder.exports.rules import Rules, named, unsettled
from autograder.exports.scores import Scores, Student
from autograder.exports.table import Export, as_csv, guarded, number

STUDENT_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "    Points Possible"  # as Canvas indents it, so that it sorts above every name


def canvas_file(scores: Scores, rules: Rules, login: str = "id") -> Export:
    """Return the file.

    An empty cell deletes the score that Canvas has, so students for whom nothing would be written have no row.

    Parameters
    ----------
    scores : Scores
        The class.
    rules : Rules
        What stands for scores that are not final.
    login : str
        What is the student's login in Canvas: nbgrader's "id" or "email".
    """
    rows: list[list[str]] = [[*STUDENT_COLUMNS, *map(guarded, scores.lessons)]]
    rows.append([POINTS_POSSIBLE, "", "", "", "", *(number(scores.most(lesson)) for lesson in scores.lessons)])
    without_login, without_score = [], 0
    for student in scores.students:
        values = rules.values(scores, student).values()
        if all(value is None for value in values):
            without_score += 1
        elif not _login(student, login) and not student.lms_user_id:
            without_login.append(student)
        else:
            points = ["" if value is None else number(value) for value in values]
            rows.append([*_identity(student, login), *points])
    notes = list(unsettled(scores, rules))
    if without_score:
        notes.append(f"{without_score} students without any score have no row, so that Canvas keeps what it has")
    if without_login:
        notes.append(f"students without an email in the gradebook have no row: {named(without_login)}")
    notes.append(
        "Canvas knows students by its own ids, which nbgrader's gradebook lacks: check its preview before you import, "
        "or give the file that Canvas exports with --like"
    )
    return Export(as_csv(rows), len(rows) - 2, tuple(notes))


def _login(student: Student, login: str) -> str:
    return student.email if login == "email" else student.id


def _identity(student: Student, login: str) -> list[str]:
    # A number in nbgrader's lms_user_id is Canvas's own id, anything else the id of the student information system.
    known = guarded(student.lms_user_id)
    canvas_id, sis_user_id = (known, "") if known.isdecimal() else ("", known)
    return [guarded(student.name), canvas_id, sis_user_id, guarded(_login(student, login)), ""]
