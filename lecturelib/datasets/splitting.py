"""Keeping examples back, to see what has been learned and what only memorised."""

from __future__ import annotations

from typing import Any

import numpy as np

from lecturelib.arguments import require_number


def train_test_split(
    *collections: Any, rng: np.random.Generator, share: float = 0.25
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Deal examples out at random: most to train with, the others to test with.

    Parameters
    ----------
    *collections : ndarray or sequence
        Inputs, labels and so on, all with N examples along the first axis; example n of each goes the same way.
    rng : numpy.random.Generator
        Source of the order.
    share : float
        Share of the examples kept back, in [0, 1]; their number is rounded.

    Returns
    -------
    train, test : tuple
        For each collection its part, an array of an array and a list of anything else.

    Raises
    ------
    ValueError
        If there is no collection, their lengths differ, or `share` lies outside [0, 1].

    Examples
    --------
    >>> x, names = np.arange(4) * 10, ["nought", "ten", "twenty", "thirty"]
    >>> (x, names), (test_x, test_names) = train_test_split(x, names, rng=np.random.default_rng(0))
    >>> x, names
    (array([20,  0, 10]), ['twenty', 'nought', 'ten'])
    >>> test_x, test_names
    (array([30]), ['thirty'])
    """
    lengths = [len(collection) for collection in collections]
    if not lengths or len(set(lengths)) > 1:
        raise ValueError(f"the collections must have the same number of examples; got {lengths}")
    require_number("share", share, "[0, 1]")
    order = rng.permutation(lengths[0])
    kept = lengths[0] - round(share * lengths[0])
    train, test = order[:kept].tolist(), order[kept:].tolist()
    return tuple(_chosen(each, train) for each in collections), tuple(_chosen(each, test) for each in collections)


def _chosen(collection: Any, places: list[int]) -> Any:
    if isinstance(collection, np.ndarray):
        return collection[places]
    return [collection[place] for place in places]
