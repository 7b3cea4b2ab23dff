"""A course in which verdicts are recorded that no sandbox has reached, so that feedback can be made in a moment."""

import shutil

from autograder.checks.examine import examine, unexamined
from autograder.course.course import Course
from autograder.course.sample_class import SampleSubmission, hand_in
from autograder.engine.grade import preparer
from autograder.engine.oracle import report_output
from autograder.engine.record import Recorder
from autograder.engine.verdict import Verdict, is_code
from autograder.subjects import LocalSubject

SEED = 20


def copy_of(built, folder):
    """Return a copy of a built course, with which a test may do what it likes."""
    shutil.copytree(built.root, folder)
    return Course(folder)


def reports_on(lesson, mistakes=None):
    """Return reports in which all is right but for the exercises given: a function, or a state of no examination."""
    reports = {}
    for exercise in lesson.exercises:
        function = (mistakes or {}).get(exercise.name, exercise.reference)
        reports[exercise.name] = (
            unexamined(exercise, SEED, function, f"{exercise.name} is {function}")
            if isinstance(function, str)
            else examine(exercise, LocalSubject(function), SEED)
        )
    return reports


def record(course, lesson, student, notebook, reports, outputs=()):
    """Hand in a notebook and record it with these reports; `outputs` are those of its first code cell."""
    hand_in(course, lesson, [SampleSubmission(student, notebook, {})])
    api = course.nbgrader()
    prepared = preparer(api, lesson)(course.submitted / student / lesson.name).notebook
    shown = []
    for number, cell in enumerate(filter(is_code, prepared.cells)):
        report = reports.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        shown.append((report_output(report),) if report else tuple(outputs) if number == 0 else ())
    with Recorder(api, lesson.name) as recorder:
        recorder.record(student, prepared, Verdict("key", lesson.name, SEED, reports, tuple(shown), "", 0.0))


def feedback_on(course, lesson, student):
    """Let nbgrader write a student's feedback page and return its path."""
    result = course.nbgrader().generate_feedback(lesson.name, student)
    assert result["success"], result
    return course.root / "feedback" / student / lesson.name / f"{lesson.name}.html"
