"""Exercise caption_digit: features of a picture start a decoder, which writes the picture's name."""

from __future__ import annotations

import numpy as np

from autograder.checks.grouped_gradients import Group, grouped_gradients
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_12_sequences_and_trees import caption_digit_mistakes as mistakes
from autograder.exercises.lesson_12_sequences_and_trees.sequences import (
    OF_THE_DECODER,
    draw_decoder,
    scores,
)
from lecturelib.sequence_to_sequence import caption_digit


def _case(rng: np.random.Generator, label: str, pictures: int, steps: int, sizes: tuple[int, int, int, int]) -> Case:
    features, letters, vector, hidden = sizes
    bridge = rng.standard_normal((features, hidden)) / np.sqrt(features), rng.standard_normal(hidden)
    told = rng.integers(0, letters, (pictures, steps))
    arguments = (rng.standard_normal((pictures, features)), told, bridge, draw_decoder(rng, letters, vector, hidden))
    return Case(label, arguments, incoming=rng.standard_normal((pictures, steps, letters)))


def draw_captions(rng: np.random.Generator) -> list[Case]:
    """Draw features and names, of one picture, of one letter, and of states that one number makes up."""
    return [
        _case(rng, "three pictures, names of four letters", 3, 4, (6, 7, 3, 4)),
        _case(rng, "one picture", 1, 5, (4, 6, 2, 3)),
        _case(rng, "one letter", 3, 1, (4, 6, 2, 3)),
        _case(rng, "one feature, a state of one number", 2, 4, (1, 5, 2, 1)),
    ]


EXERCISE = Exercise(
    name="caption_digit",
    number="12.3",
    reference=caption_digit,
    seeds_to_prove=10,
    parts=(
        Part("scores", 1, draw_captions, scores),
        Part(
            "gradient",
            2,
            draw_captions,
            grouped_gradients("d_features", Group("d_bridge", ("d_A", "d_a")), OF_THE_DECODER),
        ),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.does_not_show_the_picture,
            "the state is not handed over: your decoder starts from zeros, and every picture gets the same name",
        ),
        WrongAnswer(
            mistakes.tells_the_decoder_its_own_letters,
            "your decoder is fed its own output in training: a name that begins wrongly is then continued wrongly. "
            "Which letters are known?",
        ),
        WrongAnswer(
            mistakes.leaves_out_the_tanh,
            "your first state may be as large as it likes, since the sums are handed over as they are; in which range "
            "do a GRU's own states lie, and what takes the sums there?",
        ),
        WrongAnswer(
            mistakes.adds_the_picture_to_every_state,
            "the picture is added to every state before the scores; here it only starts the decoder, and the rest is "
            "the memory's task",
        ),
        WrongAnswer(
            mistakes.forgets_the_slope_of_the_tanh,
            "the gradient passes the tanh as if it were not there; which factor belongs to it?",
        ),
        WrongAnswer(
            mistakes.takes_the_slope_from_the_sums,
            "the slope of the tanh is 1 minus a square; you square the sum that went in. What has to be squared?",
        ),
        WrongAnswer(
            mistakes.leaves_the_features_without_a_gradient,
            "`d_features` is zero, so the kernels that make the features cannot learn; what did `affine` give back "
            "for its input?",
        ),
    ),
)
