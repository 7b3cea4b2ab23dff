"""A class of thirty, graded for real: confined, by the oracle, recorded; by our command and by nbgrader's own."""

import os
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.checks.sentences import with_capital
from autograder.commands.demo import DEMO_LIMITS, make_sample_course
from autograder.course.course import Course
from autograder.course.journal import Journal
from autograder.course.sample_class import BLANK, SOLVED
from autograder.engine import reach
from autograder.engine.confinement import CannotConfineError, choose_confinement
from autograder.engine.executors import InThisProcess
from autograder.engine.grade import grade_class
from autograder.engine.known_figures import unpacked_figure_cells

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confined grading needs Linux")


@pytest.fixture(scope="module")
def sample(course, lesson, tmp_path_factory):
    """The sample class, handed in, not graded."""
    return make_sample_course(course, lesson, tmp_path_factory.mktemp("sample") / "class")


@pytest.fixture(scope="module")
def graded(sample, lesson):
    """The class graded by `grade_class`: what it yielded, by student."""
    return {each.student: each for each in grade_class(sample[1], lesson, choose_confinement(), 2, DEMO_LIMITS)}


def gradebook_scores(course, lesson):
    """Return the automatic score of every exercise of every student, as the gradebook has it."""
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(lesson.name)
            for notebook in submission.notebooks
            for grade in notebook.grades
            if grade.name in {exercise.name for exercise in lesson.exercises}
        }


def submissions_like(sample, prefix):
    return [each for each in sample[0] if each.student.startswith(prefix)]


def test_everybody_is_graded_and_recorded(sample, graded, lesson):
    assert sorted(graded) == sorted(each.student for each in sample[0])
    assert not [each.problem for each in graded.values() if each.problem]
    scores = gradebook_scores(sample[1], lesson)
    assert len(scores) == 30 * len(lesson.exercises)
    for student, each in graded.items():
        for name, report in each.verdict.reports.items():
            assert scores[student, name] == report.score


@pytest.mark.parametrize("kind", ["full", "blank", "partial", "mistakes"])
def test_each_exercise_earns_what_it_should(sample, graded, lesson, kind):
    for submission in submissions_like(sample, kind):
        reports = graded[submission.student].verdict.reports
        for exercise in lesson.exercises:
            report, expected = reports[exercise.name], submission.expected[exercise.name]
            if expected == SOLVED:
                assert report.score == report.points
            elif expected == BLANK:
                assert (report.score, report.state) == (0, "not written")
            else:
                assert report.score < report.points
                assert report.named == (expected,)


def test_no_attack_earns_a_point(sample, graded, lesson):
    for submission in submissions_like(sample, "hostile"):
        reports = graded[submission.student].verdict.reports
        assert {name: report.score for name, report in reports.items() if report.score} == {}
    scores = gradebook_scores(sample[1], lesson)
    assert not any(score for (student, _), score in scores.items() if student.startswith("hostile"))


def sandboxed_processes():
    """Return what a sandbox left behind: forks keep the worker's command line, and its user where it has one."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command, owner = (folder / "cmdline").read_bytes(), folder.stat().st_uid
            except OSError:
                continue
            if (b"/start.py" in command and b"autograder-" in command) or owner >= 1_900_000_000:
                yield folder.name, command


def test_no_attack_outlives_the_class(graded):
    """It looks at the whole machine, orphans included, so no other class may be graded at the same time."""
    assert list(sandboxed_processes()) == []


def test_every_student_s_feedback_names_their_mistakes_and_no_other(sample, graded, lesson):
    api = sample[1].nbgrader()
    for submission in submissions_like(sample, "mistakes"):
        assert api.generate_feedback(lesson.name, submission.student)["success"]
        page = sample[1].root / "feedback" / submission.student / lesson.name / f"{lesson.name}.html"
        text = unescape(page.read_text())
        for exercise in lesson.exercises:
            for wrong in exercise.wrong_answers:
                sentence = with_capital(wrong.sentence)
                made = submission.expected[exercise.name] == wrong.name
                assert (sentence in text) == made


class Idle(InThisProcess):
    """An executor that must have nothing to do."""

    def run(self, tasks):
        raise AssertionError("a submission was executed twice")


def test_a_second_run_executes_nothing_and_changes_no_score(sample, graded, lesson):
    before = gradebook_scores(sample[1], lesson)
    again = list(grade_class(sample[1], lesson, choose_confinement(), 2, DEMO_LIMITS, executor=Idle))
    assert not [each.problem for each in again if each.problem]
    assert {each.student: each.verdict for each in again} == {student: each.verdict for student, each in graded.items()}
    assert gradebook_scores(sample[1], lesson) == before


def test_the_journal_tells_whose_verdict_is_whose_and_a_run_without_news_adds_one_line(sample, graded, lesson):
    journal = Journal.of(sample[1], lesson.name)
    history = journal.read()
    assert {student: entry.key for student, entry in history.now.items()} == {
        student: each.verdict.key for student, each in graded.items()
    }
    assert {student: entry.scores for student, entry in history.now.items()} == {
        student: {name: report.score for name, report in each.verdict.reports.items()}
        for student, each in graded.items()
    }
    file = sample[1].journals / f"{lesson.name}.jsonl"
    lines = file.read_text().count("\n")
    list(grade_class(sample[1], lesson, choose_confinement(), 2, DEMO_LIMITS, executor=Idle))
    assert file.read_text().count("\n") == lines + 1
    assert journal.read().now == journal.read().before == history.now


def test_equal_submissions_are_executed_once(graded):
    assert len({graded[f"full-{number}"].verdict.seconds for number in range(1, 6)}) == 1


def test_a_fault_of_ours_is_no_student_s_zero(sample, lesson, tmp_path, monkeypatch):
    """Neither a bug in the oracle nor a sandbox that does not start may be recorded as a score."""
    course = copied_without_verdicts(sample, tmp_path / "class")
    for folder in course.submitted.iterdir():
        if folder.name != "full-1":
            shutil.rmtree(folder)

    def broken(*_):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(reach, "judge", broken)
    graded = list(grade_class(course, lesson, choose_confinement(), 1, DEMO_LIMITS, executor=InThisProcess))
    assert "our fault: ZeroDivisionError: a bug" in graded[0].problem
    assert gradebook_scores(course, lesson) == {}

    def no_sandbox(*_):
        raise CannotConfineError("the worker did not start")

    monkeypatch.setattr(reach, "judge", no_sandbox)
    with pytest.raises(CannotConfineError, match="the worker did not start"):
        list(grade_class(course, lesson, choose_confinement(), 1, DEMO_LIMITS, executor=InThisProcess))
    assert gradebook_scores(course, lesson) == {}


def test_workers_are_told_the_lesson_s_cells_that_draw(sample, lesson, tmp_path):
    course = copied_without_verdicts(sample, tmp_path / "class")
    settings = []

    def executor(setting, workers):
        settings.append(setting)
        raise CannotConfineError("seen enough")

    with pytest.raises(CannotConfineError):
        list(grade_class(course, lesson, choose_confinement(), 2, DEMO_LIMITS, executor=executor))
    cells = unpacked_figure_cells(settings[0].figure_cells)
    assert "plots.neuron_sketch()" in cells
    assert all("plots." in source for source in cells)


def copied_without_verdicts(sample, folder):
    """Return a copy of the course in which everybody has handed in and nothing has been graded."""
    names = ["source", "submitted", "nbgrader_config.py"]
    folder.mkdir(parents=True)
    for name in names:
        path = sample[1].root / name
        (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / name)
    return Course(folder)


def test_nbgrader_autograde_agrees_to_the_point(sample, graded, lesson, tmp_path):
    course = copied_without_verdicts(sample, tmp_path / "class")
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    for command in (
        ["generate_assignment", lesson.name],
        ["autograde", lesson.name, "--ConfinedExecute.cell_seconds=10"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *command],
            cwd=course.root,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
    assert gradebook_scores(course, lesson) == gradebook_scores(sample[1], lesson)


def test_an_unreadable_notebook_is_scored_zero_and_stops_nobody(course, lesson, tmp_path):
    _, sample = make_sample_course(course, lesson, tmp_path / "class")
    for folder in sample.submitted.iterdir():
        if folder.name not in {"full-1", "full-2"}:
            shutil.rmtree(folder)
    (sample.submitted / "full-1" / lesson.name / f"{lesson.name}.ipynb").write_text("{ this is no JSON")
    graded = {each.student: each for each in grade_class(sample, lesson, choose_confinement(), 2, DEMO_LIMITS)}
    assert any("could not be read" in sentence for sentence in graded["full-1"].mended)
    scores = gradebook_scores(sample, lesson)
    assert {score for (student, _), score in scores.items() if student == "full-1"} == {0}
    assert sum(score for (student, _), score in scores.items() if student == "full-2") == 23
