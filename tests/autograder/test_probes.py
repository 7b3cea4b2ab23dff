"""Observers of classes: what a probe returns, by name; the same for a class that inherits its methods."""

import numpy as np
import pytest

from autograder.checks.examine import examine
from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.sent_functions import SentFunction
from autograder.subjects import LocalSubject, SubjectRaisedError


class Counter:
    def __init__(self, start):
        self.count = start

    def step(self):
        self.count += 1


class CountsByTwo(Counter):
    def step(self):
        self.count += 2


class IsNotWritten(Counter):
    def step(self):
        raise NotImplementedError


@SentFunction
def stepped(Counter, start, steps):
    counter = Counter(start)
    for _ in range(steps):
        counter.step()
    return counter.count, np.arange(counter.count)


@SentFunction
def at_first(Counter, start, steps):
    return Counter(start).count


EXERCISE = Exercise(
    name="Counter",
    number="0.1",
    reference=Counter,
    parts=(
        Part("start", 1, lambda rng: [Case("from 3", (3, 4))], probed(at_first, "count")),
        Part("steps", 2, lambda rng: [Case("from 3", (3, int(rng.integers(2, 9))))], probed(stepped, "count", "seen")),
    ),
    wrong_answers=(WrongAnswer(CountsByTwo, "each step counts two"),),
)


def test_what_a_probe_returns_is_named():
    seen = probed(stepped, "count", "seen")(LocalSubject(Counter), Case("a case", (1, 2)))
    assert seen["count"] == 3
    np.testing.assert_array_equal(seen["seen"], [0, 1, 2])
    assert probed(at_first, "count")(LocalSubject(Counter), Case("a case", (7, 0))) == {"count": 7}


def test_a_class_is_examined_like_a_function():
    assert examine(EXERCISE, LocalSubject(Counter), seed=1).score == 3
    report = examine(EXERCISE, LocalSubject(CountsByTwo), seed=1)
    assert (report.score, report.named) == (1, ("counts by two",))


def test_a_class_whose_methods_are_half_written_keeps_the_points_of_the_others():
    report = examine(EXERCISE, LocalSubject(IsNotWritten), seed=1)
    assert report.score == 1
    assert "not written yet" in report.parts[1].failure.sentences[0]


def test_a_probe_s_error_is_the_class_s():
    with pytest.raises(SubjectRaisedError, match="NotImplementedError"):
        probed(stepped, "count", "seen")(LocalSubject(IsNotWritten), Case("a case", (1, 2)))
