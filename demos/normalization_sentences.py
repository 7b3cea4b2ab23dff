"""What the normalization cube says: every sentence depends on its arguments alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Lit = np.ndarray[Any, np.dtype[np.bool_]]
AXES = ("example", "channel", "position")


def tell_moved(lit: Lit) -> str:
    """Say how many outputs moved, and where they are.

    Parameters
    ----------
    lit : ndarray of bool, shape (examples, channels, positions)
        Which outputs moved.

    Returns
    -------
    str
        A sentence.
    """
    count = int(lit.sum())
    if count == 0:
        return "No output moved, not even the one of the nudged number."
    places = [np.unique(indices).tolist() for indices in np.nonzero(lit)]
    verb = f"{count} of {lit.size} outputs moved"
    if count < math.prod(len(each) for each in places):
        return f"{verb}, scattered: they fill no block of examples, channels and positions."
    return f"{verb}: {', '.join(map(_named, AXES, places, lit.shape))}."


def describe(
    title: str,
    chosen: Sequence[int],
    lit: Lit,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> str:
    """Say what the picture shows.

    Parameters
    ----------
    title : str
        The norm, with its mode or its groups.
    chosen : (example, channel, position)
        The number that was nudged.
    lit : ndarray of bool, shape (examples, channels, positions)
        Which outputs moved.
    before, after : mapping
        With "mean" and "deviation" of the lit inputs and outputs; `after` is empty while the outputs are unknown.

    Returns
    -------
    str
        Two or three sentences.
    """
    nudged = ", ".join(f"{axis} {index}" for axis, index in zip(AXES, chosen, strict=True))
    start = f"A batch in slices under {title}. Nudged is {nudged}."
    if not after:
        return f"{start} The outputs are unknown."
    if not lit.any():
        return f"{start} {tell_moved(lit)}"
    numbers = (before["mean"], before["deviation"], after["mean"], after["deviation"])
    spread = "Lit inputs have mean {:.2f} and deviation {:.2f}, lit outputs {:.2f} and {:.2f}.".format(*numbers)
    return f"{start} {tell_moved(lit)} {spread.replace('-0.00', '0.00')}"


def _named(axis: str, indices: list[int], size: int) -> str:
    if len(indices) == size:
        return f"all {size} {axis}s"
    if len(indices) == 1:
        return f"{axis} {indices[0]}"
    if len(indices) == indices[-1] - indices[0] + 1:
        return f"{axis}s {indices[0]} to {indices[-1]}"
    return f"{axis}s {', '.join(map(str, indices[:-1]))} and {indices[-1]}"
