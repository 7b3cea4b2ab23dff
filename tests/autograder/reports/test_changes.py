import pytest

from autograder.course.journal import Entry, History
from autograder.reports.changes import changes_in

EVERYBODY = frozenset({"ada", "ben", "cleo", "dora", "eve"})


def entry(student, lesson, scores, mistakes=()):
    names = [exercise.name for exercise in lesson.exercises]
    return Entry(
        student, "key", dict(zip(names, scores, strict=False)), {names[0]: tuple(mistakes)} if mistakes else {}
    )


@pytest.fixture
def history(lesson):
    before = {"ada": entry("ada", lesson, [2, 3]), "ben": entry("ben", lesson, [0, 3], ["swaps"])}
    now = {
        "ada": entry("ada", lesson, [2, 1], ["swaps"]),
        "ben": entry("ben", lesson, [2, 3]),
        "cleo": entry("cleo", lesson, [0, 0], ["swaps", "flips"]),
    }
    return History(now, before, "2026-01-09", None)


def test_who_moved_from_what_to_what(lesson, history):
    changes = changes_in(lesson, history, EVERYBODY)
    first, second = (exercise.number for exercise in lesson.exercises[:2])
    assert [(each.student, each.before, each.now, each.exercises) for each in changes.moved] == [
        ("ada", 5, 3, ((second, 3, 1),)),
        ("ben", 3, 5, ((first, 0, 2),)),
    ]
    assert (changes.new, changes.gone, changes.submissions) == (("cleo",), (), (2, 3))
    assert changes.means == (4.0, 8 / 3)
    assert not changes.nothing


def test_mistakes_are_counted_before_and_now(lesson, history):
    changes = changes_in(lesson, history, EVERYBODY)
    assert [(each.name, each.before, each.now) for each in changes.mistakes] == [("flips", 0, 1), ("swaps", 1, 2)]
    name = lesson.exercises[0].name
    assert (changes.of_mistake(name, "swaps"), changes.of_mistake(name, "unchanged")) == (1, 0)


def test_a_submission_that_is_there_no_more_counts_before_only(lesson, history):
    changes = changes_in(lesson, history, EVERYBODY - {"ben"})
    assert changes.gone == ("ben",)
    assert changes.submissions == (2, 2)
    assert [each.student for each in changes.moved] == ["ada"]


def test_a_first_run_has_nothing_before_it_and_an_equal_one_changes_nothing(lesson, history):
    assert changes_in(lesson, History(history.now, None, "", None), EVERYBODY) is None
    assert changes_in(lesson, History(history.now, history.now, "", None), EVERYBODY).nothing
