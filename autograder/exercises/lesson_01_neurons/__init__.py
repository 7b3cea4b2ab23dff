"""Lesson 01, one neuron: its seven exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_01_neurons import (
    boolean_weights,
    fit_perceptron,
    perceptron_update,
    sigmoid_neuron,
    threshold_neuron,
    train_sigmoid_neuron,
    xor_network,
)

LESSON = Lesson(
    name="01-neurons",
    exercises=(
        threshold_neuron.EXERCISE,
        boolean_weights.EXERCISE,
        perceptron_update.EXERCISE,
        fit_perceptron.EXERCISE,
        xor_network.EXERCISE,
        sigmoid_neuron.EXERCISE,
        train_sigmoid_neuron.EXERCISE,
    ),
    withheld=(
        "lecturelib.neurons",
        "lecturelib.perceptron",
        "lecturelib.boolean_functions",
        "lecturelib.evidence",
        "lecturelib.verify",
    ),
    preload=(
        "lecturelib.datasets.pictures:digits",
        "lecturelib.activations",
        "lecturelib.plots",
        "demos.neuron_explorer",
    ),
)
