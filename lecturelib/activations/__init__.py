"""Activation functions: what a unit, or a group of units, does with its weighted sums."""

from lecturelib.activations.learned import prelu, srelu
from lecturelib.activations.maxima import maxout
from lecturelib.activations.normalising import log_softmax, softmax
from lecturelib.activations.rectifiers import elu, leaky_relu, relu
from lecturelib.activations.squashing import sigmoid, tanh

__all__ = [
    "elu",
    "leaky_relu",
    "log_softmax",
    "maxout",
    "prelu",
    "relu",
    "sigmoid",
    "softmax",
    "srelu",
    "tanh",
]
