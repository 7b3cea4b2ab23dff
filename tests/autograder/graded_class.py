"""A graded class put straight into a gradebook: every case that an export meets, without a sandbox."""

import datetime

from nbgrader.api import Gradebook

from autograder.course.build import make_course

NEURONS, NETWORKS = "01-neurons", "02-multilayer-perceptrons"


def make_graded_class(folder):
    """Return a course with two graded lessons, one that nobody has yet handed in, and six students.

    emmy has all points; alan is late and has an answer that waits for a mark; ada was marked by a person and graded
    again; grace has nothing; zoe has a name that is a formula; ümit has an email alone.
    """
    course = make_course(folder)
    with Gradebook(course.nbgrader().coursedir.db_url, "deep-learning-by-writing-it") as gradebook:
        for lesson, cells in {
            NEURONS: {"threshold_neuron": 3, "perceptron_update": 2},
            NETWORKS: {"relu": 4},
            "03-losses": {"softmax": 5},
        }.items():
            gradebook.add_assignment(lesson, duedate=datetime.datetime(2026, 1, 2))
            gradebook.add_notebook(lesson, lesson)
            for cell, points in cells.items():
                gradebook.add_grade_cell(cell, lesson, lesson, max_score=points, cell_type="code")
        gradebook.add_grade_cell("question", NEURONS, NEURONS, max_score=5, cell_type="markdown")
        gradebook.add_student(
            "emmy", first_name="Emmy", last_name="Noether", email="emmy@example.org", lms_user_id="11"
        )
        gradebook.add_student("alan", first_name="Alan", last_name="Turing", email="alan@example.org", lms_user_id="12")
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace, Countess", email="ada@example.org")
        gradebook.add_student("grace", first_name="Grace", last_name="Hopper", email="grace@example.org")
        gradebook.add_student("zoe", last_name='=HYPERLINK("http://evil.example")', email="zoe@example.org")
        gradebook.add_student("ümit", email="umit@example.org")
        give(gradebook, "emmy", NEURONS, {"threshold_neuron": 3, "perceptron_update": 2}, {"question": 5})
        give(gradebook, "emmy", NETWORKS, {"relu": 4})
        give(gradebook, "alan", NEURONS, {"threshold_neuron": 3, "perceptron_update": 0.3335}, penalty=0.5)
        give(gradebook, "ada", NEURONS, {"threshold_neuron": 1, "perceptron_update": 2}, {"question": 4.5}, again=True)
        give(gradebook, "zoe", NEURONS, {"threshold_neuron": 0, "perceptron_update": 0}, {"question": 0}, penalty=3)
        give(gradebook, "ümit", NETWORKS, {"relu": 2})
        gradebook.db.commit()
    gradebook.engine.dispose()
    return course


def give(gradebook, student, lesson, automatic, manual=None, penalty=None, again=False):
    """Record points; a cell without any waits for a mark."""
    gradebook.add_submission(lesson, student, timestamp=datetime.datetime(2026, 1, 1))
    gradebook.find_submission_notebook(lesson, lesson, student).late_submission_penalty = penalty
    for cell, points in automatic.items():
        grade = gradebook.find_grade(cell, lesson, lesson, student)
        grade.auto_score, grade.needs_manual_grade = points, False
    for cell, points in (manual or {}).items():
        grade = gradebook.find_grade(cell, lesson, lesson, student)
        grade.manual_score, grade.needs_manual_grade = points, again
