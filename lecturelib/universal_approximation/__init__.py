"""Universal approximation in one dimension: sigmoids make steps, two steps make a bump, and bumps make any function."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.universal_approximation.approximation import approximate as approximate
    from lecturelib.universal_approximation.approximation import sum_of_bumps as sum_of_bumps
    from lecturelib.universal_approximation.steps import OneHiddenLayer as OneHiddenLayer
    from lecturelib.universal_approximation.steps import bump as bump
    from lecturelib.universal_approximation.steps import bump_network as bump_network
    from lecturelib.universal_approximation.steps import sigmoid_step as sigmoid_step

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "approximation": ("approximate", "sum_of_bumps"),
        "steps": ("OneHiddenLayer", "bump", "bump_network", "sigmoid_step"),
    },
)
