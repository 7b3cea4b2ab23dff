import io
from datetime import UTC, datetime

import pytest

from autograder.course.course import CourseError
from autograder.intake.member import Member
from autograder.intake.systems import gradescope
from tests.autograder.intake.exports import ADA, JOSE, gradescope_metadata

WHEN = "2026-03-01 09:30:15.250000000 -08:00"


def member(name, content=b""):
    return Member(name, tuple(name.split("/")), len(content), lambda: io.BytesIO(content))


def handed_in(metadata, *names):
    metadata = metadata if isinstance(metadata, bytes) else metadata.encode()
    files = [member("submission_metadata.yml", metadata), *map(member, names)]
    assert gradescope.fits(files)
    return gradescope.hand_in(files, "01-neurons")


def test_who_and_when():
    (submission,) = handed_in(
        gradescope_metadata([(12345, [ADA, JOSE], WHEN)]), "submission_12345/x.ipynb", "submission_12345/a/b"
    )
    assert [(claim.name, claim.numbers) for claim in submission.claims] == [
        ("Ada Lovelace", {"sis": "ada", "email": "ada@example.edu"}),
        ("José García Márquez", {"sis": "jose", "email": "jose@example.edu"}),
    ]
    assert submission.when == datetime(2026, 3, 1, 17, 30, 15, 250000, tzinfo=UTC)
    assert [each.parts for each in submission.attachments] == [("x.ipynb",), ("a", "b")]
    assert submission.attachments[0].order == 12345


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-01 17:30:15 Z", datetime(2026, 3, 1, 17, 30, 15, tzinfo=UTC)),
        ("'2026-03-01T17:30:15+00:00'", datetime(2026, 3, 1, 17, 30, 15, tzinfo=UTC)),
        (
            "!ruby/object:ActiveSupport::TimeWithZone\n    utc: 2026-03-01 17:30:15 Z\n    zone: x",
            datetime(2026, 3, 1, 17, 30, 15, tzinfo=UTC),
        ),
        ("soon", None),
        ("7", None),
    ],
)
def test_times_as_ruby_writes_them(written, expected):
    (submission,) = handed_in(gradescope_metadata([(1, [ADA], written)]), "submission_1/x.ipynb")
    assert submission.when == expected


def test_a_submission_of_one_file():
    metadata = "12345.pdf:\n  :submitters:\n  - :name: Ada\n    :sid: 7\n    :email:\n"
    (submission,) = handed_in(metadata, "12345.pdf")
    assert [(claim.name, claim.numbers) for claim in submission.claims] == [("Ada", {"sis": "7"})]
    assert submission.attachments[0].parts == ("12345.pdf",)


def test_what_the_metadata_does_not_tell():
    lost, stray = handed_in(gradescope_metadata([(1, [ADA], WHEN)]), "submission_2/x", "notes.txt")
    assert "does not tell whose it is" in lost.hopeless
    assert "no folder of a submission" in stray.hopeless


@pytest.mark.parametrize("entry", ["7", "[1, 2]", "{':submitters': 7}", "{':submitters': [1, null]}"])
def test_metadata_of_another_shape_is_nobodys(entry):
    (submission,) = handed_in(f"submission_1: {entry}\n", "submission_1/x")
    assert submission.hopeless


def test_without_metadata():
    files = [member("submission_1/x.ipynb")]
    assert gradescope.fits(files)
    (submission,) = gradescope.hand_in(files, "01-neurons")
    assert "has no submission_metadata.yml" in submission.hopeless


@pytest.mark.parametrize("metadata", ["[", "- 1\n", "", "a: &x\n  b: *y\n"])
def test_metadata_that_cannot_be_read(metadata):
    with pytest.raises(CourseError, match="cannot be read: export the submissions again"):
        handed_in(metadata, "submission_1/x")
