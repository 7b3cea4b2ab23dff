"""Layers that are no convolution and no recurrence: affine maps, look-up tables, dropout, flattening.

An operation is loaded when it is first used, so that a lesson may withhold one and use the others.
"""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.layers.dense import affine as affine
    from lecturelib.layers.dropping import MonteCarloEstimate as MonteCarloEstimate
    from lecturelib.layers.dropping import dropout as dropout
    from lecturelib.layers.dropping import monte_carlo_dropout as monte_carlo_dropout
    from lecturelib.layers.lookup import embedding as embedding
    from lecturelib.layers.reshaping import flatten as flatten

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "dense": ("affine",),
        "dropping": ("MonteCarloEstimate", "dropout", "monte_carlo_dropout"),
        "lookup": ("embedding",),
        "reshaping": ("flatten",),
    },
)
