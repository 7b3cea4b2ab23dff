"""Derivatives that check derivatives, and products with Jacobians that are never built."""

from lecturelib.gradients.by_argument import gradient_errors
from lecturelib.gradients.check import GradientCheck, gradient_check
from lecturelib.gradients.directional import Function, Method, central_difference, complex_step
from lecturelib.gradients.elementwise import elementwise_jacobian, vector_jacobian_product
from lecturelib.gradients.numerical import numerical_gradient
from lecturelib.gradients.projection import projection_error

__all__ = [
    "Function",
    "GradientCheck",
    "Method",
    "central_difference",
    "complex_step",
    "elementwise_jacobian",
    "gradient_check",
    "gradient_errors",
    "numerical_gradient",
    "projection_error",
    "vector_jacobian_product",
]
