"""Lesson 02, multi-layer perceptrons: its twelve exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_02_multilayer_perceptrons import (
    bump,
    dead_relu_fraction,
    elu,
    encoder_8_3_8,
    leaky_relu,
    maxout,
    mlp,
    prelu,
    relu,
    sigmoid,
    srelu,
    tanh,
)

LESSON = Lesson(
    name="02-multilayer-perceptrons",
    exercises=(
        sigmoid.EXERCISE,
        tanh.EXERCISE,
        relu.EXERCISE,
        dead_relu_fraction.EXERCISE,
        leaky_relu.EXERCISE,
        prelu.EXERCISE,
        elu.EXERCISE,
        srelu.EXERCISE,
        maxout.EXERCISE,
        mlp.EXERCISE,
        bump.EXERCISE,
        encoder_8_3_8.EXERCISE,
    ),
    withheld=(
        "lecturelib.activations.squashing",
        "lecturelib.activations.rectifiers",
        "lecturelib.activations.learned",
        "lecturelib.activations.maxima",
        "lecturelib.multilayer",
        "lecturelib.universal_approximation",
        "lecturelib.autodiff",
        "lecturelib.gradients",
        "lecturelib.losses.binary",
        "lecturelib.networks",
        "lecturelib.neurons",
        "lecturelib.recurrent",
        "lecturelib.pooling",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "scipy.special",
        "sklearn.datasets",
        "lecturelib.layers",
        "lecturelib.plots",
    ),
)
