"""``autograder new-exercise``: from nothing to a proven exercise, in a copy of the course; or a refusal and nothing."""

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.course import whole_files
from autograder.course.build import make_course
from autograder.course.course import Course, CourseError
from autograder.course.new_exercise import new_exercise
from autograder.exercises import LESSONS, find_lesson
from tests.autograder import written_exercise as invented

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("autograder", "lecturelib", "demos", "solutions")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of what the course is made of."""
    root = tmp_path_factory.mktemp("copy")
    for folder in NEEDED:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root


# What an author runs after writing, in one process: proof, the exercise's own test, build, and the command again.
AFTERWARDS = f"""
from pathlib import Path
from runpy import run_path
from autograder.cli import main
from autograder.course.script import source_notebook
from autograder.exercises import find_lesson


def ends_with(code, *arguments):
    try:
        main(list(arguments))
    except SystemExit as stopped:
        assert (stopped.code or 0) == code, (arguments, stopped.code)


ends_with(0, "prove", "--only", "{invented.NAME}")
run_path("{invented.TEST}")["test_a_case_worked_by_hand"]()
source_notebook(Path("{invented.SCRIPT}"), find_lesson("{invented.LESSON}"))
ends_with(1, *{invented.COMMAND})
"""


def run(root, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run([sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True)


def test_from_nothing_to_a_proven_exercise(copy):
    made = run(copy, "-m", "autograder", *invented.COMMAND)
    assert made.returncode == 0, made.stderr
    assert f"made {invented.DECLARATION}" in made.stdout
    assert f"changed {invented.SCRIPT}" in made.stdout
    assert f"made {invented.TEST}" in made.stdout

    unwritten = run(copy, "-c", AFTERWARDS.replace("ends_with(0", "ends_with(1"))
    assert "not written yet: lesson_03_losses/huber_loss.py, line 1, and" in unwritten.stderr
    # Its test is no pass either: it is the next to stop the author.
    assert "raise NotImplementedError" in unwritten.stderr or "TypeError" in unwritten.stderr
    assert unwritten.returncode == 1

    invented.write_it(copy)
    written = run(copy, "-c", AFTERWARDS)
    assert written.returncode == 0, written.stderr
    assert "proven" in written.stdout and "3 of 3 wrong answers fail and are named" in written.stdout
    assert written.stderr.startswith("error: 'huber_loss' is taken") and "Traceback" not in written.stderr


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.name)
def test_every_lesson_can_have_another_exercise(lesson):
    made = new_exercise(Course(ROOT), lesson, "quite_new", 5)
    texts = {path.relative_to(ROOT).as_posix(): text for path, text in made.texts.items()}
    script = texts[f"solutions/{lesson.name}.py"]
    before = (ROOT / "solutions" / f"{lesson.name}.py").read_text()
    assert f"### Exercise {made.number}: quite_new (5 points)" in script
    points = sum(exercise.points for exercise in lesson.exercises)
    changed = before.replace(f"worth {points}", f"worth {points + 5}")
    assert set(changed.splitlines()) <= set(script.splitlines())
    assert f"exercises are worth {points + 5} " in script.replace("\n# ", " ")
    (package,) = {path.split("/")[2] for path in texts if path.endswith("quite_new.py") and "exercises" in path}
    registered = texts[f"autograder/exercises/{package}/__init__.py"]
    assert "        quite_new.EXERCISE,\n    )," in registered
    old = (ROOT / "autograder" / "exercises" / package / "__init__.py").read_text()
    assert set(re.findall(r"\w+", old)) | {"quite_new"} == set(re.findall(r"\w+", registered))
    for path, text in texts.items():
        compile(text, path, "exec")


def test_a_function_of_lecturelib_is_the_reference_with_its_own_arguments():
    made = new_exercise(Course(ROOT), find_lesson("03-losses"), "cross_entropy", 1)
    declaration = next(text for path, text in made.texts.items() if path.name == "cross_entropy.py")
    assert "from lecturelib.losses import cross_entropy\n" in declaration
    assert "def first_mistake(p: Any, q: Any) -> Any:" in declaration
    assert made.withheld and not any("tests" in path.parts for path in made.texts)
    script = next(text for path, text in made.texts.items() if path.parent.name == "solutions")
    assert "def cross_entropy(p, q):" in script
    assert "cross_entropy (1 point)\n" in script
    with pytest.raises(CourseError, match="leave out --signature"):
        new_exercise(Course(ROOT), find_lesson("03-losses"), "cross_entropy", 1, "x")


def test_value_and_backward_have_their_places_and_points():
    made = new_exercise(
        Course(ROOT), find_lesson("03-losses"), "quite_new", 5, "scores, reduction='mean'", backward=True
    )
    texts = {path.parent.name: text for path, text in made.texts.items() if path.name != "__init__.py"}
    declaration, script = texts["lesson_03_losses"], texts["solutions"]
    assert 'Part("value", 2, draw_cases, value_of_pair("y"))' in declaration
    assert 'Part("gradient", 3, draw_cases, gradients("d_scores"))' in declaration
    assert 'def quite_new(scores: Any, reduction: Any = "mean") -> Pair:' in declaration
    cell = script.partition('solution="quite_new"')[2].partition("# %% check")[0]
    assert cell.count("### BEGIN SOLUTION") == cell.count("### END SOLUTION") == 2
    assert 'def quite_new(scores, reduction="mean"):' in cell
    assert "    def backward(d_y):" in cell and "    return y, backward" in cell
    with pytest.raises(CourseError, match="--backward needs at least 2 points"):
        new_exercise(Course(ROOT), find_lesson("03-losses"), "quite_new", 1, backward=True)


@pytest.mark.parametrize("backward", [[], ["--backward"]], ids=["value", "pair"])
def test_what_is_made_is_laid_out_as_everything_else_is(backward, tmp_path):
    texts = new_exercise(
        Course(ROOT), find_lesson("03-losses"), "quite_new", 5, "x, reduction='mean'", backward=bool(backward)
    ).texts
    made = [tmp_path / path.relative_to(ROOT) for path in texts]
    for path, text in zip(made, texts.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = ["--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    # Which imports are the project's own is told by their folders, and these are copies outside of them.
    for check in (["check", "--ignore", "I001"], ["format", "--diff"]):
        found = subprocess.run(
            [sys.executable, "-m", "ruff", *check, *settings, *made], cwd=tmp_path, capture_output=True, text=True
        )
        assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["99-magic", "huber_loss"], "there is no lesson called '99-magic'"),
        (["03-losses", "softmax"], "'softmax' is taken: "),
        (["01-neurons", "softmax"], "it is exercise 3.3 of 03-losses"),
        (["03-losses", "digits"], "03-losses.py imports it"),
        (["03-losses", "kl_divergence_mistakes"], "is a module of the lesson"),
        (["03-losses", "HuberLoss"], "in small letters"),
        (["03-losses", "[/x]"], "got '[/x]'"),
        (["03-losses", "class"], "is a word of Python"),
        (["03-losses", "huber_loss", "--signature", "*x"], "--signature takes names"),
    ],
)
def test_refusals_are_one_sentence_and_nothing_is_written(capsys, monkeypatch, arguments, sentence):
    monkeypatch.setattr(whole_files, "write_together", lambda texts: pytest.fail("it wrote something"))
    with pytest.raises(SystemExit) as stopped:
        main(["new-exercise", *arguments, "--course", str(ROOT)])
    printed = capsys.readouterr()
    assert stopped.value.code == 1
    assert printed.err.startswith("error: ") and sentence in printed.err
    assert len(printed.err.strip().splitlines()) == 1


def test_points_must_be_some(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["new-exercise", "03-losses", "huber_loss", "--points", "0"])
    assert stopped.value.code == 2


def test_a_course_that_is_not_the_one_whose_autograder_runs_is_refused(tmp_path):
    course = make_course(tmp_path.resolve())
    with pytest.raises(CourseError, match="run `python -m autograder new-exercise` there"):
        new_exercise(course, find_lesson("03-losses"), "huber_loss", 2)


@pytest.mark.parametrize(
    ("error", "words"),
    [(OSError(errno.ENOSPC, "No space left on device"), "the disk is full"), (KeyboardInterrupt(), "stopped")],
)
def test_a_full_disk_or_ctrl_c_is_one_sentence(capsys, monkeypatch, error, words):
    def failing(texts):
        raise error

    monkeypatch.setattr(whole_files, "write_together", failing)
    with pytest.raises(SystemExit) as stopped:
        main(["new-exercise", "03-losses", "huber_loss", "--course", str(ROOT)])
    assert stopped.value.code == 1
    assert words in capsys.readouterr().err
