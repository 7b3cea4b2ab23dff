"""Exercise cnn: stages of convolution, activation and pooling, and an affine map that reads what they give."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.answers import pair_of, several
from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_09_convolutional_networks import cnn_backward_mistakes as back
from autograder.exercises.lesson_09_convolutional_networks import cnn_mistakes as forward
from autograder.exercises.lesson_09_convolutional_networks.stages import (
    draw_stages,
    stage_gradients,
)
from autograder.sent_functions import SentFunction
from autograder.subjects import Subject, SubjectRefusedError
from lecturelib.convolutional_networks import cnn


def _case(
    rng: np.random.Generator, label: str, images: int, channels: tuple[int, ...], size: tuple[int, int], **mode: Any
) -> Case:
    shrink = 2 ** (len(channels) - 1)
    features = channels[-1] * (size[0] // shrink) * (size[1] // shrink)
    x = rng.standard_normal((images, channels[0], *size))
    W, b = rng.standard_normal((features, 3)) / np.sqrt(features), rng.standard_normal(3)
    arguments = (x, draw_stages(rng, *channels), W, b)
    return Case(label, arguments, mode, incoming=rng.standard_normal((images, 3)))


def draw_networks(rng: np.random.Generator) -> list[Case]:
    """Draw networks of one to three stages, with a batch of one image and of as many as there are features."""
    return [
        _case(rng, "two stages", 3, (1, 2, 3), (8, 8)),
        _case(rng, "one stage", 4, (1, 3), (4, 4)),
        _case(rng, "one image", 1, (1, 2, 2), (4, 4)),
        _case(rng, "as many images as features", 4, (2, 2, 1), (8, 8)),
        _case(rng, "three stages, all of one width", 2, (2, 2, 2, 2), (8, 8)),
        _case(rng, "images of three channels that are not square", 3, (3, 4), (4, 6)),
    ]


def draw_trainings(rng: np.random.Generator) -> list[Case]:
    """Draw networks that drop features, and one whose rate is 0."""

    def case(label: str, rate: float) -> Case:
        seed = int(rng.integers(10**6))
        return _case(rng, label, 4, (1, 2, 4), (8, 8), training=True, rate=rate, seed=seed)

    return [case("a rate of 0.5", 0.5), case("a rate of 0.25", 0.25), case("a rate of 0", 0.0)]


@SentFunction
def losses_of_a_short_training(network: Any, x: Any, stages: Any, W: Any, b: Any) -> Any:
    """Take four steps with dropout; before each way back the network looks at another image, too."""
    targets = np.arange(x.shape[0] * 3).reshape(-1, 3) % 2
    losses = []
    for step in range(4):
        responses, backward = network(x, stages, W, b, training=True, rate=0.25, seed=step)
        error = responses[-1] - targets
        losses.append(0.5 * np.sum(error**2))
        network(x[:1], stages, W, b)
        _, d_stages, d_W, d_b = backward(error)
        if len(d_stages) != len(stages):
            raise ValueError(f"d_stages should hold {len(stages)} pairs, one for each stage")
        stages = [(k - 0.02 * d_k, c - 0.02 * d_c) for (k, c), (d_k, d_c) in zip(stages, d_stages)]
        W, b = W - 0.02 * d_W, b - 0.02 * d_b
    return np.array(losses)


def draw_short_trainings(rng: np.random.Generator) -> list[Case]:
    """Draw a few images and first weights."""
    return [
        _case(rng, "four steps, one stage", 3, (1, 4), (4, 4)),
        _case(rng, "four steps, two stages", 4, (1, 2, 4), (8, 8)),
    ]


def layers(subject: Subject, case: Case) -> Observation:
    """Observe what every layer answers; `backward` need not work yet."""
    responses, _ = pair_of(subject(*case.args, **case.kwargs))
    numbers = range(1, len(case.args[1]) + 1)
    names = [f"{layer} {number}" for number in numbers for layer in ("convolution", "ReLU", "pooling")]
    return several(responses, [*names, "scores"], "the list of responses holds")


def gradients(subject: Subject, case: Case) -> Observation:
    """Observe every gradient by its name."""
    _, backward = pair_of(subject(*case.args, **case.kwargs))
    found = several(backward(case.incoming), ("d_x", "d_stages", "d_W", "d_b"), "backward returns")
    stages = stage_gradients("d_stages", found["d_stages"], case.args[1])
    return {"d_W": found["d_W"], "d_b": found["d_b"], **stages, "d_x": found["d_x"]}


def in_training(subject: Subject, case: Case) -> Observation:
    """Observe the scores while features are dropped, and what comes back through the same mask."""
    responses, backward = pair_of(subject(*case.args, **case.kwargs))
    if not isinstance(responses, tuple | list) or not responses:
        raise SubjectRefusedError("the first of the two returned values should be the list of responses")
    found = several(backward(case.incoming), ("d_x", "d_stages", "d_W", "d_b"), "backward returns")
    return {"scores": responses[-1], "d_W": found["d_W"], "d_x": found["d_x"]}


EXERCISE = Exercise(
    name="cnn",
    number="9.1",
    reference=cnn,
    seeds_to_prove=10,
    parts=(
        Part("layers", 2, draw_networks, layers),
        Part("gradient", 2, draw_networks, gradients),
        Part("training mode", 1, draw_trainings, in_training),
        Part("short training", 1, draw_short_trainings, probed(losses_of_a_short_training, "losses")),
    ),
    wrong_answers=(
        WrongAnswer(
            forward.flattens_with_the_batch_last,
            "the rows of features mix several images: in a row of the flattened array, which index must not move?",
        ),
        WrongAnswer(
            forward.leaves_out_the_activation,
            "what a convolution gives goes into the pooling as it is, negative numbers and all: which layer is missing "
            "between the two?",
        ),
        WrongAnswer(
            forward.pools_the_mean,
            "your pooling takes the mean of each window; here each window passes on one of its four numbers",
        ),
        WrongAnswer(
            forward.puts_an_activation_on_the_scores,
            "the scores go through an activation; what may a score be that the loss is to turn into a probability?",
        ),
        WrongAnswer(
            forward.drops_in_use_too,
            "features are dropped outside training, too: then the same image gets other scores from another seed",
        ),
        WrongAnswer(forward.never_drops, "in training nothing is dropped: what is the argument `training` for?"),
        WrongAnswer(
            forward.drops_without_making_up_for_it,
            "features are dropped, but the others stay as they are, so the sums are smaller in training than in use; "
            "the function `dropout` takes care of that",
        ),
        WrongAnswer(
            back.does_not_gather_the_gradients_of_the_stages,
            "each stage's gradients overwrite those of the stage before, and one pair is left: a list must gather them",
        ),
        WrongAnswer(
            back.lists_the_last_stage_first,
            "the gradients of the stages come in the order of the way back; in which order do the stages stand?",
        ),
        WrongAnswer(
            back.skips_the_activation_on_the_way_back,
            "on the way back the gradient passes by the activation; what about places where the sum was negative?",
        ),
        WrongAnswer(
            back.draws_a_new_mask_on_the_way_back,
            "the way back uses another mask than the way forward: a feature that was dropped had no influence",
        ),
        WrongAnswer(
            back.forgets_the_mask_on_the_way_back,
            "the gradient comes back to features that were dropped, as if nothing had been; a step of the chain is "
            "missing",
        ),
        WrongAnswer(
            back.remembers_the_latest_pass_only,
            "your `backward` uses what the network saw last, and not what it saw when this `backward` was made: where "
            "does it keep the way?",
        ),
    ),
)
