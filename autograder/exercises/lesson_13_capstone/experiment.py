"""Exercise experiment: the pieces together, on digits whose pixels and classes the check has renamed.

The function never sees a held-out label, so that predictions have to be earned; accuracies are computed outside.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_13_capstone import experiment_mistakes as mistakes
from autograder.exercises.lesson_13_capstone.references import Array, experiment
from autograder.subjects import Subject, SubjectRefusedError
from lecturelib.datasets import digits

# One right run in a hundred stays below 92 %, so the middle one of three is judged.
ENOUGH, GUESSING = 0.92, 0.3  # accuracies
SMALL_LOSS = 0.2


def renamed_digits(rng: np.random.Generator, examples: int, held_out: int) -> tuple[Array, Array, Array, Array]:
    """Draw digits with their pixels in another order and their classes by other names; the last are held out.

    A network of affine layers finds them as easy as before. Whoever has learned digits by heart does not.
    """
    images, labels = digits()
    order = rng.permutation(len(labels))[: examples + held_out]
    x, y = images.reshape(len(images), -1)[order][:, rng.permutation(64)], rng.permutation(10)[labels[order]]
    return x[:examples], y[:examples], x[examples:], y[examples:]


def run(subject: Subject, x: Array, labels: Array, new_x: Array, seed: int, **settings: Any) -> tuple[Array, Array]:
    """Return the losses and predictions of a run, or refuse an answer that is none."""
    answer = subject(x, labels, new_x, seed, **settings)
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise SubjectRefusedError("the function should return two arrays, the losses and the predicted classes")
    losses, predicted = answer
    if not isinstance(losses, np.ndarray) or losses.dtype.kind != "f" or losses.ndim != 1:
        raise SubjectRefusedError("the losses should be an array with a number for each epoch")
    return losses, as_classes(predicted, len(new_x))


def as_classes(predicted: Any, examples: int) -> Array:
    """Return predicted classes, or refuse what is no array of one whole number for each example."""
    if not isinstance(predicted, np.ndarray) or predicted.shape != (examples,) or predicted.dtype.kind not in "iu":
        raise SubjectRefusedError("the predictions should be an array with one class, a whole number, for each example")
    return predicted


def draw_full_runs(rng: np.random.Generator) -> list[Case]:
    """Draw a task of the lesson's size."""
    return [Case("1,200 digits, three runs", (*renamed_digits(rng, 1200, 597), int(rng.integers(10**6))))]


def draw_short_runs(rng: np.random.Generator) -> list[Case]:
    """Draw tasks that take no time."""
    return [
        Case("200 digits, 2 epochs", (*renamed_digits(rng, 200, 100), int(rng.integers(10**6)))),
        Case("150 digits, 2 epochs", (*renamed_digits(rng, 150, 40), int(rng.integers(10**6)))),
    ]


def how_well_it_learns(subject: Subject, case: Case) -> Observation:
    """Observe the middle accuracy of three runs on held-out digits, as the check itself counts it."""
    x, labels, new_x, new_labels, seed = case.args
    runs = [run(subject, x, labels, new_x, each) for each in (seed, seed + 1, seed + 2)]
    accuracy = float(np.median([np.mean(predicted == new_labels) for _, predicted in runs]))
    lengths = {len(losses) for losses, _ in runs}
    last = float(np.median([losses[-1] if len(losses) else np.inf for losses, _ in runs]))
    too_low = "not much above guessing" if accuracy < GUESSING else f"below {ENOUGH:.0%}"
    return {
        "the accuracy on held-out digits": "enough" if accuracy >= ENOUGH else too_low,
        "the number of losses": lengths.pop() if len(lengths) == 1 else "differs from run to run",
        "the training loss at the end": "small" if last < SMALL_LOSS else "still large",
    }


def what_a_seed_decides(subject: Subject, case: Case) -> Observation:
    """Observe whether a run comes out the same again, and another with another seed."""
    x, labels, new_x, _, seed = case.args
    (first, guess), (again, same), (other, _) = (
        run(subject, x, labels, new_x, each, epochs=2) for each in (seed, seed, seed + 1)
    )
    equal = first.shape == again.shape and np.allclose(first, again, rtol=1e-9) and np.array_equal(guess, same)
    goes_on = len(first) and len(again) and again[0] < first[-1]
    alike = first.shape == other.shape and np.allclose(first, other, rtol=1e-9)
    return {
        "the same seed again": "the same numbers" if equal else "other numbers",
        "the second run": "begins where the first ended" if goes_on else "begins anew",
        "another seed": "the same numbers" if alike else "other numbers",
    }


def what_the_settings_decide(subject: Subject, case: Case) -> Observation:
    """Observe whether each setting has an effect on the losses, and the number of epochs on how many there are."""
    x, labels, new_x, _, seed = case.args
    usual, _ = run(subject, x, labels, new_x, seed, epochs=2)
    still, _ = run(subject, x, labels, new_x, seed, epochs=2, learning_rate=0.0)
    changed: dict[str, dict[str, Any]] = {"width": {"width": 8}, "learning_rate": {"learning_rate": 0.02}}
    found = {"the number of losses for epochs=2": len(usual)}
    effects = {}
    for name, setting in changed.items():
        losses, _ = run(subject, x, labels, new_x, seed, epochs=2, **setting)
        unlike = losses.shape != usual.shape or not np.allclose(losses, usual, rtol=1e-9)
        effects[name] = "changes the losses" if unlike else "has no effect"
    moved = np.ptp(still) > 1e-9 if len(still) else True
    return found | effects | {"the loss with learning_rate=0": "changes" if moved else "stays"}


EXERCISE = Exercise(
    name="experiment",
    number="13.6",
    reference=experiment,
    seeds_to_prove=3,
    builds_on=("AffineLayer", "Network", "Optimizer", "fit"),
    parts=(
        Part("accuracy", 3, draw_full_runs, how_well_it_learns),
        Part("seed", 2, draw_short_runs, what_a_seed_decides),
        Part("settings", 1, draw_short_runs, what_the_settings_decide),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.draws_weights_without_the_seed,
            "a second run with the same seed gives other numbers; from what are the first weights drawn?",
        ),
        WrongAnswer(
            mistakes.always_uses_one_seed,
            "every seed gives the same numbers; three such runs look like a result without any spread",
        ),
        WrongAnswer(
            mistakes.goes_on_with_a_trained_network,
            "the second run begins with what the first has learned: is the network built inside the function?",
        ),
        WrongAnswer(
            mistakes.returns_numbers_typed_in,
            "the numbers do not come from a run: nothing that goes into the function changes them",
        ),
        WrongAnswer(
            mistakes.predicts_before_training,
            "the losses fall, and the predictions are those of random weights: when do you ask the network?",
        ),
        WrongAnswer(
            mistakes.ignores_the_width, "the width has no effect: who tells the layers how many units to have?"
        ),
        WrongAnswer(
            mistakes.ignores_the_learning_rate, "the learning rate has no effect: does the optimizer get to know it?"
        ),
        WrongAnswer(
            mistakes.leaves_out_the_gradient_of_the_first_layer,
            "the first layer keeps its first weights: which gradients does the optimizer get?",
        ),
    ),
)
