"""Networks of several layers: forward and backward passes, and what may go wrong between the layers."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.multilayer.dead_units import dead_relu_fraction as dead_relu_fraction
    from lecturelib.multilayer.delta_recursion import ThreeLayerGradients as ThreeLayerGradients
    from lecturelib.multilayer.delta_recursion import TwoLayerGradients as TwoLayerGradients
    from lecturelib.multilayer.delta_recursion import three_layer_gradients as three_layer_gradients
    from lecturelib.multilayer.delta_recursion import two_layer_gradients as two_layer_gradients
    from lecturelib.multilayer.encoder import Encoder as Encoder
    from lecturelib.multilayer.encoder import encoder_8_3_8 as encoder_8_3_8
    from lecturelib.multilayer.feed_forward import mlp as mlp

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "dead_units": ("dead_relu_fraction",),
        "delta_recursion": ("ThreeLayerGradients", "TwoLayerGradients", "three_layer_gradients", "two_layer_gradients"),
        "encoder": ("Encoder", "encoder_8_3_8"),
        "feed_forward": ("mlp",),
    },
)
