"""Exercise softmax_cross_entropy: the negative log-likelihood of the right classes, from scores."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import error_raised, gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_03_losses import softmax_cross_entropy_mistakes as mistakes
from lecturelib.losses import softmax_cross_entropy


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw scores near 0, far from it and far apart, averaged and summed."""

    def case(label: str, rows: int, classes: int, shift: float = 0.0, **reduction: str) -> Case:
        # Every second label is drawn, the others are 0 and 1: rows share labels, and not all rows share one.
        labels = np.where(np.arange(rows) % 2, rng.integers(0, classes, rows), np.arange(rows) // 2 % min(classes, 2))
        scores = rng.standard_normal((rows, classes)) + shift
        return Case(label, (scores, labels), reduction, incoming=float(rng.uniform(0.5, 2)))

    spread = rng.uniform(-1, 1, (3, 3)) + np.array([2000.0, 0.0, -2000.0])
    return [
        case("several rows", 5, 3),
        case("several rows, summed", 5, 3, reduction="sum"),
        case("one row", 1, 4),
        case("one class", 3, 1),
        case("as many rows as classes", 4, 4),
        case("no row at all, summed", 0, 3, reduction="sum"),
        Case("equal scores", (np.full((2, 5), rng.normal()), np.array([0, 3])), incoming=1.5),
        case("scores around 1000", 3, 3, shift=1000.0),
        Case("scores that lie thousands apart", (spread, np.array([0, 1, 2])), incoming=0.5),
        case("a larger batch", 30, 10),
    ]


def draw_bad_labels(rng: np.random.Generator) -> list[Case]:
    """Draw labels that are no class, and labels that are."""
    scores = rng.standard_normal((4, 3))
    return [
        Case("a label of -1", (scores, rng.permutation(np.array([0, 1, 2, -1])))),
        Case("labels counted from 1", (scores, rng.permutation(np.array([1, 2, 3, 1])))),
        Case("labels counted from 0", (scores, rng.permutation(np.array([0, 1, 2, 0])))),
    ]


EXERCISE = Exercise(
    name="softmax_cross_entropy",
    number="3.5",
    reference=softmax_cross_entropy,
    parts=(
        Part("value", 2, draw_cases, value_of_pair("loss")),
        Part("gradient", 2, draw_cases, gradients("d_scores")),
        Part("bad labels", 1, draw_bad_labels, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(mistakes.overflows, "exp overflows at scores around 1000: shift the scores of each row first"),
        WrongAnswer(
            mistakes.takes_the_logarithm_of_softmax,
            "a probability that is rounded to 0 has the logarithm -infinity: work with log-probabilities throughout",
        ),
        WrongAnswer(
            mistakes.takes_scores_for_probabilities,
            "the scores are treated as probabilities: softmax is missing, and scores may be negative",
        ),
        WrongAnswer(
            mistakes.applies_softmax_twice,
            "softmax is applied twice: its output is treated as scores once more, and lies between 0 and 1",
        ),
        WrongAnswer(
            mistakes.takes_the_wrong_axis, "softmax runs over the rows; the classes of one row exclude one another"
        ),
        WrongAnswer(mistakes.measures_in_bits, "the loss is in bits: take the natural logarithm"),
        WrongAnswer(
            mistakes.averages_over_everything,
            "you divide by the number of scores; each row costs one logarithm, and only the rows are averaged over",
        ),
        WrongAnswer(mistakes.always_sums, "you sum the rows and never average: by which number does the mean divide?"),
        WrongAnswer(mistakes.always_averages, "you divide by the number of rows even where the sum is asked for"),
        WrongAnswer(
            mistakes.gradient_does_not_subtract_the_target,
            "your gradient holds the predictions alone: where does the label of each row enter it?",
        ),
        WrongAnswer(
            mistakes.gradient_not_divided_by_n,
            "the loss is averaged and its gradient is not: a factor of the loss is a factor of every derivative",
        ),
        WrongAnswer(
            mistakes.subtracts_every_label_from_every_row,
            "p[:, labels] picks the columns of all labels in every row; pair each row with its own label",
        ),
        WrongAnswer(
            mistakes.gradient_only_at_the_right_class,
            "only the score of the right class gets a gradient; the others are in the sum below the fraction",
        ),
        WrongAnswer(
            mistakes.gradient_points_to_the_target,
            "the gradient has the wrong sign: does the loss rise or fall when the score of a wrong class grows?",
        ),
        WrongAnswer(
            mistakes.ignores_the_incoming_gradient,
            "the gradient that comes in is not used: backward answers as if J were the loss itself",
        ),
        WrongAnswer(
            mistakes.lets_negative_labels_count_from_the_end,
            "a label of -1 goes through: NumPy takes it for the last class",
        ),
    ),
)
