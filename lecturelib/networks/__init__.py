"""Networks: layers that keep their parameters, and how layers are put together.

A layer is made with its sizes and a random generator, and has ``parameters``, a dict of live arrays by name, and::

    y, backward = layer.forward(x, training=True)
    d_x, gradients = backward(d_y)

where ``gradients`` has the names of the parameters. A layer that can (`Layer.can_skip_d_x`) leaves dJ/dx out if it is
told ``backward(d_y, need_d_x=False)``, as in training, where x is data. The mathematics is that of the operations in
the other modules.

A layer is loaded when it is first used, so that a lesson that asks for an operation, and withholds it, can use the
layers that do without.
"""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.networks.activation_layer import Activation as Activation
    from lecturelib.networks.affine_layers import Affine as Affine
    from lecturelib.networks.affine_layers import Embedding as Embedding
    from lecturelib.networks.affine_layers import Flatten as Flatten
    from lecturelib.networks.convolution_layers import Conv2d as Conv2d
    from lecturelib.networks.convolution_layers import ConvTranspose2d as ConvTranspose2d
    from lecturelib.networks.convolution_layers import Upsample2d as Upsample2d
    from lecturelib.networks.dropout_layer import Dropout as Dropout
    from lecturelib.networks.encoder_decoder import EncoderDecoder as EncoderDecoder
    from lecturelib.networks.normalization_layers import BatchNorm as BatchNorm
    from lecturelib.networks.normalization_layers import LayerNorm as LayerNorm
    from lecturelib.networks.pooling_layers import AvgPool2d as AvgPool2d
    from lecturelib.networks.pooling_layers import GlobalAvgPool2d as GlobalAvgPool2d
    from lecturelib.networks.pooling_layers import MaxPool2d as MaxPool2d
    from lecturelib.networks.protocol import Layer as Layer
    from lecturelib.networks.recurrent_layers import GRU as GRU
    from lecturelib.networks.recurrent_layers import LSTM as LSTM
    from lecturelib.networks.recurrent_layers import RNN as RNN
    from lecturelib.networks.sequential import Sequential as Sequential

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "activation_layer": ("Activation",),
        "affine_layers": ("Affine", "Embedding", "Flatten"),
        "convolution_layers": ("Conv2d", "ConvTranspose2d", "Upsample2d"),
        "dropout_layer": ("Dropout",),
        "encoder_decoder": ("EncoderDecoder",),
        "normalization_layers": ("BatchNorm", "LayerNorm"),
        "pooling_layers": ("AvgPool2d", "GlobalAvgPool2d", "MaxPool2d"),
        "protocol": ("Layer",),
        "recurrent_layers": ("GRU", "LSTM", "RNN"),
        "sequential": ("Sequential",),
    },
)
