"""What stands for a lesson: the score, a zero, or nothing; and what a reader is told of scores that may change."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.exports.scores import Result, Scores, Student
from autograder.exports.table import guarded, number

EMPTY, ZERO, SCORE = "empty", "zero", "score"


@dataclass(frozen=True)
class Rules:
    """Rules for scores that are not final.

    Attributes
    ----------
    missing : str
        What stands for a lesson that was not handed in: "empty" or "zero".
    waiting : str
        What stands for a lesson with answers that nobody has marked: its "score" so far, or "empty".
    """

    missing: str = EMPTY
    waiting: str = SCORE

    def value(self, result: Result | None) -> float | None:
        """Return the points to be written; None for none."""
        if result is None:
            return 0.0 if self.missing == ZERO else None
        return None if self.waiting == EMPTY and result.waiting else result.total

    def values(self, scores: Scores, student: Student) -> dict[str, float | None]:
        """Return a student's points by lesson."""
        return {lesson: self.value(scores.results.get((student.id, lesson))) for lesson in scores.lessons}


def named(students: list[Student]) -> str:
    """Return students as a list for a sentence: name and id, or the id alone if that is the name."""
    return ", ".join(
        guarded(student.id if student.name == student.id else f"{student.name} ({student.id})") for student in students
    )


def unsettled(scores: Scores, rules: Rules) -> tuple[str, ...]:
    """Return a sentence for each kind of score that will change when somebody looks at it."""
    notes = []
    for lesson, cells in scores.lessons.items():
        worth = {(cell.notebook, cell.name): cell.points for cell in cells}
        results = [scores.results.get((student.id, lesson)) for student in scores.students]
        found = [result for result in results if result is not None]
        waiting = [key for result in found for key, mark in result.marks.items() if mark.waits]
        if waiting:
            students = sum(result.waiting > 0 for result in found)
            points = number(sum(worth.get(key, 0.0) for key in waiting))
            done = "their cells are empty" if rules.waiting == EMPTY else "their scores are without these points"
            notes.append(
                f"{lesson}: {len(waiting)} answers of {students} students, {points} points, wait for a person's mark; "
                f"{done}: mark them in formgrader and export again"
            )
        again = sum(mark.flagged and not mark.waits for result in found for mark in result.marks.values())
        if again:
            notes.append(
                f"{lesson}: {again} marks that a person has given were kept when the lesson was graded again, and "
                "formgrader asks for another look at them"
            )
        absent = len(results) - len(found)
        if absent:
            done = "0 points" if rules.missing == ZERO else "no score; --missing zero gives them 0 points"
            notes.append(f"{lesson}: {absent} students have handed in nothing and have {done}")
    return tuple(notes)
