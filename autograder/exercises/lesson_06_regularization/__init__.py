"""Lesson 06, regularization: its seven exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_06_regularization import (
    add_penalty,
    dropout,
    early_stopping,
    grid_search,
    l1_penalty,
    l2_penalty,
    monte_carlo_dropout,
)

LESSON = Lesson(
    name="06-regularization",
    exercises=(
        l2_penalty.EXERCISE,
        l1_penalty.EXERCISE,
        add_penalty.EXERCISE,
        early_stopping.EXERCISE,
        dropout.EXERCISE,
        monte_carlo_dropout.EXERCISE,
        grid_search.EXERCISE,
    ),
    # Beside the references, the layer and the training loop that use them.
    withheld=(
        "lecturelib.regularizers",
        "lecturelib.layers.dropping",
        "lecturelib.networks.dropout_layer",
        "lecturelib.training.early_stopping",
        "lecturelib.training.fitting",
        "lecturelib.training.objective",
        "lecturelib.training.searching",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.datasets.pictures:digits",
        "lecturelib.activations.rectifiers",
        "lecturelib.losses.categorical",
        "lecturelib.networks.activation_layer",
        "lecturelib.networks.affine_layers",
        "lecturelib.networks.protocol",
        "lecturelib.networks.sequential",
        "lecturelib.optimizers.adaptive_moments",
        "lecturelib.optimizers.by_name",
        "lecturelib.training.batches",
        "lecturelib.training.evaluation",
        "lecturelib.plots",
    ),
)
