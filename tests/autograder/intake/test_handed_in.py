from autograder.intake.handed_in import Claim, stray
from autograder.intake.member import Member


def test_a_claim_says_what_it_claims():
    assert str(Claim("Ada", {"sis": "7", "email": "ada@example.edu"})) == "Ada, SID 7, e-mail ada@example.edu"
    assert str(Claim(anything="ada")) == "ada"


def test_a_stray_keeps_its_file():
    member = Member("a/b", ("a", "b"), 1, open)
    submission = stray(member, "why")
    assert submission.hopeless == "why"
    assert [each.member for each in submission.attachments] == [member]
