"""The grader's own functions beside student code: they come as source, since only plain data crosses the border.

They serve as arguments (a function to differentiate) and as probes of a class, which build an expression of its
instances and return numbers. Running there, they decide nothing: the oracle compares what they return.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def defined(name: str, source: str) -> Callable[..., Any]:
    """Return the function called `name` that `source` defines; NumPy is at hand as ``np``.

    Examples
    --------
    >>> defined("double", "def double(x): return np.add(x, x)")(2.0)
    np.float64(4.0)
    """
    namespace: dict[str, Any] = {"np": np, "__name__": "grader"}
    exec(compile(source, "<sent by the grader>", "exec"), namespace)  # noqa: S102 - it comes from the grader
    function: Callable[..., Any] = namespace[name]
    return function
