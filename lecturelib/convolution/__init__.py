"""Convolution: plain sums on one image, layers for batches of images, and what they cost and keep."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.convolution.equivariance import is_equivariant as is_equivariant
    from lecturelib.convolution.geometry import output_size as output_size
    from lecturelib.convolution.parameters import dense_parameter_count as dense_parameter_count
    from lecturelib.convolution.parameters import local_parameter_count as local_parameter_count
    from lecturelib.convolution.parameters import parameter_count as parameter_count
    from lecturelib.convolution.parameters import shared_parameter_count as shared_parameter_count
    from lecturelib.convolution.plain import convolve2d as convolve2d
    from lecturelib.convolution.plain import correlate1d as correlate1d
    from lecturelib.convolution.plain import correlate2d as correlate2d
    from lecturelib.convolution.strided import conv2d as conv2d
    from lecturelib.convolution.transposed import conv_transpose2d as conv_transpose2d
    from lecturelib.convolution.unshared import locally_connected2d as locally_connected2d
    from lecturelib.convolution.upsampling import upsample2d as upsample2d

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "equivariance": ("is_equivariant",),
        "geometry": ("output_size",),
        "parameters": ("dense_parameter_count", "local_parameter_count", "parameter_count", "shared_parameter_count"),
        "plain": ("convolve2d", "correlate1d", "correlate2d"),
        "strided": ("conv2d",),
        "transposed": ("conv_transpose2d",),
        "unshared": ("locally_connected2d",),
        "upsampling": ("upsample2d",),
    },
)
