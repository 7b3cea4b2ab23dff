"""The reference and the wrong answers run once on each case of a seed, whoever is examined on it."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from autograder.checks.examine import examine
from autograder.checks.known_answers import KnownAnswers, known_answers
from autograder.exercises import find_exercise
from autograder.exercises.declaration import WrongAnswer
from autograder.subjects import LocalSubject, SubjectRaisedError
from lecturelib.neurons import threshold_neuron

EXERCISE = find_exercise("threshold_neuron")
[PART] = EXERCISE.parts


@pytest.fixture
def counted():
    """The exercise, and how often its functions have been called."""
    calls = Counter()

    def noting(name, function):
        def noted(x, w, b):
            calls[name] += 1
            return function(x, w, b)

        noted.__name__ = name
        return noted

    wrong = tuple(
        WrongAnswer(noting(each.function.__name__, each.function), each.sentence) for each in EXERCISE.wrong_answers
    )
    return replace(EXERCISE, reference=noting("reference", EXERCISE.reference), wrong_answers=wrong), calls


def test_a_second_examination_computes_nothing_again(counted):
    exercise, calls = counted
    mistaken = LocalSubject(exercise.wrong_answers[0].function)
    first = examine(exercise, mistaken, 3)
    before = calls.copy()
    assert examine(exercise, mistaken, 3).to_json() == first.to_json()
    cases = len(known_answers(exercise, 3).cases(PART))
    # The subject itself is called again, and the wrong answer that it is was called for both.
    assert calls - before == Counter({exercise.wrong_answers[0].function.__name__: cases})
    assert calls["reference"] == cases


def test_another_seed_has_cases_of_its_own():
    one, other = KnownAnswers(EXERCISE, 1), KnownAnswers(EXERCISE, 2)
    same = [np.array_equal(a.args[0], b.args[0]) for a, b in zip(one.cases(PART), other.cases(PART), strict=True)]
    assert not all(same)


def test_wrong_answers_wait_until_somebody_is_wrong(counted):
    exercise, calls = counted
    assert examine(exercise, LocalSubject(threshold_neuron), 4).score == exercise.points
    assert set(calls) == {"reference"}


def test_a_subject_that_changes_its_inputs_spoils_nobody_elses_cases():
    def spoils(x, w, b):
        x[:] = 7.0
        return np.ones(len(x))

    known = known_answers(EXERCISE, 5)
    before = [case.args[0].copy() for case in known.cases(PART)]
    assert examine(EXERCISE, LocalSubject(spoils), 5).score == 0
    assert known_answers(EXERCISE, 5) is known
    assert all(np.array_equal(case.args[0], old) for case, old in zip(known.cases(PART), before, strict=True))
    assert examine(EXERCISE, LocalSubject(threshold_neuron), 5).score == EXERCISE.points


def test_an_error_is_kept_without_the_memory_of_its_call():
    def fails(x, w, b):
        raise ValueError("no")

    exercise = replace(EXERCISE, wrong_answers=(WrongAnswer(fails, "it fails"),))
    seen = KnownAnswers(exercise, 0).wrong(0, PART, 0)
    assert isinstance(seen, SubjectRaisedError)
    assert seen.__traceback__ is None
