"""Activation functions: what a unit, or a group of units, does with its weighted sums."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.activations.learned import prelu as prelu
    from lecturelib.activations.learned import srelu as srelu
    from lecturelib.activations.maxima import maxout as maxout
    from lecturelib.activations.normalising import log_softmax as log_softmax
    from lecturelib.activations.normalising import softmax as softmax
    from lecturelib.activations.rectifiers import elu as elu
    from lecturelib.activations.rectifiers import leaky_relu as leaky_relu
    from lecturelib.activations.rectifiers import relu as relu
    from lecturelib.activations.squashing import sigmoid as sigmoid
    from lecturelib.activations.squashing import tanh as tanh

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "learned": ("prelu", "srelu"),
        "maxima": ("maxout",),
        "normalising": ("log_softmax", "softmax"),
        "rectifiers": ("elu", "leaky_relu", "relu"),
        "squashing": ("sigmoid", "tanh"),
    },
)
