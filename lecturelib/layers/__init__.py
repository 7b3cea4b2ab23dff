"""Layers that are no convolution and no recurrence: affine maps, look-up tables, dropout, flattening.

An operation is loaded when it is first used, so that a lesson may withhold one and use the others.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lecturelib.layers.dense import affine as affine
    from lecturelib.layers.dropping import MonteCarloEstimate as MonteCarloEstimate
    from lecturelib.layers.dropping import dropout as dropout
    from lecturelib.layers.dropping import monte_carlo_dropout as monte_carlo_dropout
    from lecturelib.layers.lookup import embedding as embedding
    from lecturelib.layers.reshaping import flatten as flatten

_HOMES = {
    "dense": ("affine",),
    "dropping": ("MonteCarloEstimate", "dropout", "monte_carlo_dropout"),
    "lookup": ("embedding",),
    "reshaping": ("flatten",),
}

__all__ = sorted(name for names in _HOMES.values() for name in names)


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
