"""What `autograder new-exercise` left for the author to write: nothing is proven while it is not written."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from pathlib import Path

import autograder.exercises
from autograder.exercises.declaration import Exercise

_MARK = "TODO"
_EXERCISES = Path(autograder.exercises.__file__).parent


def unwritten_in_exercise(exercise: Exercise) -> str:
    """Return where the files that declare an exercise still say TODO, in a sentence; empty if nowhere."""
    functions = [
        exercise.reference,
        *(part.draw_cases for part in exercise.parts),
        *(wrong.function for wrong in exercise.wrong_answers),
    ]
    files = {inspect.getsourcefile(inspect.unwrap(function)) for function in functions if callable(function)}
    declared = sorted(Path(file) for file in files if file and Path(file).is_relative_to(_EXERCISES))
    return _first_mark(declared)


def unwritten_in_script(script: Path) -> str:
    """Return where a lesson's script still says TODO, in a sentence; empty if nowhere."""
    return _first_mark([script])


def _first_mark(paths: Iterable[Path]) -> str:
    marks = [
        (path, number, line.strip())
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if _MARK in line
    ]
    if not marks:
        return ""
    path, number, line = marks[0]
    more = f", and {len(marks) - 1} more" if len(marks) > 1 else ""
    return f"not written yet: {path.parent.name}/{path.name}, line {number}{more}: {line}"
