from datetime import UTC, datetime

import pytest

from autograder.course.roster import Student
from autograder.intake.arrange import Arrangement
from autograder.intake.filing import Filing, moment_in
from autograder.intake.handed_in import HandedIn
from autograder.intake.moves import Moves
from autograder.intake.outcome import What
from autograder.intake.staging import Staged
from tests.autograder.intake.exports import LESSON, tree

ADA = Student("ada", "Ada", "Lovelace")


@pytest.fixture
def filing(class_course, tmp_path):
    """File one text for Ada, as a new run would, and return the outcome."""
    runs = []

    def file(content, day=None, shelve="", reason="Why."):
        workshop = tmp_path / f"run-{len(runs)}"
        workshop.mkdir()
        runs.append(workshop)
        copy = Staged("x", ("x.ipynb",), workshop / "copy", content)
        copy.file.write_text(content)
        filing = Filing(class_course, LESSON, workshop)
        if shelve:
            done = filing.shelve(shelve, [copy], [reason])
        else:
            when = datetime(2026, 1, day, 12, tzinfo=UTC) if day else None
            done = filing.file(HandedIn("label", (), (), when), ADA, Arrangement(((("x.ipynb",), copy),)))
        with Moves() as moves:
            filing.carry_out(moves)
        return done

    return file


def test_a_submission_is_filed_once(filing, class_course):
    assert filing("one").what == What.FILED
    assert tree(class_course.submitted) == {f"ada/{LESSON}/x.ipynb": b"one"}
    assert filing("one").what == What.UNCHANGED
    assert not (class_course.root / "submitted-before").exists()


def test_what_was_on_file_is_kept_aside(filing, class_course):
    for content in ("one", "two", "three"):
        outcome = filing(content)
    assert outcome.what == What.REPLACED
    assert outcome.notes == (f"The submission that was on file is in submitted-before/ada/{LESSON}/2.",)
    assert tree(class_course.submitted) == {f"ada/{LESSON}/x.ipynb": b"three"}
    assert tree(class_course.root / "submitted-before") == {
        f"ada/{LESSON}/1/x.ipynb": b"one",
        f"ada/{LESSON}/2/x.ipynb": b"two",
    }


def test_the_time_of_handing_in_is_nbgraders(filing, class_course):
    filing("one", day=5)
    path = class_course.submitted / "ada" / LESSON / "timestamp.txt"
    assert path.read_text() == "2026-01-05 12:00:00.000000 UTC"
    existing = class_course.nbgrader().coursedir.get_existing_timestamp(str(path.parent))
    assert existing == datetime(2026, 1, 5, 12)


def test_what_was_handed_in_later_stays_on_file(filing, class_course):
    filing("late", day=5)
    outcome = filing("early", day=4)
    assert outcome.what == What.UNPLACED
    assert "handed in later" in outcome.reason
    assert tree(class_course.submitted)[f"ada/{LESSON}/x.ipynb"] == b"late"
    assert filing("later", day=6).what == What.REPLACED


def test_a_shelf_says_why(filing, class_course):
    assert filing("x", shelve="a/b") == f"unplaced/{LESSON}/a_b"
    shelf = class_course.root / "unplaced" / LESSON
    assert tree(shelf) == {"a_b/x.ipynb": b"x", "a_b/reason.txt": b"Why.\n"}
    filing("x", shelve="a/b")
    filing("x", shelve="a/b", reason="Another.")
    assert tree(shelf) == {"a_b/x.ipynb": b"x", "a_b/reason.txt": b"Another.\n"}


def test_nothing_on_the_shelf_is_overwritten(filing, class_course):
    filing("x", shelve="a")
    assert filing("y", shelve="a") == f"unplaced/{LESSON}/a-2"
    assert filing("x", shelve="a") == f"unplaced/{LESSON}/a"
    assert filing("y", shelve="a") == f"unplaced/{LESSON}/a-2"
    assert len(list((class_course.root / "unplaced" / LESSON).iterdir())) == 2


@pytest.mark.parametrize(
    ("content", "moment"),
    [
        ("2026-01-05 12:00:00.000000 UTC", datetime(2026, 1, 5, 12)),
        ("2026-01-05T12:00:00+01:00", datetime(2026, 1, 5, 11)),
        ("2026-01-05T12:00:00Z", datetime(2026, 1, 5, 12)),
        ("", None),
        ("soon", None),
        ("9" * 100, None),
        ("2026-01-05" + " " * 300, None),
    ],
)
def test_times_that_nbgrader_reads(tmp_path, content, moment):
    path = tmp_path / "timestamp.txt"
    path.write_text(content)
    assert moment_in(path) == moment


def test_no_time(tmp_path):
    assert moment_in(tmp_path / "nothing") is None
    (tmp_path / "link").symlink_to("/etc/hostname")
    assert moment_in(tmp_path / "link") is None
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    assert moment_in(tmp_path / "bytes") is None
