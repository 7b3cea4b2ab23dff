import pytest

from autograder.intake.member import Member
from autograder.intake.systems import folders


def handed_in(*names):
    members = [Member(name, tuple(name.split("/")), 1, open) for name in names]
    return folders.hand_in(members, "01-neurons", ["01-neurons", "03-losses"])


@pytest.mark.parametrize(
    ("name", "who", "parts"),
    [
        ("ada/01-neurons.ipynb", "ada", ("01-neurons.ipynb",)),
        ("ada/01-neurons/01-neurons.ipynb", "ada", ("01-neurons.ipynb",)),
        ("ada/01-neurons/data/x.csv", "ada", ("data", "x.csv")),
        ("Ada Lovelace/work/x.ipynb", "Ada Lovelace", ("work", "x.ipynb")),
        ("ada.ipynb", "ada", ("01-neurons.ipynb",)),
        ("ada_01-neurons.ipynb", "ada", ("01-neurons.ipynb",)),
        ("01-neurons_ada.IPYNB", "ada", ("01-neurons.ipynb",)),
        ("ada.zip", "ada", ("ada.zip",)),
    ],
)
def test_a_path_is_taken_apart(name, who, parts):
    (submission,) = handed_in(name)
    assert [claim.anything for claim in submission.claims] == [who]
    assert [each.parts for each in submission.attachments] == [parts]
    assert not submission.own_timestamp


def test_other_lessons_of_a_student_are_left_alone():
    other, mine = handed_in("ada/01-neurons/x.ipynb", "ada/03-losses/x.ipynb")
    assert "belongs to lesson 03-losses" in other.hopeless
    assert len(mine.attachments) == 1


def test_nbgraders_timestamp_is_its_own_in_its_own_place():
    (submission,) = handed_in("ada/01-neurons/x.ipynb", "ada/01-neurons/timestamp.txt")
    assert submission.own_timestamp
    (submission,) = handed_in("ada/x.ipynb", "ada/timestamp.txt")
    assert not submission.own_timestamp


@pytest.mark.parametrize("name", ["notes.txt", ".ipynb", "README"])
def test_what_names_no_student(name):
    (submission,) = handed_in(name)
    assert "no student's folder" in submission.hopeless
