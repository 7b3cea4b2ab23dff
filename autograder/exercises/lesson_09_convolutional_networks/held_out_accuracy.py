"""Exercise held_out_accuracy: the share of pictures read right, a batch at a time, by the network as it is in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_09_convolutional_networks.stages import Array
from autograder.sent_functions import SentFunction
from lecturelib.training import accuracy, predict

Network = Callable[[Array, bool], Any]
CLASSES = 5


@SentFunction
def reader(x: Array, training: bool) -> Any:
    """Take six pictures at most. In training the scores stand one class further on than in use."""
    if len(x) > 6:
        raise ValueError(f"{len(x)} pictures came at once, and there is room for 6")
    scores = np.tanh(x.reshape(len(x), -1)[:, :5])
    return np.roll(scores, 1, axis=1) if training else scores


class _InUse:
    """A network as `lecturelib.training` takes it, which is asked for its scores in use alone."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def forward(self, x: Array) -> Any:
        return self.network(x, False), None


def held_out_accuracy(network: Network, x: Array, labels: Array, batch_size: int) -> float:
    """Return the accuracy by `lecturelib.training`."""
    return accuracy(predict(_InUse(network), x, batch_size), labels)  # type: ignore[arg-type]


def _case(rng: np.random.Generator, label: str, batch_size: int, *batches: tuple[bool, ...]) -> Case:
    """Draw pictures, batch by batch, of which those marked True are read right."""
    right = np.concatenate([rng.permutation(np.array(batch)) for batch in batches])
    x = rng.standard_normal((len(right), 1, 2, 3))
    read = x.reshape(len(x), -1)[:, :CLASSES].argmax(axis=1)
    # One of the wrong ones carries the label that the network gives it in training.
    step = np.where(right, 0, 2)
    step[np.flatnonzero(~right)[:1]] = 1
    return Case(label, (reader, x, (read + step) % CLASSES, batch_size))


def draw_full_batches(rng: np.random.Generator) -> list[Case]:
    """Draw pictures that fill their batches."""
    one, none = (True,), (False,)
    return [
        _case(rng, "12 pictures in batches of 4", 4, one * 4, one * 2 + none * 2, none * 3 + one),
        _case(rng, "one batch", 6, one * 4 + none * 2),
        _case(rng, "batches of one picture", 1, one, none, one, one),
        _case(rng, "one picture", 1, one),
        _case(rng, "10 pictures in batches of 5", 5, one * 4 + none, one * 2 + none * 3),
    ]


def draw_short_batches(rng: np.random.Generator) -> list[Case]:
    """Draw pictures that leave a short batch at the end."""
    one, none = (True,), (False,)
    return [
        _case(rng, "10 pictures in batches of 4", 4, one * 4, one * 3 + none, none * 2),
        _case(rng, "7 pictures in batches of 6", 6, one * 2 + none * 4, one),
        _case(rng, "a batch larger than the data", 6, one * 2 + none),
    ]


def evaluates_in_training_mode(network: Network, x: Array, labels: Array, batch_size: int) -> Any:
    right = 0
    for start in range(0, len(x), batch_size):
        part = slice(start, start + batch_size)
        right += (network(x[part], True).argmax(axis=1) == labels[part]).sum()
    return right / len(x)


def passes_all_pictures_at_once(network: Network, x: Array, labels: Array, batch_size: int) -> Any:
    return np.mean(network(x, False).argmax(axis=1) == labels)


def averages_the_batches(network: Network, x: Array, labels: Array, batch_size: int) -> Any:
    shares = []
    for start in range(0, len(x), batch_size):
        part = slice(start, start + batch_size)
        shares.append(np.mean(network(x[part], False).argmax(axis=1) == labels[part]))
    return np.mean(shares)


def drops_the_last_short_batch(network: Network, x: Array, labels: Array, batch_size: int) -> Any:
    right, seen = 0, 0
    for start in range(0, len(x) - batch_size + 1, batch_size):
        part = slice(start, start + batch_size)
        right += (network(x[part], False).argmax(axis=1) == labels[part]).sum()
        seen += batch_size
    return right / seen if seen else 0.0


def looks_at_the_first_batch_only(network: Network, x: Array, labels: Array, batch_size: int) -> Any:
    return np.mean(network(x[:batch_size], False).argmax(axis=1) == labels[:batch_size])


def measures_the_mistakes(network: Network, x: Array, labels: Array, batch_size: int) -> Any:
    wrong = 0
    for start in range(0, len(x), batch_size):
        part = slice(start, start + batch_size)
        wrong += (network(x[part], False).argmax(axis=1) != labels[part]).sum()
    return wrong / len(x)


def counts_the_pictures(network: Network, x: Array, labels: Array, batch_size: int) -> Any:
    right = 0
    for start in range(0, len(x), batch_size):
        part = slice(start, start + batch_size)
        right += (network(x[part], False).argmax(axis=1) == labels[part]).sum()
    return right


EXERCISE = Exercise(
    name="held_out_accuracy",
    number="9.2",
    reference=held_out_accuracy,
    parts=(
        Part("full batches", 1, draw_full_batches, returned("accuracy")),
        Part("a short batch", 1, draw_short_batches, returned("accuracy")),
    ),
    wrong_answers=(
        WrongAnswer(
            evaluates_in_training_mode,
            "the network is asked in training mode, so that part of what it has learned is switched off at random; "
            "which of its two modes will it have in use?",
        ),
        WrongAnswer(
            passes_all_pictures_at_once,
            "all pictures go through the network at once; how many may it be given at a time?",
        ),
        WrongAnswer(
            averages_the_batches,
            "you average the accuracies of the batches, and a picture in a short batch counts for more than another",
        ),
        WrongAnswer(
            drops_the_last_short_batch,
            "the pictures left over at the end are never looked at: where does your loop stop?",
        ),
        WrongAnswer(looks_at_the_first_batch_only, "only the first batch is looked at: is the return in the loop?"),
        WrongAnswer(measures_the_mistakes, "this is the share of mistakes; asked is the share that is read right"),
        WrongAnswer(counts_the_pictures, "this is how many pictures are read right; a share lies between 0 and 1"),
    ),
)
