"""Arrays in nested tuples, such as a layer's parameters: laid out in a row, and put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


def leaves(nested: Any) -> list[Any]:
    """Return what a nested group of tuples and lists holds, from left to right, without its empty places.

    Parameters
    ----------
    nested : tuple, list, None or anything else
        NamedTuples count as tuples; ``None`` is an empty place, such as an absent bias; anything else is a leaf.

    Returns
    -------
    leaves : list
        Every leaf.

    Examples
    --------
    >>> leaves((1, (2, None, [3])))
    [1, 2, 3]
    """
    if nested is None:
        return []
    if isinstance(nested, tuple | list):
        return [leaf for part in nested for leaf in leaves(part)]
    return [nested]


def rebuild(nested: Any, new_leaves: Iterable[Any]) -> Any:
    """Return a group of the same structure and types as `nested`, with other leaves.

    Parameters
    ----------
    nested : tuple, list, None or anything else
        The structure.
    new_leaves : iterable
        One leaf for each leaf of `nested`, in the order of `leaves`.

    Returns
    -------
    rebuilt : same structure as `nested`
        The new group.

    Raises
    ------
    ValueError
        If there are more or fewer new leaves than places for them.

    Examples
    --------
    >>> rebuild((1, (2, None, [3])), "abc")
    ('a', ('b', None, ['c']))
    """
    wanted, remaining = len(leaves(nested)), list(new_leaves)
    if len(remaining) != wanted:
        raise ValueError(f"new_leaves must hold {wanted} leaves, one for each of nested; got {len(remaining)}")
    return _filled(nested, iter(remaining))


def _filled(nested: Any, remaining: Iterator[Any]) -> Any:
    if nested is None:
        return None
    if not isinstance(nested, tuple | list):
        return next(remaining)
    parts = [_filled(part, remaining) for part in nested]
    return type(nested)(*parts) if hasattr(nested, "_fields") else type(nested)(parts)
