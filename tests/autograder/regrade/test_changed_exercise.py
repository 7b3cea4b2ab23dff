"""For real, once: an exercise's source is changed, and the class is regraded by the command, in its sandboxes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.course import Course
from autograder.course.sample_class import SampleSubmission, hand_in
from tests.autograder.recorded import book
from tests.autograder.regrade.ready import LESSON, NAME
from tests.autograder.small_class import shortened

ROOT = Path(__file__).resolve().parents[3]
MISTAKE = "fires at the threshold"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confined grading needs Linux")


@pytest.fixture
def installed(tmp_path):
    """A copy of the packages, whose exercises the test may change."""
    for package in ("autograder", "lecturelib", "demos"):
        shutil.copytree(ROOT / package, tmp_path / "installed" / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "installed"


@pytest.fixture
def handed_in(built, submissions, tmp_path):
    shutil.copytree(built.root, tmp_path / "class")
    made = Course(tmp_path / "class")
    mistaken = next(each for each in submissions if each.expected["threshold_neuron"] == MISTAKE)
    kinds = {"full": submissions[0], "mistaken": mistaken, "marked": mistaken}
    class_of_three = [
        SampleSubmission(student, shortened(each.notebook, number), each.expected)
        for number, (student, each) in enumerate(kinds.items())
    ]
    hand_in(made, LESSON, class_of_three)
    return made


def autograder(installed, course, *arguments):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "autograder",
            *arguments,
            "--course",
            str(course.root),
            "--no-figures",
            "--workers",
            "1",
        ],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=course.root,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def scores(course):
    with book(course) as gradebook:
        return {
            (student, grade.name): (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
            for student in ("full", "mistaken", "marked")
            for grade in gradebook.find_submission_notebook(NAME, NAME, student).grades
        }


def test_a_changed_exercise_is_regraded(installed, handed_in):
    course = handed_in
    autograder(installed, course, "grade", NAME)
    with book(course) as gradebook:
        gradebook.find_grade("threshold_neuron", NAME, NAME, "marked").manual_score = 1.0
        gradebook.db.commit()
    before = scores(course)
    assert before["mistaken", "threshold_neuron"] == (0.0, None, False)

    exercise = installed / "autograder" / "exercises" / "lesson_01_neurons" / "threshold_neuron.py"
    lines = exercise.read_text().splitlines(keepends=True)
    kept = [line for line in lines if 'Case("sums that are exactly 0"' not in line]
    assert len(kept) == len(lines) - 1
    exercise.write_text("".join(kept))

    said = autograder(installed, course, "regrade", NAME, "--yes")
    assert "1 rise, 0 fall, 2 stay; 1 under a person's score" in said
    assert f"value: 0 → 2 of 2 points (was: {MISTAKE}; now: right)" in said
    after = scores(course)
    assert {name: after[name] for name in after if after[name] != before[name]} == {
        ("mistaken", "threshold_neuron"): (2.0, None, False),
        ("marked", "threshold_neuron"): (2.0, 1.0, True),
    }
    trail = [json.loads(line) for line in (course.ledgers / f"{NAME}.jsonl").read_text().splitlines()]
    assert [entry["kind"] for entry in trail] == ["begin", "grades", "grades", "grades", "end"]
    assert [bool(entry["grades"]) for entry in trail[1:4]] == [True, True, False]
    seeds = {json.loads(path.read_text())["seed"] for path in (course.verdicts / NAME).glob("*.json")}
    assert {entry["seed"] for entry in trail[1:4]} == seeds and len(seeds) == 1
    page = (course.root / "autograded" / "mistaken" / NAME / f"{NAME}.ipynb").read_text()
    assert "threshold_neuron: 2 of 2 points" in page
