"""The demo's table is whole on a narrow terminal, in every lesson."""

import io

import pytest
from rich.console import Console

from autograder.commands.demo import _table
from autograder.engine.grade import Graded
from autograder.exercises import LESSONS


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.name)
def test_every_column_is_whole_in_80_columns(lesson):
    printed = io.StringIO()
    Console(file=printed, width=80).print(_table(lesson, [Graded("hostile-equals-everything", None)]))
    first, second, _, row = [line.split() for line in printed.getvalue().splitlines()]
    points = [exercise.points for exercise in lesson.exercises]
    assert first == [*(str(place + 1) for place in range(len(points))), "total"]
    assert second == ["student", *(f"/{each}" for each in points), f"/{sum(points)}"]
    assert row == ["hostile-equals-everything", *["0"] * (len(points) + 1)]
