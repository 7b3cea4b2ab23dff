"""Derivatives by machine: forward mode with dual numbers, reverse mode on a computational graph."""

from lecturelib.autodiff.dual_numbers import Dual
from lecturelib.autodiff.forward_mode import derivative, jacobian_vector_product
from lecturelib.autodiff.values import Value, apply

__all__ = ["Dual", "Value", "apply", "derivative", "jacobian_vector_product"]
