"""Exercise encoder_decoder: one network reads, its last state starts another, which is told the truth."""

from __future__ import annotations

import numpy as np

from autograder.checks.grouped_gradients import grouped_gradients
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_12_sequences_and_trees import encoder_decoder_mistakes as mistakes
from autograder.exercises.lesson_12_sequences_and_trees.sequences import (
    OF_THE_DECODER,
    OF_THE_ENCODER,
    draw_decoder,
    draw_encoder,
    scores,
)
from lecturelib.sequence_to_sequence import encoder_decoder


def _case(
    rng: np.random.Generator, label: str, examples: int, steps: tuple[int, int], sizes: tuple[int, int, int, int]
) -> Case:
    read, write, features, hidden = sizes
    source = rng.integers(1, read, (examples, steps[0]))
    told = rng.integers(0, write, (examples, steps[1]))
    arguments = (source, told, draw_encoder(rng, read, features, hidden), draw_decoder(rng, write, features, hidden))
    return Case(label, arguments, incoming=rng.standard_normal((examples, steps[1], write)))


def draw_translations(rng: np.random.Generator) -> list[Case]:
    """Draw short sources and targets without padding; symbols repeat, since there are fewer than places."""
    return [
        _case(rng, "four symbols to read, five to write", 3, (4, 5), (6, 7, 3, 4)),
        _case(rng, "one symbol to read", 2, (1, 4), (5, 6, 2, 3)),
        _case(rng, "one symbol to write", 2, (4, 1), (5, 6, 2, 3)),
        _case(rng, "one example", 1, (5, 4), (4, 6, 3, 4)),
        _case(rng, "a state of one number", 3, (3, 4), (4, 5, 2, 1)),
    ]


def draw_padded(rng: np.random.Generator) -> list[Case]:
    """Draw sources of different lengths, filled up with the padding symbol 0."""
    cases = []
    for label, lengths in (("rows of 4, 2 and 1 symbols", (4, 2, 1)), ("every row is padded", (3, 2))):
        case = _case(rng, label, len(lengths), (4, 3), (5, 6, 3, 4))
        source = np.where(np.arange(4) < np.array(lengths)[:, np.newaxis], case.args[0], 0)
        cases.append(Case(label, (source, *case.args[1:])))
    return cases


EXERCISE = Exercise(
    name="encoder_decoder",
    number="12.1",
    reference=encoder_decoder,
    seeds_to_prove=10,
    parts=(
        Part("scores", 2, draw_translations, scores),
        Part("padded sources", 1, draw_padded, scores),
        Part(
            "gradient",
            2,
            draw_translations,
            grouped_gradients(OF_THE_ENCODER, OF_THE_DECODER),
        ),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.tells_the_decoder_its_own_symbols,
            "your decoder is fed its own output: after one wrong symbol it has to continue a text that nobody wrote. "
            "In training somebody knows the true symbols; what is `told` for?",
        ),
        WrongAnswer(
            mistakes.does_not_hand_the_state_over,
            "the state is not handed over: your decoder starts from zeros, so it writes the same whatever was read. "
            "Through what could the one network know of the other?",
        ),
        WrongAnswer(
            mistakes.hands_over_the_mean_of_the_states,
            "your decoder starts from the mean of the encoder's states; one of these states has seen every symbol",
        ),
        WrongAnswer(
            mistakes.hands_the_state_over_at_every_step,
            "the encoder's state starts every step of your decoder anew, which therefore forgets what it has written; "
            "how often is g_0 needed?",
        ),
        WrongAnswer(
            mistakes.reads_the_padding,
            "your encoder reads the padding as if it were text: the same date gets another state when a longer one "
            "stands in the batch. What does `gru` take a mask for?",
        ),
        WrongAnswer(
            mistakes.leaves_the_encoder_without_a_gradient,
            "your encoder learns nothing: its gradients are zero. The state that was handed over has a gradient, too; "
            "who needs it?",
        ),
        WrongAnswer(
            mistakes.gives_the_gradient_to_every_state_of_the_encoder,
            "on the way back every state of the encoder gets the gradient of g_0; how many of them did the decoder "
            "see?",
        ),
        WrongAnswer(
            mistakes.keeps_the_last_gradient_of_a_symbol_s_vector,
            "a symbol that occurs more than once keeps the gradient of one place: `d_E[ids] = ...` overwrites. What "
            "happens to gradients where one number is used several times?",
        ),
    ),
)
