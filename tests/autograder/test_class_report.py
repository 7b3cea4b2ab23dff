"""The class report: its numbers against small classes counted by hand, its page against hostile input."""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.checks.examine import examine, unexamined
from autograder.checks.report import Failure, PartResult, Report
from autograder.engine.verdict import Verdict
from autograder.exercises import LESSONS
from autograder.exercises.declaration import Exercise, Lesson, Part
from autograder.reports.class_report import class_report, headline, runs
from autograder.reports.pages import percent, sentence
from autograder.reports.student import Outcome
from autograder.reports.summary import ClassSummary, summarise
from autograder.subjects import LocalSubject
from tests.autograder.html_page import Page, assert_stands_alone

NEURONS = LESSONS["01-neurons"]
SEED = 7
HOSTILE = "<script>alert('&')</script>"


def _part(name: str, points: int) -> Part:
    return Part(name, points, lambda rng: [], lambda subject, case: {})


def _unused() -> None:
    """Stand for a reference that these tests do not call."""


# Two exercises of 6 + 4 points: small enough to count by hand.
SMALL = Lesson(
    "02-small",
    (
        Exercise("affine", "2.1", _unused, (_part("value", 2), _part("gradient", 4)), ()),
        Exercise("relu", "2.2", _unused, (_part("value", 4),), ()),
    ),
    (),
)
AFFINE, RELU = SMALL.exercises


def made(exercise: Exercise, *outcomes: str) -> Report:
    """Return a report: "right", "wrong" (fits no mistake) or a mistake's name for each part."""
    parts = []
    for part, outcome in zip(exercise.parts, outcomes, strict=True):
        if outcome == "right":
            parts.append(PartResult(part.name, part.points, part.points, 3, 0))
        else:
            failure = Failure("one row", (f"you {outcome}",), None if outcome == "wrong" else outcome)
            parts.append(PartResult(part.name, 0, part.points, 3, 1, failure))
    return Report(exercise.name, SEED, tuple(parts))


def graded(
    student: str, *reports: Report, stopped: str = "", problem: str = "", lesson: str = "02-small"
) -> SimpleNamespace:
    """Return what `autograder.engine.grade.Graded` holds, without importing the engine's sandbox."""
    verdict = Verdict("key", lesson, SEED, {report.exercise: report for report in reports}, (), stopped, 1.0)
    return SimpleNamespace(student=student, verdict=verdict, problem=problem)


def unreadable(student: str, problem: str) -> SimpleNamespace:
    return SimpleNamespace(student=student, verdict=None, problem=problem)


@pytest.fixture
def small_class() -> list[SimpleNamespace]:
    """Return five students with 10, 6, 4, 0 and 0 points."""
    late = "time: a cell ran longer than 5 s"
    return [
        graded("dora", unexamined(AFFINE, SEED, "not written", "not yet"), made(RELU, "right")),
        graded("ada", made(AFFINE, "right", "right"), made(RELU, "right")),
        graded("ben", made(AFFINE, "flips", "flips"), made(RELU, "wrong")),
        graded(
            "cleo",
            made(AFFINE, "right", "right"),
            unexamined(RELU, SEED, "stopped", f"ended early: {late}"),
            stopped=late,
        ),
        unreadable("eve", "the notebook could not be read (ValidationError)"),
    ]


def page_of(lesson: Lesson, submissions: Sequence[SimpleNamespace]) -> Page:
    return Page(class_report(summarise(lesson, submissions)))


# The numbers


def test_scores_and_their_distribution(small_class: list[SimpleNamespace]) -> None:
    summary = summarise(SMALL, small_class)
    assert [(each.student, each.score) for each in summary.students] == [
        ("ada", 10), ("ben", 0), ("cleo", 6), ("dora", 4), ("eve", 0),
    ]  # fmt: skip
    assert summary.points == 10
    assert summary.quartiles == (0.0, 4.0, 6.0)
    assert [each.students for each in summary.distribution] == [2, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1]


def test_quartiles_lie_between_scores() -> None:
    scores = {"a": ("wrong", "wrong", "wrong"), "b": ("right", "wrong", "right"), "c": ("right", "right", "right")}
    submissions = [graded(name, made(AFFINE, *what[:2]), made(RELU, what[2])) for name, what in scores.items()]
    assert summarise(SMALL, submissions).quartiles == (3.0, 6.0, 8.0)


def test_each_part_is_counted_once_for_every_student(small_class: list[SimpleNamespace]) -> None:
    affine, relu = summarise(SMALL, small_class).exercises
    value, gradient = affine.parts
    assert (value.earned, value.wrong, value.not_written, value.no_result) == (2, 1, 1, 1)
    assert (gradient.earned, gradient.wrong, gradient.not_written, gradient.no_result) == (2, 1, 1, 1)
    assert [(part.earned, part.wrong, part.not_written, part.no_result) for part in relu.parts] == [(2, 1, 0, 2)]
    assert (affine.mean, relu.mean) == (12 / 5, 8 / 5)


def test_a_mistake_in_two_parts_counts_once_and_the_frequent_come_first(small_class: list[SimpleNamespace]) -> None:
    small_class += [graded(name, made(AFFINE, "right", "swaps"), made(RELU, "wrong")) for name in ("fay", "gus")]
    summary = summarise(SMALL, small_class)
    assert [(each.number, each.name, each.sentence, each.students) for each in summary.mistakes] == [
        ("2.1", "swaps", "you swaps", ("fay", "gus")),
        ("2.1", "flips", "you flips", ("ben",)),
    ]
    assert [(each.number, each.name, each.students) for each in summary.unnamed] == [
        ("2.2", None, ("ben", "fay", "gus"))
    ]


def test_troubles_say_what_was_lost(small_class: list[SimpleNamespace]) -> None:
    troubles = {each.student: each.troubles for each in summarise(SMALL, small_class).students if each.troubles}
    assert list(troubles) == ["cleo", "eve"]
    (stopped,), (unread,) = troubles.values()
    assert (stopped.kind, stopped.reason, stopped.exercises) == (
        "stopped",
        "time: a cell ran longer than 5 s",
        ("2.2",),
    )
    assert unread.kind == "no result"
    assert (unread.reason, unread.exercises) == ("the notebook could not be read (ValidationError)", ("2.1", "2.2"))


def test_missing_functions_are_one_trouble_and_a_failed_record_another() -> None:
    reports = [
        unexamined(each, SEED, "missing", f"there is no function called {each.name}") for each in SMALL.exercises
    ]
    (student,) = summarise(SMALL, [graded("zoe", *reports, problem="could not record zoe")]).students
    assert [(each.kind, each.reason, each.exercises) for each in student.troubles] == [
        ("missing", "there is no function called …", ("2.1", "2.2")),
        ("not recorded", "could not record zoe", ()),
    ]


def test_a_report_that_the_verdict_lacks_is_missing() -> None:
    (student,) = summarise(SMALL, [graded("zoe", made(AFFINE, "right", "right"))]).students
    assert student.score == 6
    assert [(each.kind, each.exercises) for each in student.troubles] == [("missing", ("2.2",))]


def test_a_part_that_is_not_written_is_not_wrong() -> None:
    """Holds the wording by which a part that still raises NotImplementedError is recognised."""
    exercise = NEURONS.exercise("sigmoid_neuron")

    def half_written(*args: object, **kwargs: object) -> object:
        value, _ = exercise.reference(*args, **kwargs)

        def backward(incoming: np.ndarray) -> None:
            raise NotImplementedError

        return value, backward

    report = examine(exercise, LocalSubject(half_written), SEED)
    summary = summarise(NEURONS, [graded("zoe", report)])
    result = summary.students[0].exercises[5]
    assert result.outcomes == {"value": Outcome.EARNED, "gradient": Outcome.NOT_WRITTEN}
    assert (result.score, result.unnamed, summary.unnamed) == (1, None, ())


@pytest.mark.parametrize(("points", "bars", "last"), [(30, 31, (30, 30)), (31, 16, (30, 31)), (100, 11, (100, 100))])
def test_ranges_of_scores_cover_all_points(points: int, bars: int, last: tuple[int, int]) -> None:
    lesson = Lesson("03-long", (Exercise("long", "3.1", _unused, (_part("value", points),), ()),), ())
    distribution = summarise(lesson, [graded("ada", made(lesson.exercises[0], "right"))]).distribution
    assert len(distribution) == bars
    assert (distribution[-1].low, distribution[-1].high, distribution[-1].students) == (*last, 1)
    assert all(before.high + 1 == after.low for before, after in pairwise(distribution))


# A class like a real one


def real_class() -> list[SimpleNamespace]:
    """Return thirty submissions of lesson 01: full, blank, partial, mistaken, hostile, unreadable."""

    def stub(*args: object, **kwargs: object) -> None:
        raise NotImplementedError

    def crashes(*args: object, **kwargs: object) -> None:
        raise NameError("name 'weigths' is not defined")

    def submission(student: str, answers: Mapping[str, Callable[..., object]], stopped: str = "") -> SimpleNamespace:
        reports = [examine(each, LocalSubject(answers.get(each.name, stub)), SEED) for each in NEURONS.exercises]
        return graded(student, *reports, stopped=stopped, lesson=NEURONS.name)

    solved = {each.name: each.reference for each in NEURONS.exercises}
    names = list(solved)
    submissions = [submission(f"full-{place}", solved) for place in range(5)]
    submissions += [submission(f"blank-{place}", {}) for place in range(2)]
    submissions += [
        submission(
            f"partial-{place}", {name: solved[name] for name in names[: 2 + place]} | {names[2 + place]: crashes}
        )
        for place in range(3)
    ]
    for place in range(14):
        # The first mistakes of each exercise are made more often than the others, as in life.
        wrong = {
            each.name: each.wrong_answers[max(0, (place + 3 * row) % 14 - 2) % len(each.wrong_answers)].function
            for row, each in enumerate(NEURONS.exercises)
            if (place + 3 * row) % 14 < len(each.wrong_answers) + 2
        }
        submissions.append(submission(f"mistakes-{place:02}", solved | wrong))
    reasons = {
        "endless": "time: a cell ran longer than 5 s",
        "memory": "memory: asked for more than 2 GB",
        "exits": "the process ended itself (exit code 0)",
        "files": "files: wrote more than 256 MB or 5000 files",
        "crash": "the process crashed (signal 11), for example by using too deep a recursion or memory not its own",
    }
    for place, (name, reason) in enumerate(reasons.items()):
        note = f"the notebook's run ended before this exercise: {reason}"
        done = {each.name: examine(each, LocalSubject(each.reference), SEED) for each in NEURONS.exercises[:place]}
        reports = [done.get(each.name) or unexamined(each, SEED, "stopped", note) for each in NEURONS.exercises]
        submissions.append(graded(f"hostile-{name}", *reports, stopped=reason, lesson=NEURONS.name))
    return [*submissions, unreadable("torn-page", "the notebook could not be read (NotJSONError)")]


@pytest.fixture(scope="module")
def summary_of_real_class() -> ClassSummary:
    return summarise(NEURONS, real_class())


def test_a_real_class(summary_of_real_class: ClassSummary) -> None:
    summary = summary_of_real_class
    assert len(summary.students) == sum(each.students for each in summary.distribution) == 30
    assert all(
        part.earned + part.wrong + part.not_written + part.no_result == 30
        for exercise in summary.exercises
        for part in exercise.parts
    )
    assert {(each.exercise, each.name) for each in summary.mistakes} == {
        (exercise.name, wrong.name) for exercise in NEURONS.exercises for wrong in exercise.wrong_answers
    }
    page = class_report(summary)
    parsed = Page(page)
    assert len(parsed.all("details")) == 29 + 1
    assert all(each.name in page and each.sentence[1:].split("'")[0] in page for each in summary.mistakes)
    frequent = [each for each in summary.mistakes if len(each.students) > 1]
    assert 4 <= len(frequent) <= 15
    assert f"{len(summary.mistakes) - len(frequent)} further mistakes, each made by 1 student<" in page


# The page


def test_the_page_is_a_function_of_its_inputs(small_class: list[SimpleNamespace]) -> None:
    page = class_report(summarise(SMALL, small_class))
    assert page == class_report(summarise(SMALL, list(reversed(small_class))))
    made_at = datetime(2026, 1, 31, 14, 30, tzinfo=UTC)
    assert "Made 2026-01-31 14:30 UTC." in class_report(summarise(SMALL, small_class), made_at)
    assert "Made" not in page


def test_the_page_says_the_numbers(small_class: list[SimpleNamespace]) -> None:
    words = page_of(SMALL, small_class).words
    assert "Submissions 5 Median 4 of 10 points Middle half 0 to 6 (quartiles) All points 1 of 5 students" in words
    assert "2.1 flips" in words
    assert "cleo stopped Time: a cell ran longer than 5 s. 2.2 6 of 10" in words
    assert "eve no result The notebook could not be read (ValidationError). all 0 of 10" in words
    assert "graded by hand in formgrader" in words


@pytest.mark.parametrize("lesson_and_class", ["small", "real", "empty", "one", "zero"])
def test_the_page_stands_alone_and_is_accessible(
    lesson_and_class: str, small_class: list[SimpleNamespace], summary_of_real_class: ClassSummary
) -> None:
    blank = [unexamined(each, SEED, "not written", "not yet") for each in SMALL.exercises]
    summaries = {
        "small": summarise(SMALL, small_class),
        "real": summary_of_real_class,
        "empty": summarise(SMALL, []),
        "one": summarise(SMALL, small_class[1:2]),
        "zero": summarise(SMALL, [graded(name, *blank) for name in "abc"]),
    }
    text = class_report(summaries[lesson_and_class])
    assert_stands_alone(text)


def test_small_classes_read_well(small_class: list[SimpleNamespace]) -> None:
    assert "Nobody has submitted this lesson." in page_of(SMALL, []).words
    one = page_of(SMALL, small_class[1:2]).words
    assert "Median 10 of 10 points Middle half 10 to 10 (quartiles) All points 1 of 1 student" in one
    assert "Shares are of all 1 submission;" in one
    assert "Nothing: every submission could be run and examined." in one


def test_whatever_a_student_writes_is_escaped() -> None:
    failed = Report("relu", SEED, (PartResult("value", 0, 4, 3, 1, Failure(HOSTILE, (HOSTILE,), None)),))
    named = Report("affine", SEED, (PartResult("value", 0, 2, 3, 1, Failure("case", (HOSTILE,), HOSTILE)),))
    page = page_of(
        SMALL,
        [
            graded(f'{HOSTILE}" onclick="x', named, failed, stopped=HOSTILE, problem=HOSTILE),
            graded("note", unexamined(RELU, SEED, "missing", HOSTILE)),
            unreadable("broken", HOSTILE),
        ],
    )
    assert len(page.all("script")) == 1
    assert not any("onclick" in found for _, found in page.elements)
    assert page.words.count(HOSTILE) >= 9


def test_the_page_can_be_written_whatever_a_message_holds() -> None:
    assert "Torn ?." in class_report(summarise(SMALL, [unreadable("eve", "torn \ud800")])).encode().decode()


def test_only_our_own_script_may_run(small_class: list[SimpleNamespace]) -> None:
    text = class_report(summarise(SMALL, small_class))
    (script,) = re.findall("<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text


# Words


def test_words_for_shares_and_sentences() -> None:
    shares = " ".join(percent(count, 300) for count in (0, 1, 40, 299, 300))
    assert shares == "0\xa0% <1\xa0% 13\xa0% >99\xa0% 100\xa0%"
    assert [sentence(text) for text in ("", "as  it\nis", "Why?")] == [".", "As it is.", "Why?"]
    assert sentence("x" * 5000).endswith("xxx …")


def test_numbers_of_exercises_in_few_words() -> None:
    (student,) = summarise(NEURONS, [unreadable("eve", "torn")]).students
    assert runs(student.troubles[0].exercises, student) == "all"
    assert runs((), student) == "none"
    assert runs(("1.2",), student) == "1.2"
    assert runs(("1.1", "1.2", "1.4", "1.5", "1.6"), student) == "1.1, 1.2, 1.4–1.6"


def test_a_headline_tells_what_went_wrong(small_class: list[SimpleNamespace]) -> None:
    small_class.append(graded("fay", *(unexamined(each, SEED, "not written", "not yet") for each in SMALL.exercises)))
    assert {each.student: headline(each) for each in summarise(SMALL, small_class).students} == {
        "ada": "All right.",
        "ben": "2.1 flips; 2.2 an error without a name.",
        "cleo": "No result in 2.2: time: a cell ran longer than 5 s.",
        "dora": "Not written: 2.1.",
        "eve": "The notebook could not be read (ValidationError).",
        "fay": "Nothing written.",
    }
