"""Exercise sequence_cross_entropy: the losses of all steps together, without the padding."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_10_recurrent_networks.layers import Array, softmax_cross_entropy
from autograder.exercises.lesson_10_recurrent_networks.references import sequence_cross_entropy


def _case(rng: np.random.Generator, label: str, steps: int, classes: int, *lengths: int) -> Case:
    """Draw scores and labels of sequences of the given lengths; on padding the label is 0, as `Alphabet` writes it."""
    n = len(lengths)
    mask = np.arange(steps) < np.array(lengths)[:, np.newaxis]
    labels = np.where(mask, rng.integers(0, classes, (n, steps)), 0)
    scores = 2 * rng.standard_normal((n, steps, classes))
    return Case(label, (scores, labels, mask), incoming=float(rng.uniform(1.5, 3)))


def draw_whole(rng: np.random.Generator) -> list[Case]:
    """Draw sequences of one length, whose every step counts."""
    return [
        _case(rng, "one step of one sequence", 1, 3, 1),
        _case(rng, "three sequences of four steps", 4, 3, 4, 4, 4),
        _case(rng, "one sequence of five steps", 5, 2, 5),
        _case(rng, "as many steps as sequences and classes", 3, 3, 3, 3, 3),
    ]


def draw_padded(rng: np.random.Generator) -> list[Case]:
    """Draw sequences of several lengths, one of them empty, and one with a gap."""
    gap = _case(rng, "a step in the middle that does not count", 4, 3, 4, 3)
    gap.args[2][0, 1] = False
    return [
        _case(rng, "lengths 4, 2 and 1", 4, 3, 4, 2, 1),
        _case(rng, "an empty sequence beside another", 3, 4, 0, 3),
        _case(rng, "one sequence, half of it padding", 4, 3, 2),
        gap,
        _case(rng, "padding alone", 2, 3, 0),
    ]


def draw_all(rng: np.random.Generator) -> list[Case]:
    """Draw both kinds."""
    return [*draw_whole(rng), *draw_padded(rng)]


def ignores_the_mask(scores: Array, labels: Array, mask: Array) -> Any:
    n, steps, classes = scores.shape
    loss, backward = softmax_cross_entropy(scores.reshape(-1, classes), labels.ravel(), "sum")
    return loss / n, lambda d_loss: backward(d_loss / n).reshape(n, steps, classes)


def looks_at_the_last_step_only(scores: Array, labels: Array, mask: Array) -> Any:
    n = len(scores)
    last = np.maximum(mask.sum(axis=1) - 1, 0)
    rows = np.arange(n)[mask.any(axis=1)]
    loss, backward_of_last = softmax_cross_entropy(scores[rows, last[rows]], labels[rows, last[rows]], "sum")

    def backward(d_loss: float) -> Array:
        d_scores = np.zeros_like(scores)
        d_scores[rows, last[rows]] = backward_of_last(d_loss / n)
        return d_scores

    return loss / n, backward


def averages_over_the_steps(scores: Array, labels: Array, mask: Array) -> Any:
    loss, backward_of_counted = softmax_cross_entropy(scores[mask], labels[mask])

    def backward(d_loss: float) -> Array:
        d_scores = np.zeros_like(scores)
        d_scores[mask] = backward_of_counted(d_loss)
        return d_scores

    return loss, backward


def sums_over_the_batch(scores: Array, labels: Array, mask: Array) -> Any:
    loss, backward_of_counted = softmax_cross_entropy(scores[mask], labels[mask], "sum")

    def backward(d_loss: float) -> Array:
        d_scores = np.zeros_like(scores)
        d_scores[mask] = backward_of_counted(d_loss)
        return d_scores

    return loss, backward


def averages_each_sequence(scores: Array, labels: Array, mask: Array) -> Any:
    n = len(scores)
    loss, d_one = 0.0, np.zeros_like(scores)
    for number in range(n):
        own = mask[number]
        if own.any():
            value, backward = softmax_cross_entropy(scores[number][own], labels[number][own])
            loss += value / n
            d_one[number, own] = backward(1.0) / n
    return loss, lambda d_loss: d_loss * d_one


def sets_the_scores_of_padding_to_zero(scores: Array, labels: Array, mask: Array) -> Any:
    n, steps, classes = scores.shape
    kept = scores * mask[:, :, np.newaxis]
    loss, backward = softmax_cross_entropy(kept.reshape(-1, classes), labels.ravel(), "sum")
    return loss / n, lambda d_loss: backward(d_loss / n).reshape(n, steps, classes) * mask[:, :, np.newaxis]


def masks_the_value_alone(scores: Array, labels: Array, mask: Array) -> Any:
    n, steps, classes = scores.shape
    loss, _ = softmax_cross_entropy(scores[mask], labels[mask], "sum")
    _, backward = softmax_cross_entropy(scores.reshape(-1, classes), labels.ravel(), "sum")
    return loss / n, lambda d_loss: backward(d_loss / n).reshape(n, steps, classes)


def ignores_the_incoming_gradient(scores: Array, labels: Array, mask: Array) -> Any:
    n = len(scores)
    loss, backward_of_counted = softmax_cross_entropy(scores[mask], labels[mask], "sum")

    def backward(d_loss: float) -> Array:
        d_scores = np.zeros_like(scores)
        d_scores[mask] = backward_of_counted(1.0 / n)
        return d_scores

    return loss / n, backward


EXERCISE = Exercise(
    name="sequence_cross_entropy",
    number="10.4",
    reference=sequence_cross_entropy,
    parts=(
        Part("whole sequences", 1, draw_whole, value_of_pair("loss")),
        Part("padded sequences", 1, draw_padded, value_of_pair("loss")),
        Part("gradient", 1, draw_all, gradients("d_scores")),
    ),
    wrong_answers=(
        WrongAnswer(
            ignores_the_mask,
            "padding counts like text: the network is asked to predict what nobody wrote; which argument says what "
            "is text?",
        ),
        WrongAnswer(
            looks_at_the_last_step_only,
            "only the last step of each sequence is in your loss; the network predicts something at every step",
        ),
        WrongAnswer(
            averages_over_the_steps,
            "you divide by the number of steps that count; the steps of a sequence are added up, and only the "
            "sequences "
            "are averaged over",
        ),
        WrongAnswer(
            sums_over_the_batch,
            "your loss grows with the number of sequences; over them the mean is taken, as always in the course",
        ),
        WrongAnswer(
            averages_each_sequence,
            "each sequence's own mean goes into your loss, so that a word counts for less in a long sentence; its "
            "steps "
            "are to be added up",
        ),
        WrongAnswer(
            sets_the_scores_of_padding_to_zero,
            "scores of zero are no silence: they say that all classes are equally likely, which costs log K at each "
            "step "
            "of padding",
        ),
        WrongAnswer(
            masks_the_value_alone,
            "the value leaves padding out, but a gradient arrives at its scores all the same: what does the loss do "
            "when "
            "such a score changes?",
        ),
        WrongAnswer(
            ignores_the_incoming_gradient, "`backward` gives the same whatever it is handed; where is d_loss in it?"
        ),
    ),
)
