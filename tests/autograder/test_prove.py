"""`prove` must be able to fail: each way in which checks can be too weak is shown to it."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.cli import main
from autograder.course import prove as prove_module
from autograder.course.prove import prove_exercise
from autograder.exercises import find_exercise
from autograder.exercises.declaration import Case, WrongAnswer


def flaws(exercise):
    return {proof.claim: proof.flaw for proof in prove_exercise(exercise, seeds=(0, 1)) if not proof.holds}


def test_a_wrong_answer_mended_into_the_right_one_is_a_flaw():
    exercise = find_exercise("threshold_neuron")

    def fires_at_the_threshold(x, w, b):
        return (x @ w + b > 0).astype(float)

    mended = (WrongAnswer(fires_at_the_threshold, "mended"), *exercise.wrong_answers[1:])
    assert "too weak" in flaws(replace(exercise, wrong_answers=mended))["fires at the threshold"]


def test_a_reference_that_fails_its_own_cases_is_a_flaw():
    exercise = find_exercise("threshold_neuron")
    part = replace(exercise.parts[0], observe=lambda subject, case: {"o": float("nan")})
    assert "the reference scores 0 of 2" in flaws(replace(exercise, parts=(part,)))["reference"]


def test_two_wrong_answers_that_cannot_be_told_apart_are_a_flaw():
    exercise = find_exercise("threshold_neuron")

    def again(x, w, b):
        return (x @ w > 0).astype(float)

    doubled = (*exercise.wrong_answers, WrongAnswer(again, "the same once more"))
    assert flaws(replace(exercise, wrong_answers=doubled)) == {"again": "it is taken for forgets the bias (seed 0)"}


def test_a_score_that_depends_on_the_draw_is_a_flaw():
    exercise = find_exercise("boolean_weights")

    def even_or_odd(rng):
        n = 3 + int(rng.integers(0, 2))
        return [Case(f"majority of {n}", ("majority", np.ones(n, dtype=bool)))]

    lucky = (*exercise.parts[:2], replace(exercise.parts[2], draw_cases=even_or_odd))
    found = {proof.claim: proof.flaw for proof in prove_exercise(replace(exercise, parts=lucky))}
    assert found["lets a tie win"] == "it scores 1-3: the same answer must not depend on the draw"


def test_a_stub_that_scores_is_a_flaw(monkeypatch):
    monkeypatch.setattr(prove_module, "_stub", find_exercise("threshold_neuron").reference)
    assert flaws(find_exercise("threshold_neuron")) == {"stub": "it scores 2 (seed 0)"}


def test_points_for_refusing_everything_are_a_flaw():
    exercise = find_exercise("squared_error")
    *others, part = exercise.parts

    def bad_ones_only(rng):
        return part.draw_cases(rng)[:-1]

    weak = replace(exercise, parts=(*others, replace(part, draw_cases=bad_ones_only)))
    found = flaws(weak)
    assert found["no answer"] == "a function that always raises or returns nothing scores 1 (seed 0)"


def test_the_command_exits_with_1_and_says_which(monkeypatch, capsys):
    from autograder import exercises

    lesson = exercises.LESSONS["01-neurons"]
    first = lesson.exercises[0]

    def fires_at_the_threshold(x, w, b):
        return (x @ w + b > 0).astype(float)

    mended = replace(first, wrong_answers=(WrongAnswer(fires_at_the_threshold, "mended"),))
    flawed = replace(lesson, exercises=(mended,))
    monkeypatch.setitem(exercises.LESSONS.loaded, "01-neurons", flawed)
    monkeypatch.setattr(prove_module, "prove_notebooks", lambda *_: [])
    with pytest.raises(SystemExit) as stopped:
        main(["prove", "01-neurons"])
    assert stopped.value.code == 1
    printed = capsys.readouterr()
    assert "1 exercises, 1 wrong answers, 1 flaws" in printed.out
    assert "threshold_neuron, fires at the threshold (2 of 2 points): it scores full" in printed.err
