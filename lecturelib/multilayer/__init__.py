"""Networks of several layers: forward and backward passes, and what may go wrong between the layers."""

from lecturelib.multilayer.dead_units import dead_relu_fraction
from lecturelib.multilayer.delta_recursion import (
    ThreeLayerGradients,
    TwoLayerGradients,
    three_layer_gradients,
    two_layer_gradients,
)
from lecturelib.multilayer.feed_forward import mlp

__all__ = [
    "ThreeLayerGradients",
    "TwoLayerGradients",
    "dead_relu_fraction",
    "mlp",
    "three_layer_gradients",
    "two_layer_gradients",
]
