"""The verified reference of the course: deep learning operations in NumPy, one concept a file.

An operation returns its value and its backward function::

    value, backward = operation(x, parameters)
    d_x, d_parameters = backward(d_value)

where ``d_thing`` always means dJ/d thing for a scalar objective J. A value of several parts, such as an LSTM cell's
``(h, c)``, has a backward function of as many arguments; one differentiable argument gets a bare gradient back, several
get a tuple in their order. Parameters that come in groups are NamedTuples, and so are their gradients. Operations
without a useful derivative, such as a threshold neuron, return the bare value. Nothing is modified in place unless its
name says so. What each operation's correctness rests on is printed by ``python -m lecturelib.verify``.

Modules load when they are first used: ``import lecturelib`` costs next to nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

__all__ = sorted(module.name for module in pkgutil.iter_modules(__path__))


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(f"lecturelib has no module {name!r}; it has {', '.join(__all__)}")
    return importlib.import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
