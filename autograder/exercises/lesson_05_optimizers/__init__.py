"""Lesson 05, optimizers: its eight exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_05_optimizers import (
    adagrad,
    adam,
    delta_bar_delta,
    learning_rate,
    minibatches,
    momentum,
    rmsprop,
    sgd,
)

LESSON = Lesson(
    name="05-optimizers",
    exercises=(
        minibatches.EXERCISE,
        sgd.EXERCISE,
        learning_rate.EXERCISE,
        momentum.EXERCISE,
        delta_bar_delta.EXERCISE,
        adagrad.EXERCISE,
        rmsprop.EXERCISE,
        adam.EXERCISE,
    ),
    withheld=(
        "lecturelib.optimizers.adaptive_moments",
        "lecturelib.optimizers.gradient_descent",
        "lecturelib.optimizers.individual_rates",
        "lecturelib.optimizers.squared_gradients",
        "lecturelib.schedules",
        "lecturelib.training",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.datasets.pictures:digits",
        "lecturelib.activations",
        "lecturelib.losses",
        "lecturelib.networks.activation_layer",
        "lecturelib.networks.affine_layers",
        "lecturelib.networks.sequential",
        "lecturelib.optimizers.by_name",
        "lecturelib.plots",
        "demos.optimizer_race",
    ),
)
