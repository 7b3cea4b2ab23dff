"""Lesson 12, sequences and trees: its five exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_12_sequences_and_trees import (
    caption_digit,
    encoder_decoder,
    greedy_decode,
    tree_compose,
    tree_states,
)

LESSON = Lesson(
    name="12-sequences-and-trees",
    exercises=(
        encoder_decoder.EXERCISE,
        greedy_decode.EXERCISE,
        caption_digit.EXERCISE,
        tree_compose.EXERCISE,
        tree_states.EXERCISE,
    ),
    # Trees as arrays of children remain: `lecturelib.recursive.trees` composes nothing. A step of the plain recurrent
    # network does: what it makes of an input and a state, tree_compose makes of two children.
    withheld=(
        "lecturelib.sequence_to_sequence",
        "lecturelib.recursive.composition",
        "lecturelib.recursive.network",
        "lecturelib.recurrent.elman",
        "lecturelib.networks",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.convolution.strided",
        "lecturelib.activations.rectifiers",
        "lecturelib.datasets.alphabets",
        "lecturelib.datasets.pictures:digits",
        "lecturelib.datasets.sentiment",
        "lecturelib.datasets.written_dates",
        "lecturelib.initialization.rotations",
        "lecturelib.initialization.variance",
        "lecturelib.layers.dense",
        "lecturelib.layers.lookup",
        "lecturelib.losses.categorical",
        "lecturelib.optimizers.adaptive_moments",
        "lecturelib.optimizers.by_name",
        "lecturelib.plots",
        "lecturelib.pooling.windows",
        "lecturelib.recurrent.gated_recurrent_unit_sequence",
        "lecturelib.recursive.trees",
        "lecturelib.training.batches",
        "demos.decoder_stepper",
        "demos.tree_colorer",
    ),
)
