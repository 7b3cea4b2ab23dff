"""Exercise saliency: on which pixels the score of a class hangs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_09_convolutional_networks.stages import Array
from autograder.sent_functions import SentFunction
from lecturelib.convolutional_networks import saliency

Network = Callable[[Array], tuple[Any, Callable[[Array], Any]]]


@SentFunction
def bent(x: Array) -> Any:
    """Return four scores of pictures: weighted sums of sines of their pixels."""
    pixels = x[0].size
    W = np.cos(1.7 * np.arange(pixels * 4)).reshape(pixels, 4)
    scores = np.sin(x).reshape(len(x), pixels) @ W
    return scores, lambda d_scores: (d_scores @ W.T).reshape(x.shape) * np.cos(x)


@SentFunction
def falling(x: Array) -> Any:
    """Return three scores, each of which falls when a pixel rises."""
    factors = np.array([1.0, 2.0, 4.0])
    scores = -np.exp(x).sum(axis=(1, 2, 3))[:, np.newaxis] * factors
    return scores, lambda d_scores: -np.exp(x) * (d_scores @ factors)[:, np.newaxis, np.newaxis, np.newaxis]


def _case(rng: np.random.Generator, label: str, network: SentFunction, shape: tuple[int, ...], *classes: int) -> Case:
    x = rng.uniform(0.2, 1.4, shape) * rng.choice([-1.0, 1.0], shape)
    return Case(label, (network, x, np.array(classes)))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw pictures of one or several channels, and the classes that are asked about."""
    return [
        _case(rng, "three pictures", bent, (3, 1, 4, 4), 2, 0, 3),
        _case(rng, "one picture", bent, (1, 1, 3, 3), 1),
        _case(rng, "three channels", bent, (2, 3, 4, 3), 3, 1),
        _case(rng, "two pictures, one class", bent, (2, 2, 2, 5), 1, 1),
        _case(rng, "scores that fall when a pixel rises", falling, (2, 1, 3, 4), 0, 2),
        _case(rng, "a class for each of four pictures", bent, (4, 1, 3, 5), 3, 2, 1, 0),
    ]


def adds_up_all_the_scores(network: Network, x: Array, classes: Array) -> Any:
    scores, backward = network(x)
    return np.abs(backward(np.ones_like(scores))).max(axis=1)


def asks_about_the_highest_score(network: Network, x: Array, classes: Array) -> Any:
    scores, backward = network(x)
    d_scores = np.zeros_like(scores)
    d_scores[np.arange(len(x)), scores.argmax(axis=1)] = 1
    return np.abs(backward(d_scores)).max(axis=1)


def keeps_the_sign(network: Network, x: Array, classes: Array) -> Any:
    scores, backward = network(x)
    d_scores = np.zeros_like(scores)
    d_scores[np.arange(len(x)), classes] = 1
    return backward(d_scores).max(axis=1)


def takes_the_size_after_the_maximum(network: Network, x: Array, classes: Array) -> Any:
    scores, backward = network(x)
    d_scores = np.zeros_like(scores)
    d_scores[np.arange(len(x)), classes] = 1
    return np.abs(backward(d_scores).max(axis=1))


def adds_up_the_channels(network: Network, x: Array, classes: Array) -> Any:
    scores, backward = network(x)
    d_scores = np.zeros_like(scores)
    d_scores[np.arange(len(x)), classes] = 1
    return np.abs(backward(d_scores)).sum(axis=1)


def multiplies_by_the_pixels(network: Network, x: Array, classes: Array) -> Any:
    scores, backward = network(x)
    d_scores = np.zeros_like(scores)
    d_scores[np.arange(len(x)), classes] = 1
    return np.abs(backward(d_scores) * x).max(axis=1)


def differentiates_the_probability(network: Network, x: Array, classes: Array) -> Any:
    scores, backward = network(x)
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    rows = np.arange(len(x))
    d_scores = -p * p[rows, classes][:, np.newaxis]
    d_scores[rows, classes] += p[rows, classes]
    return np.abs(backward(d_scores)).max(axis=1)


def divides_by_the_number_of_pictures(network: Network, x: Array, classes: Array) -> Any:
    scores, backward = network(x)
    d_scores = np.zeros_like(scores)
    d_scores[np.arange(len(x)), classes] = 1 / len(x)
    return np.abs(backward(d_scores)).max(axis=1)


def asks_every_picture_about_every_class(network: Network, x: Array, classes: Array) -> Any:
    scores, backward = network(x)
    d_scores = np.zeros_like(scores)
    d_scores[:, classes] = 1
    return np.abs(backward(d_scores)).max(axis=1)


EXERCISE = Exercise(
    name="saliency",
    number="9.4",
    reference=saliency,
    parts=(Part("maps", 3, draw_cases, returned("maps")),),
    wrong_answers=(
        WrongAnswer(
            adds_up_all_the_scores,
            "you ask on which pixels the sum of all scores hangs; the question is about one score of each picture",
        ),
        WrongAnswer(
            asks_about_the_highest_score,
            "you ask about the class with the highest score, and not about the one in `classes`",
        ),
        WrongAnswer(
            keeps_the_sign,
            "a pixel that lowers the score matters as much as one that raises it; what do your maps say about it?",
        ),
        WrongAnswer(
            takes_the_size_after_the_maximum,
            "of several channels yours looks for the largest slope with its sign, and makes it positive afterwards; in "
            "which order do the two belong?",
        ),
        WrongAnswer(
            adds_up_the_channels, "the channels of a pixel are added up; the pixel counts by its most important channel"
        ),
        WrongAnswer(
            multiplies_by_the_pixels,
            "the slopes are multiplied by the pixels, so that a dark pixel can never matter; asked is the slope alone",
        ),
        WrongAnswer(
            differentiates_the_probability,
            "you differentiate the probability after a softmax; where that is almost 1 its slope is almost 0, whatever "
            "the score does",
        ),
        WrongAnswer(
            divides_by_the_number_of_pictures,
            "the maps get paler the more pictures there are; no score depends on another picture",
        ),
        WrongAnswer(
            asks_every_picture_about_every_class,
            "each picture is asked about the classes of all pictures: `d_scores[:, classes]` picks whole columns; how "
            "is one entry in each row picked?",
        ),
    ),
)
