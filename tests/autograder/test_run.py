"""A run that is killed loses nothing, and two runs at once do not hinder each other."""

import os
import shutil
import signal
import subprocess
import sys
import time
from random import Random

import pytest

from autograder.course.course import Course
from autograder.course.journal import Journal
from autograder.engine.confinement import choose_confinement
from autograder.engine.grade import grade_class
from autograder.engine.run import Run
from autograder.engine.verdict import VerdictStore
from tests.autograder.recorded import book, files, rows
from tests.autograder.small_class import OWN, add_own_assignment, make_small_class

KILLS = 20
SCRIPT = """
import sys
from pathlib import Path
from autograder.course.course import Course
from autograder.course.journal import Journal
from autograder.engine.confinement import choose_confinement
from autograder.engine.grade import grade_class
from autograder.engine.reach import declared_lesson
for graded in grade_class(Course(Path(sys.argv[1])), declared_lesson(sys.argv[2]), choose_confinement(), 1):
    if graded.problem:
        sys.exit(graded.problem)
"""


def start_grading(course, lesson, scratch):
    scratch.mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(scratch)}
    command = [sys.executable, "-c", SCRIPT, str(course.root), lesson]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def finish(process):
    _, complaints = process.communicate(timeout=600)
    assert process.returncode == 0, complaints[-2000:]


def verdicts(course, lesson):
    return list((course.verdicts / lesson.name).glob("*.json"))


def wait_until(condition, seconds):
    give_up_at = time.monotonic() + seconds
    while not condition() and time.monotonic() < give_up_at:
        time.sleep(0.02)
    return condition()


def test_a_grader_killed_at_twenty_random_moments_ends_where_an_undisturbed_one_does(course, lesson, tmp_path):
    disturbed = make_small_class(course, lesson, tmp_path / "disturbed", 24)
    shutil.copytree(disturbed.root, tmp_path / "undisturbed")
    rng, recorded = Random(2), {}
    for kill in range(KILLS):
        process = start_grading(disturbed, lesson.name, tmp_path / "scratch")
        known = len(verdicts(disturbed, lesson))
        if kill % 4:  # while verdicts come in; else anywhere from the start of the interpreter on
            wait_until(lambda: len(verdicts(disturbed, lesson)) > known or process.poll() is not None, 120)  # noqa: B023
            time.sleep(rng.uniform(0, 0.3))
        else:
            time.sleep(rng.uniform(0, 3))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        now = rows(disturbed)
        assert {name: row for name, row in now.items() if name in recorded} == recorded
        students = {name for name in now if isinstance(name, str)}
        assert students <= Journal.of(disturbed, lesson.name).read().recorded.keys()
        recorded = now
    finish(start_grading(disturbed, lesson.name, tmp_path / "scratch"))
    store = VerdictStore(disturbed.verdicts)
    (seed,) = {store.get(lesson.name, path.stem).seed for path in verdicts(disturbed, lesson)}
    undisturbed = Course(tmp_path / "undisturbed")
    graded = list(grade_class(undisturbed, lesson, choose_confinement(), 2, seed=seed))
    assert len(graded) == 24 and not [each.problem for each in graded if each.problem]
    assert rows(disturbed) == rows(undisturbed)
    assert files(disturbed) == files(undisturbed)
    assert noted(disturbed, lesson.name) == noted(undisturbed, lesson.name)
    # What the killed graders had started is gone, processes and directories.
    left = tmp_path / "scratch"
    assert wait_until(lambda: not list(left.glob("autograder-*")), 30), list(left.iterdir())


def noted(course, lesson):
    """Return what the scores come from, by the journal; when a run began is another thing."""
    return Journal.of(course, lesson).read().recorded


def test_two_lessons_are_graded_at_once_into_one_gradebook(course, lesson, tmp_path):
    small = make_small_class(course, lesson, tmp_path / "class", 6)
    students = small.students_who_submitted(lesson.name)
    add_own_assignment(small, students)
    both = [start_grading(small, name, tmp_path / name) for name in (lesson.name, OWN)]
    for process in both:
        finish(process)
    with book(small) as gradebook:
        scores = {
            (assignment, submission.student.id): {
                grade.name: grade.auto_score for grade in submission.notebooks[0].grades
            }
            for assignment in (lesson.name, OWN)
            for submission in gradebook.assignment_submissions(assignment)
        }
    assert {student for _, student in scores} == set(students)
    for name in (lesson.name, OWN):
        assert noted(small, name).keys() == set(students)
    assert [scores[OWN, student] for student in students] == [{"test-answer": 3.0}] * 5 + [{"test-answer": 0.0}]
    for student in students:
        assert None not in [scores[lesson.name, student][exercise.name] for exercise in lesson.exercises]


@pytest.fixture
def empty(tmp_path):
    return Course(tmp_path)


def test_an_unfinished_run_leaves_its_seed_and_a_finished_one_none(empty):
    first = Run.take_up(empty, "01-neurons")
    assert Run.take_up(empty, "01-neurons").seed == first.seed
    assert Run.take_up(empty, "01-neurons").began == first.began
    assert Run.take_up(empty, "02-other").seed != first.seed
    first.finish()
    next_run = Run.take_up(empty, "01-neurons")
    assert next_run.seed != first.seed
    assert next_run.began > first.began


def test_a_seed_that_is_given_replaces_the_unfinished_one(empty):
    Run.take_up(empty, "01-neurons", seed=5)
    assert Run.take_up(empty, "01-neurons").seed == 5
    assert Run.take_up(empty, "01-neurons", seed=6).seed == 6


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        '{"seed": "7", "began": "2026-01-01"}',
        '{"seed": true, "began": "2026-01-01"}',
        '{"seed": 5, "began": "x"}',
        '{"seed": -1, "began": "2026-01-01"}',
        '{"seed": 5}',
    ],
)
def test_a_damaged_file_is_as_none(empty, damage):
    run = Run.take_up(empty, "01-neurons", seed=5)
    (empty.unfinished_runs / "01-neurons.json").write_text(damage)
    assert 0 <= Run.take_up(empty, "01-neurons").seed != run.seed
