"""A class whose submissions run in a moment: the lesson's exercises and checks, without the figures between them."""

import shutil
from copy import deepcopy
from random import Random

import nbformat

from autograder.commands.demo import make_sample_course
from autograder.course.sample_class import hand_in

OWN = "practice"  # an assignment of the instructor's own, declared nowhere


def make_small_class(course, lesson, folder, size, seed=1):
    """Return a course in which `size` students have handed in, no two the same."""
    submissions, sample = make_sample_course(course, lesson, folder)
    shutil.rmtree(sample.submitted)
    kinds = [each for each in submissions if not each.student.startswith("hostile")]
    rng = Random(seed)
    handed_in = []
    for number in range(size):
        each = rng.choice(kinds)
        handed_in.append(type(each)(f"student-{number:03d}", shortened(each.notebook, number), each.expected))
    hand_in(sample, lesson, handed_in)
    return sample


def shortened(notebook, number):
    """Return the notebook with its first code cell, which imports, and its marked cells."""
    short = deepcopy(notebook)
    first = next(cell for cell in short.cells if cell.cell_type == "code")
    short.cells = [cell for cell in short.cells if cell is first or "nbgrader" in cell.metadata]
    first.source += f"\nsubmission = {number}"
    return short


def add_own_assignment(course, students):
    """Release an assignment with one test cell, and hand in an answer for each student; the last one's is wrong."""
    solution = cell("answer", "### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION", solution=True)
    test = cell("test-answer", "assert answer == 42", grade=True, locked=True, points=3)
    notebook = nbformat.v4.new_notebook(cells=[solution, test], metadata=kernel())
    source = course.source / OWN
    source.mkdir(parents=True)
    nbformat.write(notebook, source / f"{OWN}.ipynb")
    assert course.nbgrader().generate_assignment(OWN, force=True, create=True)["success"]
    released = nbformat.read(course.notebooks / OWN / f"{OWN}.ipynb", as_version=4)
    for student in students:
        released.cells[0].source = f"answer = {41 if student == students[-1] else 42}  # {student}"
        folder = course.submitted / student / OWN
        folder.mkdir(parents=True)
        nbformat.write(released, folder / f"{OWN}.ipynb")


def cell(name, source, **marks):
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    found = nbformat.v4.new_code_cell(source, id=name)
    found.metadata.nbgrader = {**plain, "grade_id": name, "cell_type": "code", **marks}
    return found


def kernel():
    return {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
