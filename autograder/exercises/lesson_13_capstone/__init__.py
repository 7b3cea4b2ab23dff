"""Lesson 13, the capstone: a small framework in six exercises, and a report whose numbers come out again."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_13_capstone import (
    affine_layer,
    evaluate,
    experiment,
    fit,
    network,
    optimizer,
    report,
)

LESSON = Lesson(
    name="13-capstone",
    exercises=(
        affine_layer.EXERCISE,
        network.EXERCISE,
        optimizer.EXERCISE,
        evaluate.EXERCISE,
        fit.EXERCISE,
        experiment.EXERCISE,
        report.EXERCISE,
    ),
    # Beside the one reference that is taken as it is, all networks and trainings that are ready-made.
    withheld=(
        "lecturelib.networks",
        "lecturelib.convolutional_networks",
        "lecturelib.multilayer",
        "lecturelib.optimizers.by_name",
        "lecturelib.training.evaluation",
        "lecturelib.training.fitting",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.datasets.pictures:digits",
        "lecturelib.activations.rectifiers",
        "lecturelib.activations.squashing",
        "lecturelib.initialization.variance",
        "lecturelib.layers.dense",
        "lecturelib.layers.dropping",
        "lecturelib.losses.categorical",
        "lecturelib.optimizers.gradient_descent",
        "lecturelib.optimizers.adaptive_moments",
        "lecturelib.training.batches",
        "lecturelib.plots",
        "demos.training_monitor",
    ),
)
