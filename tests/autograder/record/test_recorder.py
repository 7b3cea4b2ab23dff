"""The recorder against nbgrader's own `autograde` on the same verdicts: gradebook and files, field by field."""

import datetime
import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.course.course import CourseError
from autograder.course.journal import Journal
from tests.autograder.recorded import KEPT, book, files, regrade, rows

DUE = datetime.datetime(2026, 1, 2)


def record_both(pair, lesson):
    """Record both classes, ours by the recorder, the other by nbgrader."""
    ours, theirs = pair
    assert [each.problem for each in regrade(ours, lesson) if each.problem] == []
    api = theirs.nbgrader()
    for student in theirs.students_who_submitted(lesson.name):
        assert api.autograde(lesson.name, student, force=True, create=True)["success"]


def assert_same(pair):
    ours, theirs = map(rows, pair)
    assert len(ours) >= 4 * 20
    assert ours == theirs
    assert files(pair[0]) == files(pair[1])


def change(pair, what):
    for course in pair:
        with book(course) as gradebook:
            what(gradebook)
            gradebook.db.commit()


def test_a_first_record(pair, lesson):
    record_both(pair, lesson)
    assert_same(pair)
    assert set(files(pair[0])) == {
        f"{student}/{lesson.name}/{name}"
        for student in KEPT
        for name in (f"{lesson.name}.ipynb", "timestamp.txt", "given.csv")
    } | {f"full-1/{lesson.name}/data/mine.csv"}


def test_manual_marks_are_kept_and_marked_for_another_look(pair, lesson):
    record_both(pair, lesson)

    def mark(gradebook):
        grade = gradebook.find_grade("threshold_neuron", "01-neurons", "01-neurons", "partial-3")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.5, False
        gradebook.find_comment(
            "threshold_neuron-solution", "01-neurons", "01-neurons", "blank-1"
        ).manual_comment = "Try."
        gradebook.find_submission_notebook("01-neurons", "01-neurons", "full-1").flagged = True

    change(pair, mark)
    record_both(pair, lesson)
    assert_same(pair)
    with book(pair[0]) as gradebook:
        grade = gradebook.find_grade("threshold_neuron", "01-neurons", "01-neurons", "partial-3")
        assert (grade.manual_score, grade.extra_credit, grade.needs_manual_grade) == (1.5, 0.5, True)


def test_late_penalties_and_extensions(pair, lesson):
    record_both(pair, lesson)
    for course in pair:
        with (course.root / "nbgrader_config.py").open("a") as config:
            config.write("\nget_config().LateSubmissionPlugin.penalty_method = 'zero'\n")
        for student in ("full-1", "partial-3"):
            folder = course.submitted / student / lesson.name
            (folder / "timestamp.txt").write_text("2026-01-03 12:00:00 UTC")

    def deadline(gradebook):
        gradebook.find_assignment("01-neurons").duedate = DUE
        gradebook.grant_extension("01-neurons", "partial-3", days=5)

    change(pair, deadline)
    record_both(pair, lesson)
    assert_same(pair)
    with book(pair[0]) as gradebook:
        penalties = {
            student: gradebook.find_submission_notebook("01-neurons", "01-neurons", student).late_submission_penalty
            for student in ("full-1", "partial-3")
        }
    assert penalties == {"full-1": 23.0, "partial-3": None}


def test_the_course_s_late_policy_is_followed_alike(pair, lesson):
    """By nbgrader's autograde, which formgrader calls, and by the recorder: at each bound, in three time zones."""
    record_both(pair, lesson)
    handed_in = {
        "full-1": "2026-01-03T01:00:00+01:00",  # a day late, to the second
        "partial-3": "2026-01-02 02:00:00 UTC",  # the last moment of grace
        "mistakes-01": "2026-01-06 19:00:01 America/New_York",  # a second after the fifth day
        "blank-1": "2026-01-04 00:00:00 UTC",
    }
    for course in pair:
        with (course.root / "nbgrader_config.py").open("a") as config:
            config.write("\npolicy = get_config().LatePolicy\npolicy.grace_hours, policy.percent_per_day = 2, 10\n")
            config.write("policy.zero_after_days = 5\n")
        for student, time in handed_in.items():
            (course.submitted / student / lesson.name / "timestamp.txt").write_text(time)
    change(pair, lambda gradebook: setattr(gradebook.find_assignment("01-neurons"), "duedate", DUE))
    record_both(pair, lesson)
    assert_same(pair)
    with book(pair[0]) as gradebook:
        papers = {each: gradebook.find_submission_notebook("01-neurons", "01-neurons", each) for each in handed_in}
        assert {student: paper.late_submission_penalty for student, paper in papers.items()} == {
            "full-1": pytest.approx(2.3),
            "partial-3": None,
            "mistakes-01": papers["mistakes-01"].score,
            "blank-1": 0.0,
        }
        assert papers["mistakes-01"].score > 0


def test_a_late_policy_that_cannot_be_is_one_sentence_and_records_nothing(pair, lesson):
    ours = pair[0]
    with (ours.root / "nbgrader_config.py").open("a") as config:
        config.write("\nget_config().LatePolicy.percent_per_day = 120\n")
    with pytest.raises(CourseError, match=r"the rule for late submissions in nbgrader_config\.py cannot be used"):
        regrade(ours, lesson)
    assert rows(ours) == {}


def test_grades_that_are_missing_in_the_gradebook_are_made(pair, lesson):
    """nbgrader itself gives up there: a lesson released anew with one more exercise is such a case."""
    record_both(pair, lesson)
    before = rows(pair[0])

    def lose(gradebook):
        gradebook.db.delete(gradebook.find_grade("xor_network", "01-neurons", "01-neurons", "full-1"))

    change(pair[:1], lose)
    assert rows(pair[0]) != before
    assert [each.problem for each in regrade(pair[0], lesson) if each.problem] == []
    assert rows(pair[0]) == before


def test_both_tell_the_journal_whose_verdict_is_whose(pair, lesson):
    for course in pair:
        (course.journals / f"{lesson.name}.jsonl").unlink()
    record_both(pair, lesson)
    ours, theirs = (Journal.of(course, lesson.name).read().recorded for course in pair)
    assert sorted(ours) == sorted(KEPT)
    assert ours == theirs


def test_no_score_is_kept_of_which_the_journal_could_not_be_told(pair, lesson, monkeypatch):
    """So there is none whose verdict, work and seed nobody knows, wherever a grader is killed."""
    monkeypatch.setattr(Journal, "note", broken)
    ours, theirs = pair
    with pytest.raises(OSError, match="the disk is full"):
        regrade(ours, lesson)
    assert rows(ours) == {}
    assert not theirs.nbgrader().autograde(lesson.name, "full-1", force=True, create=True)["success"]
    with book(theirs) as gradebook:
        grades = gradebook.find_submission_notebook("01-neurons", "01-neurons", "full-1").grades
        assert {grade.auto_score for grade in grades} == {None}


def test_what_nbgrader_could_not_record_is_told_as_such(pair, lesson):
    record_both(pair, lesson)
    journal = Journal.of(pair[1], lesson.name)
    before = journal.read().recorded

    def lose(gradebook):
        gradebook.db.delete(gradebook.find_grade("xor_network", "01-neurons", "01-neurons", "full-1"))

    change(pair[1:], lose)
    assert not pair[1].nbgrader().autograde(lesson.name, "full-1", force=True, create=True)["success"]
    assert journal.read().now["full-1"].problem.startswith("not recorded: ")
    assert journal.read().recorded == before


def test_a_file_that_is_handed_in_no_more_disappears(pair, lesson):
    record_both(pair, lesson)
    for course in pair:
        shutil.rmtree(course.submitted / "full-1" / lesson.name / "data")
    record_both(pair, lesson)
    assert_same(pair)
    assert not (pair[0].root / "autograded" / "full-1" / lesson.name / "data").exists()


def test_a_link_that_was_handed_in_is_not_followed(pair, lesson, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("another student's marks")
    (pair[0].submitted / "full-1" / lesson.name / "link.txt").symlink_to(secret)
    regrade(pair[0], lesson)
    assert "another student's marks" not in "".join(
        path.read_text() for path in (pair[0].root / "autograded" / "full-1").rglob("*.txt")
    )


def test_a_failure_in_the_middle_records_nothing(pair, lesson, monkeypatch):
    ours = pair[0]
    monkeypatch.setattr("autograder.engine.record.files.AutogradedFiles.write", broken)
    problems = [each.problem for each in regrade(ours, lesson)]
    assert len(problems) == 4 and all("not recorded: OSError: the disk is full" in problem for problem in problems)
    assert rows(ours) == {}


def broken(*_):
    raise OSError("the disk is full")


def test_what_is_written_is_a_valid_notebook(graded, lesson):
    for path in Path(graded.root / "autograded").rglob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
