"""A grade file that Moodle imports (Grades, Import, CSV file).

MoodleDocs, "Grade import": one column identifies the user by email address, username or ID number; the others are
mapped to grade items. Moodle maps by itself columns that are headed as in its own export, "ITEM (Real)" and "ITEM
(Feedback)" (grade/import/grade_import_form.php). It takes "-" for no grade, and feedback only beside its grade.
"""

from __future__ import annotations

from autograder.exports.rules import Rules, named, unsettled
from autograder.exports.scores import Result, Scores, Student
from autograder.exports.table import Export, as_csv, decimal_mark, guarded, number

IDENTIFYING = {"email": "Email address", "id": "Username", "lms": "ID number"}
NO_GRADE = "-"


def moodle_file(
    scores: Scores, rules: Rules, by: str = "email", feedback: bool = False, separator: str = ","
) -> Export:
    """Return the file.

    "No grade" replaces a grade that Moodle has, so students for whom nothing would be written have no row.

    Parameters
    ----------
    scores : Scores
        The class.
    rules : Rules
        What stands for scores that are not final.
    by : str
        What Moodle knows students by: nbgrader's "email", "id" (Moodle's username) or "lms" (Moodle's ID number).
    feedback : bool
        Whether a column beside each lesson's says how its points come about.
    separator : str
        Between cells. With a semicolon decimals have a comma.
    """
    mark = decimal_mark(separator)
    header = [IDENTIFYING[by]]
    for lesson in scores.lessons:
        header += [f"{guarded(lesson)} (Real)", *([f"{guarded(lesson)} (Feedback)"] if feedback else [])]
    rows, unknown, altered, without_score = [header], [], [], 0
    for student in scores.students:
        values = rules.values(scores, student)
        if all(value is None for value in values.values()):
            without_score += 1
            continue
        if not (identity := _identity(student, by)):
            unknown.append(student)
            continue
        if guarded(identity) != identity:
            altered.append(student)
        row = [guarded(identity)]
        for lesson, value in values.items():
            row.append(NO_GRADE if value is None else number(value, mark))
            if feedback:
                row.append(_words(scores, lesson, scores.results.get((student.id, lesson))))
        rows.append(row)
    notes = list(unsettled(scores, rules))
    if without_score:
        notes.append(f"{without_score} students without any score have no row, so that Moodle keeps what it has")
    if unknown:
        notes.append(f"students without {IDENTIFYING[by]!r} in nbgrader's gradebook have no row: {named(unknown)}")
    if altered:
        notes.append(
            f"what identifies {named(altered)} reads like a formula and has an apostrophe in front: Moodle will not "
            "know it"
        )
    return Export(as_csv(rows, separator), len(rows) - 1, tuple(notes))


def _identity(student: Student, by: str) -> str:
    return {"email": student.email, "id": student.id, "lms": student.lms_user_id}[by]


def _words(scores: Scores, lesson: str, result: Result | None) -> str:
    if result is None:
        return "nothing was handed in"
    said = [f"{number(result.total)} of {number(scores.most(lesson))} points"]
    if result.penalty:
        said.append(f"{number(result.penalty)} taken off because it was late")
    if result.waiting:
        said.append(f"{result.waiting} answers are not marked yet")
    for cell in scores.lessons[lesson]:
        mark = result.marks.get((cell.notebook, cell.name))
        points = "not marked" if mark is None or mark.waits else f"{number(mark.points)} of {number(cell.points)}"
        said.append(f"{guarded(cell.name)}: {points}")
    return "; ".join(said)
