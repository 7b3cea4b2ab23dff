"""Exercise EarlyStopping: when training ends, and which weights are left, found out by probes that act as training."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_06_regularization import early_stopping_mistakes as mistakes
from autograder.exercises.lesson_06_regularization.refusals import error_raised_in
from autograder.exercises.lesson_06_regularization.weights import Array
from autograder.sent_functions import SentFunction
from lecturelib.training import EarlyStopping


@SentFunction
def epoch_of_the_stop(stopper: Any, losses: Array, patience: int, least_improvement: float) -> int:
    """Return the epoch after which training stops, counted from 1; 0 if it never does."""
    stopping = stopper(patience, least_improvement) if least_improvement else stopper(patience)
    weights = {"W": np.zeros((2, 2)), "b": np.zeros(2)}
    for epoch, loss in enumerate(losses.tolist(), start=1):
        if stopping.should_stop(loss, weights):
            return epoch
    return 0


@SentFunction
def best_so_far(stopper: Any, losses: Array, patience: int, least_improvement: float) -> Any:
    """Return best_epoch and best_loss after every epoch; to stop too late or too early costs nothing here."""
    stopping = stopper(patience, least_improvement) if least_improvement else stopper(patience)
    found = []
    for loss in losses.tolist():
        stopping.should_stop(loss, {"W": np.zeros((1, 1))})
        found.append((float(stopping.best_epoch), float(stopping.best_loss)))
    return tuple(np.array(column) for column in zip(*found))


@SentFunction
def weights_left(stopper: Any, losses: Array, patience: int, least_improvement: float) -> Any:
    """Train in place to the last epoch, restore, take another step and restore again; in epoch n all weights are n.

    Return what the network's arrays hold after the first restore, what the dict holds, and the arrays at the end.
    """
    stopping = stopper(patience, least_improvement) if least_improvement else stopper(patience)
    weights = {"W": np.zeros((2, 2)), "b": np.zeros(2)}
    live = dict(weights)  # the network's own arrays
    for loss in losses.tolist():
        for array in weights.values():
            array += 1
        stopping.should_stop(loss, weights)
    stopping.restore(weights)
    first = np.concatenate([live["W"].ravel(), live["b"]])
    named = np.concatenate([weights["W"].ravel(), weights["b"]])
    for array in weights.values():
        array += 1
    stopping.restore(weights)
    return first, named, np.concatenate([live["W"].ravel(), live["b"]])


@SentFunction
def made_with(stopper: Any, patience: int) -> bool:
    """Make one and show it a first epoch, so that not everything that can be made of a number will do."""
    return bool(stopper(patience).should_stop(1.0, {"W": np.zeros((1, 1))}))


def _case(label: str, losses: list[float], patience: int, least: float = 0.0, scale: float = 1.0) -> Case:
    return Case(label, (scale * np.array(losses), patience, scale * least))


def draw_curves(rng: np.random.Generator) -> list[Case]:
    """Draw validation curves: falling for ever, never, with bumps, with ties, with NaN; of different patience."""
    # Only the order of the losses matters: a factor makes them different in every draw.
    scale = float(rng.uniform(0.5, 2.0))
    curves: dict[str, tuple[list[float], int]] = {
        "it falls for ever": ([5, 4, 3, 2, 1], 1),
        "it rises from the start": ([1, 2, 3, 4, 5], 2),
        "a patience of 1": ([5, 4, 4.5, 3, 2], 1),
        "a bump that patience outlasts": ([5, 3, 4, 3.5, 2, 2.5, 2.75, 2.9, 2.95], 3),
        "two bumps: the waiting begins anew": ([5, 6, 4, 5, 3, 4, 2, 3, 1], 2),
        "below the epoch before, but not below the best": ([3, 9, 8, 7, 6, 5], 4),
        "equal losses": ([4, 3, 3, 3, 3, 3], 2),
        "a loss that is no number": ([4, 3, np.nan, np.nan, 2], 2),
        "one epoch": ([2], 3),
        "fewer epochs than patience": ([2, 3, 4], 5),
    }
    return [_case(label, losses, patience, scale=scale) for label, (losses, patience) in curves.items()]


def draw_improvements(rng: np.random.Generator) -> list[Case]:
    """Draw curves that fall by a little, by enough, and by a little several times."""
    scale = float(2.0 ** rng.integers(-2, 3))  # a power of two: "just as much" stays exact
    return [
        _case("it falls by too little", [4, 3.75, 3.5, 3.25], 2, 1.0, scale),
        _case("it falls by enough each time", [8, 6, 4, 2], 1, 1.0, scale),
        _case("little by little, and together enough", [4, 3.5, 2.75, 2.5, 1.5, 1.25], 2, 1.0, scale),
        _case("by just as much as asked: that is not more", [4, 3, 2.5, 2.25], 2, 1.0, scale),
    ]


def draw_bad_patience(_: np.random.Generator) -> list[Case]:
    """Return numbers of epochs without patience, and two that are allowed."""
    numbers = {"a patience of 0": 0, "a negative patience": -3, "a patience of 1": 1, "a patience of 10": 10}
    return [Case(label, (patience,)) for label, patience in numbers.items()]


EXERCISE = Exercise(
    name="EarlyStopping",
    number="6.4",
    reference=EarlyStopping,
    parts=(
        Part("when to stop", 1, draw_curves, probed(epoch_of_the_stop, "the epoch after which training stops")),
        Part("best so far", 1, draw_curves, probed(best_so_far, "best_epoch", "best_loss")),
        Part(
            "best weights",
            2,
            draw_curves,
            probed(weights_left, "the network's arrays", "the dict's arrays", "the arrays restored once more"),
        ),
        Part(
            "least improvement",
            1,
            draw_improvements,
            probed(epoch_of_the_stop, "the epoch after which training stops"),
        ),
        Part("bad patience", 1, draw_bad_patience, error_raised_in(made_with)),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.KeepsTheLastWeights,
            "after restore the weights are those of the last epoch: when is a copy worth making?",
        ),
        WrongAnswer(
            mistakes.KeepsTheArraysThemselves,
            "you keep the arrays themselves, and training goes on writing into them: what you kept changes with them",
        ),
        WrongAnswer(
            mistakes.PutsNewArraysIntoTheDict,
            "restore puts other arrays into the dict; the network still holds the old ones, so write into those",
        ),
        WrongAnswer(
            mistakes.CountsAllBadEpochs,
            "every epoch without improvement counts, however long ago; patience is about epochs in a row",
        ),
        WrongAnswer(
            mistakes.StopsOneEpochLate,
            "training stops one epoch late: after which of the epochs without improvement is patience used up?",
        ),
        WrongAnswer(
            mistakes.StopsAtTheFirstRise, "training stops as soon as a loss is no improvement: where is patience used?"
        ),
        WrongAnswer(
            mistakes.ComparesWithTheEpochBefore,
            "each loss is compared with the one before it; on the way down from a bump that looks like progress",
        ),
        WrongAnswer(
            mistakes.WaitsForTheHighest, "the highest loss is taken for the best: is a loss good if it is high?"
        ),
        WrongAnswer(
            mistakes.CountsEqualAsImproved, "an equal loss counts as an improvement, so a flat curve never ends"
        ),
        WrongAnswer(
            mistakes.TakesNotANumberForBetter,
            "a loss that is no number counts as an improvement; every comparison with NaN is False, so ask whether the "
            "new loss is better, and not whether it fails to be worse",
        ),
        WrongAnswer(
            mistakes.CountsFromZero, "your epochs begin with 0; the first epoch is number 1, as in the text's table"
        ),
        WrongAnswer(
            mistakes.ForgetsTheLeastImprovement,
            "any fall counts as an improvement, however small: least_improvement is never used",
        ),
        WrongAnswer(
            mistakes.IsContentWithJustTheLeast,
            "a fall by exactly least_improvement counts in your code; the text asks for more than that",
        ),
        WrongAnswer(
            mistakes.AcceptsNoPatience, "a patience of 0 or less goes through: how long should training then go on?"
        ),
    ),
)
