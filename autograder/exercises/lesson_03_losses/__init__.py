"""Lesson 03, losses: its seven exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_03_losses import (
    binary_cross_entropy_with_logits,
    entropy,
    kl_divergence,
    log_softmax,
    softmax,
    softmax_cross_entropy,
    squared_error,
)

LESSON = Lesson(
    name="03-losses",
    exercises=(
        squared_error.EXERCISE,
        binary_cross_entropy_with_logits.EXERCISE,
        softmax.EXERCISE,
        log_softmax.EXERCISE,
        softmax_cross_entropy.EXERCISE,
        entropy.EXERCISE,
        kl_divergence.EXERCISE,
    ),
    withheld=(
        "lecturelib.losses",
        "lecturelib.activations.normalising",
        # What differentiates by itself, or measures entropies of its own.
        "lecturelib.autodiff",
        "lecturelib.gradients",
        "lecturelib.datasets.corpora",
        # It looks at labels as the exercise wants them looked at.
        "lecturelib.training.evaluation",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.datasets.pictures:digits",
        "lecturelib.activations.squashing",
        "lecturelib.plots",
        "demos.softmax_explorer",
    ),
)
