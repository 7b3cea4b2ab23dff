"""Feedback for a class of which some handed in through the exchange and some by another way."""

import pytest
from nbgrader.utils import notebook_hash

from autograder.course.build import make_course

# nbgrader misspells an argument of its own, and leaves files open.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LESSON = "01-neurons"
SECRET = "ada's secret"


@pytest.fixture
def course(tmp_path):
    """A course with an exchange, and pages for three students, of whom two came by another way."""
    course = make_course(tmp_path / "course")
    config = course.root / "nbgrader_config.py"
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    config.write_text(f"{config.read_text()}\nget_config().Exchange.root = {str(exchange)!r}\n")
    brought = {
        "aby": {},
        "ada": {"timestamp.txt": "2027-01-20 22:59:00 UTC", "submission_secret.txt": SECRET},
        "ben": {"timestamp.txt": "2027-01-20 22:59:00 UTC"},  # its time was written by hand
    }
    for student, files in brought.items():
        folder = course.root / "feedback" / student / LESSON
        folder.mkdir(parents=True)
        for name, text in {f"{LESSON}.html": f"page of {student}", **files}.items():
            (folder / name).write_text(text)
    return course


def released(course):
    pages = course.root.parent.glob("exchange/*/feedback/*.html")
    return {page.stem: page.read_text() for page in pages}


def release(course, **more):
    api = course.nbgrader()
    result = api.release_feedback(LESSON, **more)
    assert api.coursedir.student_id_exclude == ""
    return result


def test_who_handed_in_through_the_exchange_gets_a_page_and_the_others_are_named(course):
    result = release(course)
    assert result["success"], result
    assert released(course) == {notebook_hash(secret=SECRET, notebook_id=LESSON): "page of ada"}
    assert "Not released: aby, ben." in result["log"]
    assert f"feedback/STUDENT/{LESSON}/" in result["log"]


def test_nobody_is_named_where_all_can_fetch(course):
    for student in ("aby", "ben"):
        folder = course.root / "feedback" / student / LESSON
        (folder / "timestamp.txt").write_text("2027-01-20 22:59:00 UTC")
        (folder / "submission_secret.txt").write_text(f"{student}'s")
    result = release(course)
    assert result["success"] and "Not released" not in result["log"]
    assert sorted(released(course).values()) == ["page of aby", "page of ada", "page of ben"]
