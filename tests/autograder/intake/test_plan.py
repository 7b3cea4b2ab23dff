from datetime import UTC, datetime

from autograder.course.roster import Roster, Student
from autograder.intake.handed_in import Attachment, Claim, HandedIn
from autograder.intake.member import Member
from autograder.intake.plan import plans

ADA, BOB = Student("ada", full_name="Ada"), Student("bob", full_name="Bob")
ROSTER = Roster((ADA, BOB), "a test")


def handed_in(label, *people, day=None, order=0.0):
    when = datetime(2026, 1, day, tzinfo=UTC) if day else None
    attachment = Attachment(Member(label, (label,), 1, open), (label,), order)
    return HandedIn(label, tuple(Claim(anything=person) for person in people), (attachment,), when)


def test_each_has_an_owner_or_a_reason():
    mine, nobodys, lost = plans(
        [handed_in("1", "ada"), handed_in("2", "zoe"), HandedIn("3", (), (), hopeless="it is anonymous")], ROSTER
    )
    assert (mine.students, mine.reasons) == ((ADA,), ())
    assert (nobodys.students, nobodys.reasons) == ((), ("Nobody in the roster is zoe.",))
    assert (lost.students, lost.reasons) == ((), ("It is anonymous.",))


def test_a_group_hands_in_together():
    (group,) = plans([handed_in("1", "ada", "bob", "zoe", "ada")], ROSTER)
    assert group.students == (ADA, BOB)
    assert group.reasons == ("Nobody in the roster is zoe.",)


def test_the_newest_counts():
    old, new = plans([handed_in("old", "ada", day=1), handed_in("new", "ada", day=2)], ROSTER)
    assert (old.students, new.students) == ((), (ADA,))
    assert old.reasons == ("Ada (ada) has handed in several times; new counts.",)
    new, old = plans([handed_in("new", "ada", order=2), handed_in("old", "ada", order=1)], ROSTER)
    assert (old.students, new.students) == ((), (ADA,))


def test_of_a_group_only_those_who_handed_in_again_are_outdated():
    group, again = plans([handed_in("group", "ada", "bob", day=1), handed_in("again", "bob", day=2)], ROSTER)
    assert (group.students, again.students) == ((ADA,), (BOB,))
    assert len(group.reasons) == 1
