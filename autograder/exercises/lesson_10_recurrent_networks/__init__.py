"""Lesson 10, recurrent networks: its seven exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_10_recurrent_networks import (
    character_language_model,
    clip_gradient,
    generate_text,
    rnn,
    rnn_cell,
    sequence_cross_entropy,
    sequence_tagger,
)

LESSON = Lesson(
    name="10-recurrent-networks",
    exercises=(
        rnn_cell.EXERCISE,
        rnn.EXERCISE,
        clip_gradient.EXERCISE,
        sequence_cross_entropy.EXERCISE,
        character_language_model.EXERCISE,
        generate_text.EXERCISE,
        sequence_tagger.EXERCISE,
    ),
    # Beside the references themselves: a gated cell whose gates stand open is a plain one, the networks are made of
    # the same layers, and trees are folded by the same cell.
    withheld=(
        "lecturelib.recurrent",
        "lecturelib.recursive",
        "lecturelib.sequence_models",
        "lecturelib.losses.sequences",
        "lecturelib.regularizers",
        "lecturelib.networks",
        "lecturelib.training.fitting",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.datasets.alphabets",
        "lecturelib.datasets.corpora",
        "lecturelib.datasets.pictures:digits",
        "lecturelib.datasets.sentences",
        "lecturelib.initialization.rotations",
        "lecturelib.initialization.variance",
        "lecturelib.layers.dense",
        "lecturelib.losses.categorical",
        "lecturelib.optimizers.adaptive_moments",
        "lecturelib.optimizers.by_name",
        "lecturelib.training.batches",
        "lecturelib.plots",
        "demos.text_generator",
        "demos.unroll_explorer",
    ),
)
