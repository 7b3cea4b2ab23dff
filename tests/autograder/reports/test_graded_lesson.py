"""A graded lesson read anew: the same as the run itself came to, whatever is missing is said."""

import nbformat
import pytest

from autograder.course.course import CourseError
from autograder.course.journal import Entry, Journal
from autograder.engine.grade import Graded, preparer
from autograder.engine.verdict import VerdictStore, verdict_key
from autograder.reports.graded_lesson import read_lesson
from benchmarks.reports.ready_class import TOO_LONG, verdict_on
from tests.autograder.recorded import book
from tests.autograder.reports.conftest import hands_of


def names(lesson):
    return [exercise.wrong_answers[0].name for exercise in lesson.exercises]


def test_what_the_last_run_came_to(graded_course, lesson):
    summary, beyond = read_lesson(graded_course, lesson)
    points = sum(exercise.points for exercise in lesson.exercises)
    scores = {each.student: each.score for each in summary.students}
    assert list(scores) == ["ada", "ben", "cleo", "dora", "eve"]
    assert (scores["ben"], scores["cleo"]) == (points, 0)
    assert 0 < scores["ada"] < points
    assert [(each.name, each.students) for each in summary.mistakes] == [
        (names(lesson)[0], ("eve",)),
        (names(lesson)[1], ("ada",)),
    ]
    assert [(each.student, each.troubles[0].reason) for each in summary.students if each.troubles] == [
        ("dora", TOO_LONG)
    ]
    assert (beyond.missing, beyond.ungraded, beyond.resubmitted) == (("fay",), ("gus",), ())
    assert beyond.points > points  # a written question is there, too


def test_what_has_changed_since_the_first_run(graded_course, lesson):
    _, beyond = read_lesson(graded_course, lesson)
    assert beyond.changes.since.isoformat() == "2026-01-02T12:00:00+00:00"
    assert [each.student for each in beyond.changes.moved] == ["ada", "ben"]
    assert beyond.changes.new == ("eve",)
    assert [(each.name, each.before, each.now) for each in beyond.changes.mistakes] == [(names(lesson)[1], 0, 1)]


def test_a_run_s_own_report_is_the_one_that_is_written_anew(graded_course, lesson):
    _, second = hands_of(lesson)
    graded = [Graded(student, verdict_on(lesson, student, hand)) for student, hand in second.items()]
    assert read_lesson(graded_course, lesson, graded) == read_lesson(graded_course, lesson)


def test_who_hands_in_again_is_named(graded_course, lesson):
    (graded_course.submitted / "ben" / lesson.name / "timestamp.txt").write_text("2026-02-01 12:00:00 UTC")
    assert read_lesson(graded_course, lesson)[1].resubmitted == ("ben",)


def test_a_verdict_that_is_gone_is_no_zero(graded_course, lesson):
    store = VerdictStore(graded_course.verdicts)
    key = Journal.of(graded_course, lesson.name).read().now["ada"].key
    (store.folder / lesson.name / f"{key}.json").write_text("{ damaged")
    with pytest.raises(
        CourseError, match=r"no verdict is left in .* on what ada handed in: run `autograder grade 01-neurons`"
    ):
        read_lesson(graded_course, lesson)


def test_a_fault_of_ours_stays_in_the_report(graded_course, lesson):
    Journal.of(graded_course, lesson.name).note(Entry("eve", "", problem="our fault: ZeroDivisionError"))
    summary, _ = read_lesson(graded_course, lesson)
    assert [(each.kind, each.reason) for each in summary.students[-1].troubles] == [
        ("no result", "our fault: ZeroDivisionError")
    ]


def test_a_class_without_a_journal_is_found_by_its_submissions(graded_course, lesson, submissions):
    """So it is with a class that an earlier version has graded."""
    (graded_course.journals / f"{lesson.name}.jsonl").unlink()
    solved = next(each.notebook for each in submissions if each.student == "full-1")
    nbformat.write(solved, graded_course.submitted / "ben" / lesson.name / f"{lesson.name}.ipynb")
    prepared = preparer(graded_course.nbgrader(), lesson)(graded_course.submitted / "ben" / lesson.name)
    verdict = verdict_on(lesson, "ben", hands_of(lesson)[1]["ben"])
    key = verdict_key(lesson, prepared.notebook, figures=False)
    VerdictStore(graded_course.verdicts).put(type(verdict)(**{**verdict.__dict__, "key": key}))
    summary, beyond = read_lesson(graded_course, lesson)
    assert [each.student for each in summary.students] == ["ben"]
    assert summary.students[0].score == summary.points
    assert beyond.ungraded == ("ada", "cleo", "dora", "eve", "gus")
    assert beyond.changes is None


def test_a_lesson_that_was_not_released_is_a_sentence(graded_course, lesson):
    with book(graded_course) as gradebook:
        for student in ("ada", "ben", "cleo", "dora", "eve"):
            gradebook.remove_submission(lesson.name, student)
        gradebook.remove_assignment(lesson.name)
    with pytest.raises(CourseError, match="01-neurons is not in the gradebook: release it with `autograder build`"):
        read_lesson(graded_course, lesson)


def test_a_submission_that_was_taken_away_altogether_counts_no_more(graded_course, lesson):
    with book(graded_course) as gradebook:
        gradebook.remove_submission(lesson.name, "eve")
    (graded_course.submitted / "eve" / lesson.name / "timestamp.txt").unlink()
    (graded_course.submitted / "eve" / lesson.name).rmdir()
    summary, beyond = read_lesson(graded_course, lesson)
    assert "eve" not in [each.student for each in summary.students]
    assert beyond.missing == ("eve", "fay")
