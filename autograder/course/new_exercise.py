"""A new exercise from a template: every place that an exercise has, with TODO where its author writes."""

from __future__ import annotations

import ast
import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import jinja2

from autograder.course.course import Course, CourseError
from autograder.course.declared_name import (
    formatted,
    names_in_script,
    parsed_arguments,
    reference_in_lecturelib,
    require_name,
    typed,
)
from autograder.exercises import LESSONS
from autograder.exercises.declaration import Exercise, Lesson, Part

_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.course", "templates"),
    autoescape=False,  # noqa: S701 - Python is written here, and no page
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=jinja2.StrictUndefined,
)


@dataclass(frozen=True)
class NewExercise:
    """What a new exercise changes.

    Attributes
    ----------
    number : str
        Its number in the lesson.
    module : str
        Where its reference is imported from; empty if it stands in the exercise's own file.
    withheld : bool
        Whether the lesson withholds that module already.
    texts : mapping of Path to str
        Every file that is made or changed, as it is to be.
    """

    number: str
    module: str
    withheld: bool
    texts: Mapping[Path, str]


def new_exercise(
    course: Course, lesson: Lesson, name: str, points: int, signature: str = "", backward: bool = False
) -> NewExercise:
    """Return what makes a new exercise, the last of its lesson; nothing is written yet.

    Parameters
    ----------
    course : Course
        The folder that holds ``autograder/`` and ``solutions/``.
    lesson : Lesson
        Which lesson.
    name : str
        The function to be written by students.
    points : int
        What it is worth.
    signature : str, optional
        Its arguments, such as ``x, delta=1.0``, unless `lecturelib` has the function.
    backward : bool, optional
        Whether it returns a value and the function that differentiates it, and has a part for each.

    Raises
    ------
    CourseError
        If there can be no such exercise; the sentence says why.
    """
    package = _package(course, lesson)
    folder = Path(str(package.__file__)).parent
    script = course.script(lesson.name)
    require_name(name, _taken(folder, script))
    found = reference_in_lecturelib(name)
    if found and signature:
        raise CourseError(f"lecturelib has {name}({found[1]}); leave out --signature")
    if backward and points < 2:
        raise CourseError("value and gradient earn points of their own: --backward needs at least 2 points")
    module, plain = found or ("", signature or "x")
    arguments = parsed_arguments(plain)
    number = _next_number(lesson)
    given = {
        "name": name,
        "number": number,
        "points": points,
        "module": module,
        "package": package.__name__,
        "backward": backward,
        "signature": formatted(arguments),
        "arguments": [argument.arg for argument in arguments.args],
        "typed": typed(arguments),
    }
    declaration, test = folder / f"{name}.py", _test_file(course, folder, name)
    texts = {
        declaration: _templates.get_template("exercise.py.j2").render(given),
        folder / "__init__.py": _registered(folder / "__init__.py", package.__name__, name),
        script: _with_points(
            _with_cells(script.read_text(encoding="utf-8"), _templates.get_template("cells.py.j2").render(given)),
            sum(exercise.points for exercise in lesson.exercises) + points,
        ),
    }
    if not module:
        texts[test] = _templates.get_template("test.py.j2").render(given)
    for path in (declaration, test):
        if path in texts and path.exists():
            raise CourseError(f"{path} exists already; choose another name")
    _require_agreement(texts[script], script.name, lesson, name, number, points)
    withheld = any(module == each or module.startswith(f"{each}.") for each in lesson.withheld)
    return NewExercise(number, module, withheld, texts)


def _package(course: Course, lesson: Lesson) -> ModuleType:
    packages = [module for name, module in sys.modules.items() if name.startswith("autograder.exercises.lesson_")]
    package = next(module for module in packages if getattr(module, "LESSON", None) is lesson)
    if not Path(str(package.__file__)).resolve().is_relative_to(course.root):
        raise CourseError(
            f"the course in {course.root} is not the one whose autograder runs here ({package.__file__}); "
            "go to the folder that holds autograder/ and solutions/ and run `python -m autograder new-exercise` there"
        )
    return package


def _taken(folder: Path, script: Path) -> dict[str, str]:
    taken = {path.stem: f"{folder.name}/{path.name} is a module of the lesson" for path in folder.glob("*.py")}
    taken |= names_in_script(script)
    return taken | {
        exercise.name: f"it is exercise {exercise.number} of {each.name}"
        for each in LESSONS.values()
        for exercise in each.exercises
    }


def _next_number(lesson: Lesson) -> str:
    in_lesson, _, place = lesson.exercises[-1].number.rpartition(".")
    return f"{in_lesson}.{int(place) + 1}"


def _test_file(course: Course, folder: Path, name: str) -> Path:
    numbered = "_".join(folder.name.split("_")[:2])
    return course.root / "tests" / "autograder" / f"test_{numbered}_{name}.py"


def _registered(path: Path, package: str, name: str) -> str:
    """Return the text of the lesson's ``__init__.py`` with the exercise imported and listed last."""
    text = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == package]
    tuples = [
        node.value
        for node in nodes
        if isinstance(node, ast.keyword) and node.arg == "exercises" and isinstance(node.value, ast.Tuple)
    ]
    old = [ast.get_source_segment(text, node) or "#" for node in (*imports, *tuples)]
    if len(imports) != 1 or len(tuples) != 1 or any("#" in segment for segment in old):
        raise CourseError(f"{path} is not laid out as in the other lessons; list the exercise there by hand")
    names = sorted({*(alias.name for alias in imports[0].names), name})
    listed = [*(ast.unparse(element) for element in tuples[0].elts), f"{name}.EXERCISE"]
    imported = "".join([f"from {package} import (\n", *(f"    {each},\n" for each in names), ")"])
    exercises = "".join(["(\n", *(f"        {each},\n" for each in listed), "    )"])
    return text.replace(old[0], imported, 1).replace(old[1], exercises, 1)


def _with_cells(script: str, cells: str) -> str:
    """Return the script with new cells after its last check."""
    checks = list(re.finditer(r"^# %% check=", script, re.MULTILINE))
    if not checks:
        raise CourseError("the lesson's script has no cell with a check, after which a new exercise could stand")
    after = re.search(r"^# %%", script[checks[-1].end() :], re.MULTILINE)
    end = checks[-1].end() + after.start() if after else len(script)
    rest = script[end:]
    return f"{script[:end].rstrip()}\n\n{cells.rstrip()}\n" + (f"\n{rest}" if rest else "")


def _with_points(script: str, points: int) -> str:
    """Return the script with what its head says of all exercises' points, where it says it."""
    gap = r"(?:\s|#)+"
    return re.sub(rf"(exercises{gap}are{gap}worth{gap})\d+", rf"\g<1>{points}", script, count=1)


def _require_agreement(script: str, name: str, lesson: Lesson, exercise: str, number: str, points: int) -> None:
    """Raise `CourseError` if the script that is to be would not be built."""
    from autograder.course.script import source_notebook

    part = Part("value", points, lambda rng: [], lambda subject, case: {})
    longer = replace(lesson, exercises=(*lesson.exercises, Exercise(exercise, number, lambda: None, (part,), ())))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / name
        path.write_text(script, encoding="utf-8")
        source_notebook(path, longer)
