import pytest

from autograder.intake.member import Member
from autograder.intake.systems import recognise

CANVAS = ["lovelaceada_101_1_x.ipynb", "turingalan_102_2_x.ipynb"]
MOODLE = ["Ada Lovelace_1_assignsubmission_file_/x.ipynb", "Alan_2_assignsubmission_file_/a/x.ipynb"]
GRADESCOPE = ["submission_1/x.ipynb", "submission_2/x.ipynb"]
FOLDERS = ["ada/01-neurons.ipynb", "alan/01-neurons.ipynb"]
NBGRADER = ["ada/01-neurons/01-neurons.ipynb"]


def recognised(names):
    system, submissions = recognise(
        [Member(n, tuple(n.split("/")), 1, open) for n in names], "01-neurons", ["01-neurons"]
    )
    return system, submissions


@pytest.mark.parametrize("around", ["", "export/", "a/b/"])
@pytest.mark.parametrize(("names", "system"), [(CANVAS, "Canvas"), (MOODLE, "Moodle"), (GRADESCOPE, "Gradescope")])
def test_an_export_is_recognised_wherever_it_lies(around, names, system):
    found, submissions = recognised([around + name for name in names])
    assert found == system
    assert len(submissions) == 2


@pytest.mark.parametrize("around", ["", "submitted/"])
def test_our_own_layout(around):
    found, submissions = recognised([around + name for name in FOLDERS])
    assert found == "one folder for each student"
    assert [submission.label for submission in submissions] == ["ada", "alan"]


@pytest.mark.parametrize(("names", "label"), [(NBGRADER, "ada"), (["ada/x.ipynb", "ada/sub/y"], "ada")])
def test_a_single_student(names, label):
    _, submissions = recognised(names)
    assert [submission.label for submission in submissions] == [label]


def test_a_single_student_of_nbgrader_within_a_folder():
    _, submissions = recognised(["submitted/ada/01-neurons/x.ipynb", "submitted/ada/01-neurons/y.csv"])
    assert [submission.label for submission in submissions] == ["ada"]


def test_a_stranger_among_them_does_not_confuse():
    found, submissions = recognised([*CANVAS, "notes.txt"])
    assert found == "Canvas"
    assert submissions[-1].hopeless
