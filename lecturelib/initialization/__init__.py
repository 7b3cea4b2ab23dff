"""Where weights start.

Every function is called as ``f(shape, rng, dtype)``, so that any can take another's place.
"""

from lecturelib.initialization.fixed import constant, zeros
from lecturelib.initialization.random_numbers import normal, uniform
from lecturelib.initialization.rotations import orthogonal
from lecturelib.initialization.variance import fans, glorot_normal, glorot_uniform, he_normal, he_uniform

__all__ = [
    "constant",
    "fans",
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "normal",
    "orthogonal",
    "uniform",
    "zeros",
]
