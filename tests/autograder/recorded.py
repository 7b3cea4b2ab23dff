"""What a course holds after grading, under names instead of random ids: rows of the gradebook, autograded files."""

from nbgrader.api import Gradebook

from autograder.commands.demo import DEMO_LIMITS
from autograder.engine.confinement import choose_confinement
from autograder.engine.executors import InThisProcess
from autograder.engine.grade import grade_class

KEPT = ("full-1", "blank-1", "partial-3", "mistakes-01")  # students of the sample class
LESSON = "01-neurons"


def book(course):
    return Gradebook(course.nbgrader().coursedir.db_url)


def rows(course):
    """Return everything that the gradebook says of submissions."""
    with book(course) as gradebook:
        found = {}
        for submission in gradebook.assignment_submissions(LESSON):
            student = submission.student.to_dict()
            found[student["id"]] = (student, without_ids(submission), submission.timestamp, submission.extension)
            for notebook in submission.notebooks:
                found[student["id"], notebook.name] = (without_ids(notebook), notebook.late_submission_penalty)
                for kind in (notebook.grades, notebook.comments):
                    for row in kind:
                        found[student["id"], type(row).__name__, row.name] = without_ids(row)
        return found


def without_ids(row):
    return {name: value for name, value in row.to_dict().items() if name != "id"}


def files(course):
    """Return what is in ``autograded/``: path to mode and content."""
    root = course.root / "autograded"
    found = {path.relative_to(root): path for path in root.rglob("*") if path.is_file()}
    return {str(name): (path.stat().st_mode & 0o777, path.read_bytes()) for name, path in sorted(found.items())}


def regrade(course, lesson):
    """Grade the class in this process, or only record it where the verdicts are known."""
    return list(grade_class(course, lesson, choose_confinement(), 1, DEMO_LIMITS, executor=InThisProcess))
