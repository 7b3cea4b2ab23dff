"""Lesson 04, back-propagation: its eight exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_04_backpropagation import (
    affine,
    dual,
    gradient_check,
    numerical_gradient,
    three_layer_gradients,
    two_layer_gradients,
    value,
    vector_jacobian_product,
)

LESSON = Lesson(
    name="04-backpropagation",
    exercises=(
        numerical_gradient.EXERCISE,
        dual.EXERCISE,
        value.EXERCISE,
        affine.EXERCISE,
        two_layer_gradients.EXERCISE,
        three_layer_gradients.EXERCISE,
        gradient_check.EXERCISE,
        vector_jacobian_product.EXERCISE,
    ),
    # Beside the references themselves, whatever holds or uses the gradient of an affine map.
    withheld=(
        "lecturelib.gradients",
        "lecturelib.autodiff",
        "lecturelib.layers",
        "lecturelib.multilayer",
        "lecturelib.neurons",
        "lecturelib.networks",
        "lecturelib.recurrent",
        "lecturelib.recursive",
        "lecturelib.training",
        "lecturelib.convolution",
        "lecturelib.universal_approximation",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.datasets.pictures:digits",
        "lecturelib.activations",
        "lecturelib.plots",
        "demos.graph_stepper",
    ),
)
