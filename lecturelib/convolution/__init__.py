"""Convolution: plain sums on one image, layers for batches of images, and what they cost and keep."""

from lecturelib.convolution.equivariance import is_equivariant
from lecturelib.convolution.geometry import output_size
from lecturelib.convolution.parameters import dense_parameter_count, local_parameter_count, shared_parameter_count
from lecturelib.convolution.plain import convolve2d, correlate1d, correlate2d
from lecturelib.convolution.strided import conv2d
from lecturelib.convolution.transposed import conv_transpose2d
from lecturelib.convolution.unshared import locally_connected2d
from lecturelib.convolution.upsampling import upsample2d

__all__ = [
    "conv2d",
    "conv_transpose2d",
    "convolve2d",
    "correlate1d",
    "correlate2d",
    "dense_parameter_count",
    "is_equivariant",
    "local_parameter_count",
    "locally_connected2d",
    "output_size",
    "shared_parameter_count",
    "upsample2d",
]
