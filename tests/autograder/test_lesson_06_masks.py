"""What the exercise on dropout says about masks: any right way to draw one passes, and a wrong one is named."""

import numpy as np
import pytest

from autograder.checks.examine import examine
from autograder.exercises import find_exercise
from autograder.exercises.lesson_06_regularization.masks import _mask_in_words
from autograder.subjects import LocalSubject

DROPOUT = find_exercise("dropout")


def dropout_with(draw):
    """Return dropout whose mask is drawn in a student's own way."""

    def dropout(x, rate, rng, training=True, form="inverted"):
        if not 0 <= rate < 1:
            raise ValueError("no probability")
        if training:
            factor = draw(rng, x.shape, rate) / (1 - rate if form == "inverted" else 1)
        else:
            factor = 1 - rate if form == "standard" else 1.0
        return x * factor, lambda d_y: d_y * factor

    return dropout


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng, shape, rate: rng.random(shape) >= rate,
        lambda rng, shape, rate: rng.random(shape) < 1 - rate,
        lambda rng, shape, rate: rng.binomial(1, 1 - rate, size=shape),
        lambda rng, shape, rate: rng.choice([0.0, 1.0], size=shape, p=[rate, 1 - rate]),
        lambda rng, shape, rate: rng.uniform(0, 1, shape) > rate if rate else np.ones(shape),
        lambda rng, shape, rate: 1.0 - (rng.random(shape) < rate),
    ],
    ids=["at least", "less than", "binomial", "choice", "uniform", "complement"],
)
@pytest.mark.parametrize("seed", [0, 7, 4242])
def test_every_way_to_draw_a_mask_is_right(draw, seed):
    report = examine(DROPOUT, LocalSubject(dropout_with(draw)), seed)
    assert report.score == report.points, report


def test_a_student_with_the_forward_pass_only_has_its_points():
    def forward_only(x, rate, rng, training=True, form="inverted"):
        y, _ = dropout_with(lambda rng, shape, rate: rng.random(shape) >= rate)(x, rate, rng, training, form)

        def backward(d_y):
            raise NotImplementedError

        return y, backward

    report = examine(DROPOUT, LocalSubject(forward_only), seed=1)
    assert {part.name: part.score for part in report.parts} == {
        "in training": 2,
        "afterwards": 1,
        "classic form": 1,
        "gradient": 0,
        "bad rate": 1,
    }


def test_a_function_that_drops_in_place_is_told():
    def in_place(x, rate, rng, training=True, form="inverted"):
        x *= rng.random(x.shape) >= rate
        return x, lambda d_y: d_y

    report = examine(DROPOUT, LocalSubject(in_place), seed=1)
    sentences = " ".join(report.parts[0].failure.sentences)
    assert "changed what it was given" in sentences


@pytest.mark.parametrize(
    ("factors", "rate", "words"),
    [
        (lambda rng: np.ones((100, 20)), 0.5, "nothing is dropped"),
        (lambda rng: np.zeros((100, 20)), 0.5, "everything is dropped"),
        (lambda rng: np.tile(np.arange(20) % 2, (100, 1)), 0.5, "every row has the same one"),
        (lambda rng: np.tile(np.arange(100)[:, None] % 2, (1, 20)), 0.5, "whole rows are dropped"),
        (lambda rng: rng.random((100, 20)) >= 0.2, 0.2, "each number for itself, at the rate asked"),
        (lambda rng: rng.random((100, 20)) >= 0.8, 0.2, "at 1 - rate"),
        (lambda rng: rng.random((100, 20)) >= 0.5, 0.2, "of the numbers are dropped"),
        (lambda rng: rng.permutation(2000).reshape(100, 20) >= 400, 0.2, "always the same number is dropped"),
    ],
)
def test_what_is_wrong_with_a_mask_is_said(factors, rate, words):
    rng = np.random.default_rng(3)
    assert words in _mask_in_words([np.asarray(factors(rng), dtype=float) for _ in range(4)], rate)
