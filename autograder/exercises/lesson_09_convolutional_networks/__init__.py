"""Lesson 09, convolutional networks: its six exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_09_convolutional_networks import (
    cnn,
    conv_autoencoder,
    held_out_accuracy,
    saliency,
    top_patches,
    upsample2d,
)

LESSON = Lesson(
    name="09-convolutional-networks",
    exercises=(
        cnn.EXERCISE,
        held_out_accuracy.EXERCISE,
        top_patches.EXERCISE,
        saliency.EXERCISE,
        upsample2d.EXERCISE,
        conv_autoencoder.EXERCISE,
    ),
    # Beside the references themselves, the networks, which are made of the same layers and know their own way back.
    withheld=(
        "lecturelib.convolutional_networks",
        "lecturelib.convolution.upsampling",
        "lecturelib.networks",
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
        "lecturelib.convolution.strided",
        "lecturelib.convolution.transposed",
        "lecturelib.pooling.windows",
        "lecturelib.layers.dense",
        "lecturelib.layers.dropping",
        "lecturelib.losses.categorical",
        "lecturelib.optimizers.adaptive_moments",
        "lecturelib.optimizers.by_name",
        "lecturelib.training.batches",
        "lecturelib.plots",
        "demos.feature_maps",
    ),
)
