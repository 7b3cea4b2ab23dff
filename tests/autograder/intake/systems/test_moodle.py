import pytest

from autograder.intake.member import Member
from autograder.intake.systems import moodle
from tests.autograder.intake.exports import ADA, OBRIEN, moodle_folder


def members(*names):
    return [Member(name, tuple(name.split("/")), 1, open) for name in names]


def test_the_names_that_moodle_gives():
    assert moodle_folder(ADA) == "Ada Lovelace_101_assignsubmission_file_"
    assert moodle_folder(OBRIEN, last="") == "Siobhán OBrien_103_assignsubmission_file"


@pytest.mark.parametrize(
    ("name", "person", "numbers", "parts"),
    [
        ("Ada Lovelace_101_assignsubmission_file_/x.ipynb", "Ada Lovelace", {"participant": "101"}, ("x.ipynb",)),
        ("Ada Lovelace_101_assignsubmission_file/a/b.csv", "Ada Lovelace", {"participant": "101"}, ("a", "b.csv")),
        ("Ada_101_assignsubmission_onlinetext/onlinetext.html", "Ada", {"participant": "101"}, ("onlinetext.html",)),
        ("小明 王_104_assignsubmission_file_/作业.ipynb", "小明 王", {"participant": "104"}, ("作业.ipynb",)),
        ("Participant_9_assignsubmission_file_/x.ipynb", "Participant", {"participant": "9"}, ("x.ipynb",)),
        ("Teilnehmerin_9_assignsubmission_file_/x", "Teilnehmerin", {"participant": "9"}, ("x",)),
        ("Default group_assignsubmission_file_/x", "Default group", {}, ("x",)),
        ("Ada Lovelace_101_assignsubmission_file_my_x.ipynb", "Ada Lovelace", {"participant": "101"}, ("my_x.ipynb",)),
    ],
)
def test_a_name_is_taken_apart(name, person, numbers, parts):
    (submission,) = moodle.hand_in(members(name), "01-neurons")
    (claim,) = submission.claims
    assert (claim.name, claim.numbers) == (person, numbers)
    assert [each.parts for each in submission.attachments] == [parts]


def test_files_and_text_of_a_participant_are_one_submission():
    (submission,) = moodle.hand_in(
        members("A_1_assignsubmission_file_/x.ipynb", "A_1_assignsubmission_onlinetext/onlinetext.html"), "01-neurons"
    )
    assert submission.label == "A_1"
    assert len(submission.attachments) == 2


def test_two_of_one_name_are_two():
    submissions = moodle.hand_in(
        members("A_1_assignsubmission_file_/x", "A_2_assignsubmission_file_/x", "stray/x"), "01-neurons"
    )
    assert [submission.label for submission in submissions] == ["A_1", "A_2", "stray/x"]
    assert "no folder that Moodle gives" in submissions[2].hopeless


def test_moodle_is_recognised():
    assert moodle.fits(members("A_1_assignsubmission_file_/x"))
    assert not moodle.fits(members("A/x", "B/x"))
    assert not moodle.fits([Member("..", (), 0, open)])
