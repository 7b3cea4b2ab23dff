"""Networks: layers that keep their parameters, and how layers are put together.

A layer is made with its sizes and a random generator, and has ``parameters``, a dict of live arrays by name, and::

    y, backward = layer.forward(x, training=True)
    d_x, gradients = backward(d_y)

where ``gradients`` has the names of the parameters. The mathematics is that of the operations in the other modules.
"""

from lecturelib.networks.affine_layers import Affine, Embedding, Flatten
from lecturelib.networks.convolution_layers import Conv2d, ConvTranspose2d
from lecturelib.networks.encoder_decoder import EncoderDecoder
from lecturelib.networks.normalization_layers import BatchNorm, LayerNorm
from lecturelib.networks.pooling_layers import AvgPool2d, GlobalAvgPool2d, MaxPool2d, Upsample2d
from lecturelib.networks.protocol import Layer
from lecturelib.networks.recurrent_layers import GRU, LSTM, RNN
from lecturelib.networks.sequential import Sequential
from lecturelib.networks.unit_layers import Activation, Dropout

__all__ = [
    "GRU",
    "LSTM",
    "RNN",
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
