"""A class with ready verdicts: a table says what each student's work earns, and no sandbox is started."""

import json
import re
import shutil
from contextlib import contextmanager
from types import SimpleNamespace

import nbformat

from autograder.checks.report import Failure, PartResult, Report
from autograder.course.course import Course
from autograder.engine import verdict as verdicts
from autograder.engine.grade import grade_class
from autograder.engine.oracle import report_output
from autograder.engine.regrade import writing
from autograder.engine.regrade.propose import Proposal
from autograder.engine.regrade.regrade import regrading
from autograder.engine.task import Reached
from autograder.engine.verdict import Verdict
from autograder.exercises import find_lesson
from tests.autograder.recorded import book
from tests.autograder.small_class import shortened

LESSON = find_lesson("01-neurons")
NAME = LESSON.name
CONFINEMENT = SimpleNamespace(name="none")
SEED = 4711

# What is wrong with whose work, by exercise and part: the mistake's name, or None for an error without one.
BEFORE = {
    "ada": {},
    "bob": {"threshold_neuron": {"value": "fires at the threshold"}},
    "cem": {"sigmoid_neuron": {"gradient": "forgets the slope"}, "xor_network": {"value": None}},
    "dora": {},
    "eve": {"xor_network": {"value": None}},
}
# After the exercises were changed: bob +2, cem +2 (gradient right, value wrong), dora -2, eve the same.
AFTER = {
    **BEFORE,
    "bob": {},
    "cem": {"sigmoid_neuron": {"value": None}, "xor_network": {"value": None}},
    "dora": {"threshold_neuron": {"value": "answers with signs"}},
    "eve": {"xor_network": {"value": "another mistake"}},
}


def report(exercise, wrong, seed=SEED):
    parts = []
    for part in exercise.parts:
        if part.name in wrong:
            failure = Failure("a case", ("This is not right.",), wrong[part.name])
            parts.append(PartResult(part.name, 0, part.points, 9, 3, failure))
        else:
            parts.append(PartResult(part.name, part.points, part.points, 9, 0))
    return Report(exercise.name, seed, tuple(parts))


class Ready:
    """An executor with a table of verdicts; keeps the tasks that it was given."""

    def __init__(self, table):
        self.table, self.tasks = table, []

    def __call__(self, setting, workers):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def run(self, tasks):
        for task in tasks:
            self.tasks.append(task)
            yield self.reached(task)

    def reached(self, task):
        cells = [cell for cell in json.loads(task.notebook)["cells"] if cell["cell_type"] == "code"]
        wrong = self.table[re.search(r"handed in by (\w+)", cells[0]["source"])[1]]
        seed = task.setting.seed
        reports = {each.name: report(each, wrong.get(each.name, {}), seed) for each in LESSON.exercises}
        names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
        outputs = tuple((report_output(reports[name]),) if name in reports else () for name in names)
        verdict = Verdict(task.key, NAME, seed, reports, outputs, "", 0.1)
        return Reached(task.key, json.dumps(verdict.to_json()).encode())


def hand_in(course, student, more=""):
    release = nbformat.read(course.notebooks / NAME / f"{NAME}.ipynb", as_version=4)
    notebook = shortened(release, 0)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source = f"# handed in by {student}\n{first.source}{more}"
    folder = course.submitted / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{NAME}.ipynb")
    (folder / "timestamp.txt").write_text("2026-01-03 12:00:00 UTC")


def make_graded_class(built, folder):
    """Return a course whose class has handed in and was graded by the table `BEFORE`."""
    shutil.copytree(built.root, folder)
    course = Course(folder)
    for student in BEFORE:
        hand_in(course, student)
    assert grade(course, BEFORE) == {}
    return course


def grade(course, table, seed=SEED):
    """Grade by a table; return the problems by student."""
    graded = list(grade_class(course, LESSON, CONFINEMENT, 1, seed=seed, executor=Ready(table)))
    return {each.student: each.problem for each in graded if each.problem}


def change_exercises(monkeypatch, version="a second version"):
    """Make every verdict that is known be one on an older version of the exercises."""
    monkeypatch.setattr(verdicts, "scoring_version", lambda lesson: version)
    monkeypatch.setattr(writing, "exercises_version", lambda lesson: version)


@contextmanager
def opened(course, table):
    with regrading(course, LESSON, CONFINEMENT, 1, executor=Ready(table)) as found:
        yield found


def regrade(course, table=AFTER):
    """Propose and apply; return what was proposed, by student."""
    with opened(course, table) as found:
        outcomes = list(found.proposals())
        proposals = [each for each in outcomes if isinstance(each, Proposal)]
        problems = {proposal.student: problem for proposal, problem in found.apply(proposals) if problem}
    assert problems == {}
    return {each.student: each for each in outcomes}


def change(course, what):
    with book(course) as gradebook:
        what(gradebook)
        gradebook.db.commit()


def grade_of(gradebook, student, cell):
    return gradebook.find_grade(cell, NAME, NAME, student)


def auto_scores(course, cell="threshold_neuron"):
    with book(course) as gradebook:
        return {student: grade_of(gradebook, student, cell).auto_score for student in BEFORE}
