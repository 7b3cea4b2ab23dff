"""What a sandbox can import of the course earns no points: no function left in it does what an exercise asks for."""

import importlib
import inspect
import pkgutil
import re
import sys
from pathlib import Path

import numpy as np
import pytest

import demos
import lecturelib
from autograder.checks.examine import _first_mismatch, examine
from autograder.checks.known_answers import known_answers, observed
from autograder.engine.snapshot import course_snapshot
from autograder.exercises import LESSONS
from autograder.subjects import LocalSubject, SubjectError

# Functions that an exercise lets its students use, and that answer it: name them here with the reason.
ALLOWED: dict[str, set[str]] = {}


@pytest.fixture(scope="module", params=LESSONS)
def left(request):
    """A lesson, and the names of the modules that its sandbox can import."""
    lesson = LESSONS[request.param]
    with course_snapshot(lesson.withheld) as made:
        folder = made.root / "course"
        files = [
            path.relative_to(folder) for path in folder.rglob("*.py") if path.parts[len(folder.parts)] != "autograder"
        ]
        sources = {path: (folder / path).read_text() for path in files}
    names = {str(path.with_suffix("")).replace("/", ".").removesuffix(".__init__") for path in files}
    return lesson, names, sources


def test_the_evidence_is_never_there(left):
    _, names, sources = left
    assert "lecturelib" in names and "demos" in names
    assert not [name for name in names if re.match(r"lecturelib\.(evidence|witnesses|verify)", name)]
    assert not [path for path in sources if {"evidence", "witnesses", "verify"} & set(path.parts)]


def test_the_references_are_not_there(left):
    lesson, names, sources = left
    for exercise in lesson.exercises:
        module = inspect.getmodule(inspect.unwrap(exercise.reference))
        assert module.__name__ not in names, f"{lesson.name} must withhold {module.__name__}"
        body = inspect.getsource(exercise.reference).strip().splitlines()[-1].strip()
        assert not [path for path, text in sources.items() if f"def {exercise.name}(" in text and body in text]


def functions_in(names):
    for name in sorted(names):
        if name.rpartition(".")[2].startswith("__"):
            continue
        module = importlib.import_module(name)
        for attribute, value in list(vars(module).items()):
            own = getattr(value, "__module__", None) == name
            if own and callable(value) and not attribute.startswith("__"):
                yield f"{name}.{attribute}", value


def can_be_called(function, exercise):
    """Whether the exercise's arguments fit, so that what would only raise TypeError need not be tried."""
    case = exercise.parts[0].draw_cases(np.random.default_rng(0))[0]
    try:
        inspect.signature(function).bind(*case.args, **case.kwargs)
    except (TypeError, ValueError):
        return False
    return True


def expectations(exercise):
    """Return each part with its cases and what the reference gives for them, computed once for all functions."""
    known = known_answers(exercise, seed=1)
    return [
        (part, [(case, known.expected(part, place)) for place, case in enumerate(known.cases(part))])
        for part in exercise.parts
    ]


def earned(function, expected_of_parts):
    """Return the points that a function earns, as `examine` would, but without looking for its mistake's name."""
    return sum(part.points for part, expected in expected_of_parts if earns(LocalSubject(function), part, expected))


def earns(subject, part, expected):
    for case, value in expected:
        got = observed(part, subject, case)
        if isinstance(got, SubjectError) or _first_mismatch(value, got, part.tolerance):
            return False
    return True


def test_points_are_counted_as_they_are_in_an_examination():
    exercise = LESSONS["01-neurons"].exercises[0]
    for function in (exercise.reference, *(wrong.function for wrong in exercise.wrong_answers)):
        assert earned(function, expectations(exercise)) == examine(exercise, LocalSubject(function), seed=1).score


@pytest.mark.filterwarnings("ignore")
def test_no_function_that_is_there_answers_an_exercise(left):
    lesson, names, _ = left
    quick = [name for name in names if not re.match(r"lecturelib\.(plots|datasets)|demos", name)]
    expected = {exercise.name: expectations(exercise) for exercise in lesson.exercises}
    tried, answers = 0, []
    for name, function in functions_in(quick):
        for exercise in lesson.exercises:
            if not can_be_called(function, exercise):
                continue
            tried += 1
            score = earned(function, expected[exercise.name])
            if score and name not in ALLOWED.get(exercise.name, set()):
                answers.append((exercise.name, name, score))
    assert tried > 100
    assert answers == []


def test_the_modules_are_those_of_this_tree():
    """So that the functions above are the sandbox's."""
    for package in (lecturelib, demos):
        assert Path(package.__file__).is_relative_to(Path(__file__).resolve().parents[2])
        assert list(pkgutil.iter_modules(package.__path__))
    assert "lecturelib" in sys.modules
