"""Lesson 07, normalization: its four exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_07_normalization import batch_norm, group_norm, instance_norm, layer_norm

LESSON = Lesson(
    name="07-normalization",
    exercises=(
        batch_norm.EXERCISE,
        layer_norm.EXERCISE,
        instance_norm.EXERCISE,
        group_norm.EXERCISE,
    ),
    withheld=(
        "lecturelib.normalization",
        "lecturelib.networks.normalization_layers",
        # What differentiates by itself.
        "lecturelib.autodiff",
        "lecturelib.gradients",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.datasets.pictures:digits",
        "lecturelib.activations.squashing",
        "lecturelib.activations.rectifiers",
        "lecturelib.losses.categorical",
        "lecturelib.networks.activation_layer",
        "lecturelib.networks.affine_layers",
        "lecturelib.networks.sequential",
        "lecturelib.optimizers.by_name",
        "lecturelib.plots",
        "demos.activation_histograms",
        "demos.normalization_cube",
    ),
)
