"""Convolutional networks of stages: a classifier, an autoencoder, and ways to look into them."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.convolutional_networks.autoencoder import conv_autoencoder as conv_autoencoder
    from lecturelib.convolutional_networks.classifier import cnn as cnn
    from lecturelib.convolutional_networks.visualisation import saliency as saliency
    from lecturelib.convolutional_networks.visualisation import top_patches as top_patches

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "autoencoder": ("conv_autoencoder",),
        "classifier": ("cnn",),
        "visualisation": ("saliency", "top_patches"),
    },
)
