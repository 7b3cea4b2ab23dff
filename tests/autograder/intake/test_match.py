import pytest

from autograder.course.roster import Roster, Student
from autograder.intake.handed_in import Claim
from autograder.intake.match import identify

ADA = Student("ada", "Ada", "Lovelace", email="ada@example.edu", lms_user_id="101", sis="S1", participant="4001")
ADAM = Student("adam", "Adam", "Lovelace", email="adam@example.edu", lms_user_id="102", sis="S2", participant="4002")
JOHN = Student("smith1", "John", "Smith", lms_user_id="106", participant="4006")
OTHER_JOHN = Student("smith2", "John", "Smith", lms_user_id="107", participant="4007")
NEW = Student("new", "New", "Comer")
ROSTER = Roster((ADA, ADAM, JOHN, OTHER_JOHN, NEW), "a test")


@pytest.mark.parametrize(
    ("claim", "student"),
    [
        (Claim("lovelaceada", {"lms_user_id": "101"}), ADA),
        (Claim("somebodyrenamed", {"lms_user_id": "101"}), ADA),
        (Claim("smithjohn", {"lms_user_id": "107"}), OTHER_JOHN),
        (Claim("John Smith", {"participant": "4006"}), JOHN),
        (Claim("Participant", {"participant": "4002"}), ADAM),
        (Claim("comernew", {"lms_user_id": "999"}), NEW),
        (Claim("Ada Lovelace"), ADA),
        (Claim("Ada Lovelace", {"participant": "4009"}), ADA),  # of another assignment
        (Claim("Ada Lovelace", {"sis": "ada"}), ADA),
        (Claim("Ada L", {"email": "ADA@example.edu"}), ADA),
        (Claim(anything="ada"), ADA),
        (Claim(anything="S2"), ADAM),
        (Claim(anything="adam@example.edu"), ADAM),
        (Claim(anything="Lovelace, Adam"), ADAM),
    ],
)
def test_who_is_known(claim, student):
    assert identify(claim, ROSTER).student == student


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (
            Claim("smithjohn", {"lms_user_id": "999"}),
            "several of that name: John Smith (smith1) and John Smith (smith2)",
        ),
        (Claim("lovelaceadam", {"lms_user_id": "101"}), "its number is Ada Lovelace (ada)'s, but its name is Adam"),
        (Claim("lovelaceada", {"lms_user_id": "999"}), "whose number in the roster is 101, not 999"),
        (Claim("X", {"sis": "S1", "email": "adam@example.edu"}), "fits Ada Lovelace (ada) and Adam Lovelace (adam)"),
        (Claim("Ada Lovelac"), "the nearest names are Ada Lovelace (ada)"),
        (Claim("Participant", {"participant": "5"}), "nobody in the roster is Participant, Moodle's number 5"),
        (Claim(anything="zzz"), "nobody in the roster is zzz"),
        (Claim("", {"lms_user_id": "5"}), "nobody in the roster is Canvas's number 5"),
        (Claim(), "nobody in the roster is nobody"),
    ],
)
def test_who_is_not(claim, words):
    match = identify(claim, ROSTER)
    assert match.student is None
    assert words in match.reason
