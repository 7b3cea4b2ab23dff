"""Lesson 11, gated recurrence: its five exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_11_gated_recurrence import (
    gru,
    gru_cell,
    lstm,
    lstm_cell,
    recurrent_parameter_count,
)

LESSON = Lesson(
    name="11-gated-recurrence",
    exercises=(
        lstm_cell.EXERCISE,
        lstm.EXERCISE,
        gru_cell.EXERCISE,
        gru.EXERCISE,
        recurrent_parameter_count.EXERCISE,
    ),
    # The plain layer of lesson 10 stays: it is the rival here. Withheld is what runs gated cells, and what
    # differentiates by itself.
    withheld=(
        "lecturelib.recurrent.gated_recurrent_unit",
        "lecturelib.recurrent.gated_recurrent_unit_sequence",
        "lecturelib.recurrent.long_short_term_memory",
        "lecturelib.recurrent.long_short_term_memory_sequence",
        "lecturelib.recurrent.parameter_count",
        "lecturelib.recurrent.state_gradients",
        "lecturelib.networks.recurrent_layers",
        "lecturelib.networks.encoder_decoder",
        "lecturelib.autodiff",
        "lecturelib.gradients",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.activations.squashing",
        "lecturelib.datasets.long_memory",
        "lecturelib.initialization",
        "lecturelib.layers.dense",
        "lecturelib.losses.categorical",
        "lecturelib.optimizers.by_name",
        "lecturelib.plots",
        "lecturelib.recurrent.elman",
        "demos.gate_explorer",
    ),
)
