"""Derivatives by machine: forward mode with dual numbers, reverse mode on a computational graph."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.autodiff.dual_numbers import Dual as Dual
    from lecturelib.autodiff.forward_mode import derivative as derivative
    from lecturelib.autodiff.forward_mode import jacobian_vector_product as jacobian_vector_product
    from lecturelib.autodiff.scalar_values import ScalarValue as ScalarValue
    from lecturelib.autodiff.values import Value as Value
    from lecturelib.autodiff.values import apply as apply

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "dual_numbers": ("Dual",),
        "forward_mode": ("derivative", "jacobian_vector_product"),
        "scalar_values": ("ScalarValue",),
        "values": ("Value", "apply"),
    },
)
