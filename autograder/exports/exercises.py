"""Every graded cell of every student as one row: for a spreadsheet, or for whoever studies where a class stumbles."""

from __future__ import annotations

from autograder.exports.rules import EMPTY, ZERO, Rules, unsettled
from autograder.exports.scores import Cell, Mark, Result, Scores
from autograder.exports.table import EXCEL, Export, as_csv, decimal_mark, guarded, number

COLUMNS = (
    *("student", "last_name", "first_name", "email", "lesson", "notebook", "exercise", "kind"),
    *("points", "max_points", "automatic", "manual", "extra_credit", "waits_for_mark", "late_penalty"),
)


def exercises_file(scores: Scores, rules: Rules, separator: str = ",") -> Export:
    """Return the file: UTF-8 with the byte order mark that Excel needs.

    A lesson's late penalty stands in its first row of each student, so that sums over rows are right.

    Parameters
    ----------
    scores : Scores
        The class.
    rules : Rules
        What stands for scores that are not final.
    separator : str
        Between cells. With a semicolon decimals have a comma.
    """
    mark = decimal_mark(separator)
    rows = [[EXCEL + COLUMNS[0], *COLUMNS[1:]]]
    for student in scores.students:
        who = [guarded(text) for text in (student.id, student.last_name, student.first_name, student.email)]
        for lesson, cells in scores.lessons.items():
            result = scores.results.get((student.id, lesson))
            for position, cell in enumerate(cells):
                penalty = number(result.penalty, mark) if result and not position else ""
                what = [guarded(text) for text in (lesson, cell.notebook, cell.name)]
                kind = "written" if cell.written else "checked"
                rows.append([*who, *what, kind, *_points(result, cell, rules, mark), penalty])
    return Export(as_csv(rows, separator), len(scores.students), unsettled(scores, rules))


def _points(result: Result | None, cell: Cell, rules: Rules, decimals: str) -> list[str]:
    found = result.marks.get((cell.notebook, cell.name)) if result else None
    worth = number(cell.points, decimals)
    if found is None:
        return ["0" if rules.missing == ZERO and result is None else "", worth, "", "", "", ""]
    points = None if found.waits and rules.waiting == EMPTY else found.points
    three = (found.automatic, found.manual, found.extra)
    shown = ["" if value is None else number(value, decimals) for value in (points, *three)]
    return [shown[0], worth, *shown[1:], _waits(found)]


def _waits(mark: Mark) -> str:
    return "yes" if mark.waits else "look again" if mark.flagged else "no"
