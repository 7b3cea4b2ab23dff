"""A sample class: thirty submissions whose right scores are known beforehand.

Full, partial and blank ones, every wrong answer of every exercise, and five that attack the grader. They are made
from the instructor's script, so they show what the lesson's checks do, and a test holds the grades against `expected`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.course import Course
from autograder.course.hostile import HOSTILE
from autograder.exercises.declaration import Exercise, Lesson, WrongAnswer
from autograder.standalone_source import standalone_source

SOLVED = "solved"
BLANK = "blank"
FULL_SUBMISSIONS, BLANK_SUBMISSIONS, PARTIAL_SUBMISSIONS, MISTAKEN_SUBMISSIONS = 5, 2, 4, 14


@dataclass(frozen=True)
class SampleSubmission:
    """One made-up submission.

    Attributes
    ----------
    student : str
        Student id, which says what it is: "mistakes-03".
    notebook : NotebookNode
        What was handed in.
    expected : mapping of str to str
        For every exercise "solved", "blank", or the name of its wrong answer.
    """

    student: str
    notebook: NotebookNode
    expected: Mapping[str, str]


def sample_class(lesson: Lesson, source: NotebookNode, release: NotebookNode) -> list[SampleSubmission]:
    """Return the sample class of a lesson.

    Parameters
    ----------
    lesson : Lesson
        Its exercises and wrong answers.
    source, release : NotebookNode
        The instructor's notebook and the one that students receive.
    """
    solutions = {name: _cell(source, f"{name}-solution").source for name in _names(lesson)}
    solved = dict.fromkeys(_names(lesson), SOLVED)
    blank = dict.fromkeys(_names(lesson), BLANK)

    def submission(
        student: str, expected: Mapping[str, str], mistakes: Mapping[str, str] | None = None
    ) -> SampleSubmission:
        answers = {name: solutions[name] for name, what in expected.items() if what == SOLVED}
        return SampleSubmission(student, _answered(release, {**answers, **(mistakes or {})}), expected)

    made = [submission(f"full-{number}", solved) for number in range(1, FULL_SUBMISSIONS + 1)]
    made += [submission(f"blank-{number}", blank) for number in range(1, BLANK_SUBMISSIONS + 1)]
    for number in range(1, PARTIAL_SUBMISSIONS + 1):
        done = _names(lesson)[: round(len(lesson.exercises) * number / (PARTIAL_SUBMISSIONS + 1))]
        made.append(submission(f"partial-{number}", {**blank, **dict.fromkeys(done, SOLVED)}))
    for number, mistakes in enumerate(_spread_mistakes(lesson), start=1):
        expected = {**solved, **{name: wrong.name for name, wrong in mistakes.items()}}
        sources = {name: as_answer(wrong.function, name) for name, wrong in mistakes.items()}
        made.append(submission(f"mistakes-{number:02d}", expected, sources))
    for name, attack in HOSTILE.items():
        made.append(SampleSubmission(f"hostile-{name}", _attacked(release, lesson, attack), blank))
    return made


def hand_in(course: Course, lesson: Lesson, submissions: list[SampleSubmission]) -> None:
    """Write submissions where nbgrader collects them."""
    for each in submissions:
        folder = course.submitted / each.student / lesson.name
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(each.notebook, folder / f"{lesson.name}.ipynb")
        (folder / "timestamp.txt").write_text("2026-01-01 12:00:00 UTC", encoding="utf-8")


def as_answer(function: Callable[..., Any], name: str) -> str:
    """Return a wrong answer's source as a student's cell would hold it: called `name`, without type annotations."""
    return standalone_source(function, name)


def _names(lesson: Lesson) -> list[str]:
    return [exercise.name for exercise in lesson.exercises]


def _spread_mistakes(lesson: Lesson) -> Iterator[dict[str, WrongAnswer]]:
    """Deal every wrong answer to one of the mistaken submissions, no two of one exercise to the same.

    The first two of each exercise are dealt once or twice more: some mistakes are commoner than others.
    """

    def dealt(exercise: Exercise, shift: int) -> list[WrongAnswer | None]:
        hands: list[WrongAnswer | None] = [None] * MISTAKEN_SUBMISSIONS
        common = [exercise.wrong_answers[which] for which in (0, 0, 1)]
        for number, wrong in enumerate((*exercise.wrong_answers, *common)):
            hands[(number + shift) % MISTAKEN_SUBMISSIONS] = wrong
        return hands

    # The shift spreads the exercises' first mistakes over different students.
    columns = [dealt(exercise, 3 * position) for position, exercise in enumerate(lesson.exercises)]
    for row in zip_longest(*columns):
        yield {name: wrong for name, wrong in zip(_names(lesson), row, strict=True) if wrong is not None}


def _cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def _answered(release: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    notebook = deepcopy(release)
    for name, answer in answers.items():
        _cell(notebook, f"{name}-solution").source = answer
    return notebook


def _attacked(release: NotebookNode, lesson: Lesson, attack: str) -> NotebookNode:
    """Return the blank notebook with an attack in its first solution cell, or in all if it speaks of ``{name}``."""
    places = _names(lesson) if "{name}" in attack else _names(lesson)[:1]
    attack = attack.replace("{names}", repr(_names(lesson))).replace("{withheld}", repr(list(lesson.withheld)))
    return _answered(release, {name: attack.replace("{name}", name) for name in places})
