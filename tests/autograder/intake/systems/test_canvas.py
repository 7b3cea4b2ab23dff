import pytest

from autograder.intake.member import Member
from autograder.intake.systems import canvas
from tests.autograder.intake.exports import ADA, JOSE, OBRIEN, Person, canvas_name


def members(*names):
    return [Member(name, tuple(name.split("/")), 1, open) for name in names]


def one(*names):
    (submission,) = canvas.hand_in(members(*names), "01-neurons")
    return submission


def test_the_names_that_canvas_gives():
    assert canvas_name(ADA, 67890, "01-neurons-1.ipynb", late=True) == "lovelaceada_LATE_101_67890_01-neurons-1.ipynb"
    assert canvas_name(JOSE, 1, "x.ipynb") == "garcíamárquezjosé_102_1_x.ipynb"
    assert canvas_name(OBRIEN, 1, "x.ipynb") == "obriensiobhán_103_1_x.ipynb"


@pytest.mark.parametrize(
    ("name", "person", "user", "file", "order", "late"),
    [
        ("lovelaceada_101_67890_01-neurons.ipynb", "lovelaceada", "101", "01-neurons.ipynb", 67890, False),
        ("lovelaceada_LATE_101_67890_my_1_2_work.ipynb", "lovelaceada", "101", "my_1_2_work.ipynb", 67890, True),
        ("late_LATE_1_2_LATE_3_4_x", "late", "1", "LATE_3_4_x", 2, True),
        ("smith_jonesann_7_8_x.ipynb", "smith_jonesann", "7", "x.ipynb", 8, False),
        ("van-der-berg-jan_7_8_x.ipynb", "van-der-berg-jan", "7", "x.ipynb", 8, False),
        ("王小明_104_5_作业.ipynb", "王小明", "104", "作业.ipynb", 5, False),
        ("lovelaceada_101_text.html", "lovelaceada", "101", "text.html", 0, False),
        ("lovelaceada_LATE_101_link.html", "lovelaceada", "101", "link.html", 0, True),
        ("_101_5_x.ipynb", "", "101", "x.ipynb", 5, False),
    ],
)
def test_a_name_is_taken_apart(name, person, user, file, order, late):
    submission = one(name)
    (claim,) = submission.claims
    assert (claim.name, claim.numbers, submission.late) == (person, {"lms_user_id": user}, late)
    assert [(each.parts, each.order) for each in submission.attachments] == [((file,), order)]


def test_any_late_attachment_makes_a_submission_late_and_all_are_kept_together():
    submission = one("lovelaceada_101_1_a.ipynb", "lovelaceada_LATE_101_2_b.csv")
    assert submission.late
    assert submission.label == "lovelaceada_101"
    assert len(submission.attachments) == 2


@pytest.mark.parametrize("name", ["anon_aB3dE_678_x.ipynb", "LATE_anon_aB3dE_678_x.ipynb"])
def test_anonymous_submissions_are_nobodys(name):
    submission = one(name)
    assert "anonymous grading" in submission.hopeless
    assert (submission.label, submission.claims) == ("anon_aB3dE", ())
    assert submission.attachments[0].parts == ("x.ipynb",)


def test_what_canvas_did_not_name_is_told():
    mine, stray = canvas.hand_in(members("lovelaceada_101_1_x.ipynb", "notes.txt"), "01-neurons")
    assert not mine.hopeless
    assert "not one that Canvas gives" in stray.hopeless


def test_canvas_is_recognised():
    assert canvas.fits(members("a_1_2_x", "b_2_3_y", "notes"))
    assert not canvas.fits(members("a/x", "b/y", "c_1_2_x"))
    assert not canvas.fits([])


def test_a_person_without_letters():
    assert canvas_name(Person("!", "?", 9), 1, "x") == "_9_1_x"
