"""Exercise conv_autoencoder: a picture squeezed into a code and drawn again, and the two ways back to the code."""

from __future__ import annotations

import numpy as np

from autograder.checks.answers import pair_of, several
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_09_convolutional_networks import conv_autoencoder_backward_mistakes as back
from autograder.exercises.lesson_09_convolutional_networks import conv_autoencoder_mistakes as forward
from autograder.exercises.lesson_09_convolutional_networks.stages import (
    draw_stages,
    draw_transposed_stages,
    stage_gradients,
)
from autograder.subjects import Subject
from lecturelib.convolutional_networks import conv_autoencoder


def _case(
    rng: np.random.Generator, label: str, images: int, channels: tuple[int, ...], size: tuple[int, int], codes: bool
) -> Case:
    x = rng.standard_normal((images, channels[0], *size))
    shrink = 2 ** (len(channels) - 1)
    d_codes = rng.standard_normal((images, channels[-1], size[0] // shrink, size[1] // shrink))
    arguments = (x, draw_stages(rng, *channels), draw_transposed_stages(rng, *reversed(channels)))
    return Case(label, arguments, incoming=(rng.standard_normal(x.shape), d_codes if codes else np.zeros_like(d_codes)))


def draw_autoencoders(rng: np.random.Generator, codes: bool = False) -> list[Case]:
    """Draw autoencoders of one to three stages; J may ask something of the codes themselves."""
    return [
        _case(rng, "two stages each way", 3, (1, 3, 2), (8, 8), codes),
        _case(rng, "one stage each way", 2, (1, 3), (4, 4), codes),
        _case(rng, "one picture", 1, (1, 2, 2), (4, 4), codes),
        _case(rng, "three stages, all of one width", 2, (2, 2, 2, 2), (8, 8), codes),
        _case(rng, "pictures of two channels that are not square", 2, (2, 4, 3), (4, 8), codes),
    ]


def draw_with_codes(rng: np.random.Generator) -> list[Case]:
    """Draw autoencoders whose codes are asked for something, too."""
    return draw_autoencoders(rng, codes=True)


def values(subject: Subject, case: Case) -> Observation:
    """Observe codes and reconstruction; `backward` need not work yet."""
    answer, _ = pair_of(subject(*case.args))
    found = several(answer, ("reconstruction", "codes"), "the first of the two returned values holds")
    return {"codes": found["codes"], "reconstruction": found["reconstruction"]}


def gradients(subject: Subject, case: Case) -> Observation:
    """Observe every gradient by its name, the decoder's first."""
    _, backward = pair_of(subject(*case.args))
    found = several(backward(*case.incoming), ("d_x", "d_encoder", "d_decoder"), "backward returns")
    _, encoder, decoder = case.args
    return {
        **stage_gradients("d_decoder", found["d_decoder"], decoder, "decoder stage"),
        **stage_gradients("d_encoder", found["d_encoder"], encoder, "encoder stage"),
        "d_x": found["d_x"],
    }


EXERCISE = Exercise(
    name="conv_autoencoder",
    number="9.6",
    reference=conv_autoencoder,
    seeds_to_prove=10,
    parts=(
        Part("codes and reconstruction", 2, draw_autoencoders, values),
        Part("gradient", 2, draw_autoencoders, gradients),
        Part("gradient through the codes", 1, draw_with_codes, gradients),
    ),
    wrong_answers=(
        WrongAnswer(
            back.forgets_what_is_asked_of_the_codes,
            "the gradient is not accumulated: the codes go to the decoder and into J itself, and only the first of the "
            "two ways comes back",
        ),
        WrongAnswer(
            back.keeps_only_what_is_asked_of_the_codes,
            "the gradient is not accumulated: `d_codes` takes the place of what came back through the decoder; the "
            "encoder has to answer for both",
        ),
        WrongAnswer(
            forward.ends_in_relu,
            "the last stage ends in ReLU, and so its pixels may be as large as they like; ink lies between 0 and 1",
        ),
        WrongAnswer(
            forward.sigmoid_in_every_stage_of_the_decoder,
            "every stage of the decoder ends in a sigmoid; only the pictures have to lie between 0 and 1",
        ),
        WrongAnswer(
            forward.no_activation_between_the_decoder_s_stages,
            "between the stages of the decoder there is no activation: two linear maps in a row are one",
        ),
        WrongAnswer(
            forward.no_activation_in_the_encoder,
            "the encoder pools its sums as they are; a stage has three layers, and one of them is missing",
        ),
        WrongAnswer(
            back.skips_the_sigmoid_on_the_way_back,
            "the gradient goes past the sigmoid at the end: which layer did the reconstruction come from?",
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
            forward.returns_the_codes_first,
            "reconstruction and codes have changed places; the text says which comes first",
        ),
    ),
)
