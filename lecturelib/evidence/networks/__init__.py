"""Evidence for `lecturelib.networks`.

The files beside this one call the layers as attributes of this module, so that a test can put flawed ones here.
"""

from __future__ import annotations

from lecturelib.evidence.networks import image_layers, sequence_layers, simple_layers, whole_networks
from lecturelib.networks import (
    GRU,
    LSTM,
    RNN,
    Activation,
    Affine,
    AvgPool2d,
    BatchNorm,
    Conv2d,
    ConvTranspose2d,
    Dropout,
    Embedding,
    EncoderDecoder,
    Flatten,
    GlobalAvgPool2d,
    Layer,
    LayerNorm,
    MaxPool2d,
    Sequential,
    Upsample2d,
)

__all__ = [
    "EVIDENCE",
    "GRU",
    "LSTM",
    "RNN",
    "TRIALS",
    "Activation",
    "Affine",
    "AvgPool2d",
    "BatchNorm",
    "Conv2d",
    "ConvTranspose2d",
    "Dropout",
    "Embedding",
    "EncoderDecoder",
    "Flatten",
    "GlobalAvgPool2d",
    "Layer",
    "LayerNorm",
    "MaxPool2d",
    "Sequential",
    "Upsample2d",
]

_FILES = (simple_layers, image_layers, sequence_layers, whole_networks)
TRIALS = tuple(trial for file in _FILES for trial in file.TRIALS)
EVIDENCE = tuple(claim for file in _FILES for claim in file.EVIDENCE)
