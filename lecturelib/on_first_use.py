"""A package's names, each of which loads the module that holds it when it is first used.

`import lecturelib` costs next to nothing, and a lesson may withhold one operation of a package and use the rest.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def names_on_first_use(
    package: str, homes: Mapping[str, Sequence[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return what a package needs as its `__getattr__`, `__dir__` and `__all__`.

    Parameters
    ----------
    package : str
        The package's `__name__`.
    homes : mapping of str to sequence of str
        For each module of the package, the names that it holds.

    Returns
    -------
    load : callable
        Maps a name to its value and keeps it in the package; raises AttributeError for a name that no module holds.
    directory : callable
        Returns the names of the package, loaded or not.
    names : list of str
        The names in `homes`, sorted.

    Examples
    --------
    >>> load, directory, names = names_on_first_use("lecturelib.layers", {"dense": ("affine",)})
    >>> names
    ['affine']
    >>> load("affine").__module__
    'lecturelib.layers.dense'
    """
    home_of = {name: home for home, held in homes.items() for name in held}
    names = sorted(home_of)

    def load(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"{package} has no {name!r}; it has {', '.join(names)}")
        value = getattr(importlib.import_module(f"{package}.{home_of[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    def directory() -> list[str]:
        return sorted({*vars(sys.modules[package]), *names})

    return load, directory, names
