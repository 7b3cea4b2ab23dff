"""Random projection: a whole backward pass against a derivative along random directions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.gradients.directional import Function, Method, complex_step
from lecturelib.nested import leaves, rebuild


def projection_error(
    operation: Function,
    arguments: Sequence[Any],
    rng: np.random.Generator,
    method: Method = complex_step,
    projections: int = 3,
) -> float:
    r"""Return the worst relative error of an operation's backward pass, by random projection.

    For random v and random incoming gradient :math:`\bar y` the two sides of

    .. math:: \langle \mathrm{backward}(\bar y), v \rangle = \langle \bar y, J v \rangle

    must agree. The left side comes from the operation, :math:`J v` from `method` and the forward pass alone. Both
    sides are drawn at random because special gradients hide mistakes: softmax's gradient for a gradient of ones is
    zero.

    Parameters
    ----------
    operation : callable
        Maps the arguments to (value, backward).
    arguments : sequence
        Where to differentiate: arrays and nested tuples of them. Floating-point arrays are differentiated; integers,
        booleans and ``None`` are constants, for which `backward` returns nothing or ``None``.
    rng : numpy.random.Generator
        Source of v and of the incoming gradient.
    method : callable
        `complex_step` or `central_difference`.
    projections : int
        How many random pairs are tried.

    Returns
    -------
    error : float
        Largest :math:`|l - r| / (|l| + |r| + s)`, where s is the size of the terms that are summed, so that a sum
        that happens to cancel is not called wrong; infinite if a gradient is missing, of the wrong shape or not
        finite.

    Examples
    --------
    >>> def square(x):
    ...     return x**2, lambda d_y: 2 * x * d_y
    >>> projection_error(square, [np.array([1.0, 2.0])], np.random.default_rng(0)) < 1e-15
    True
    """
    all_leaves = leaves(list(arguments))
    moving = [place for place, leaf in enumerate(all_leaves) if np.asarray(leaf).dtype.kind == "f"]
    points = [all_leaves[place] for place in moving]

    def flat_value(*moved: Any) -> Array:
        at = dict(zip(moving, moved, strict=True))
        point = rebuild(list(arguments), [at.get(place, leaf) for place, leaf in enumerate(all_leaves)])
        return np.concatenate([np.ravel(part) for part in leaves(operation(*point)[0])])

    value, backward = operation(*arguments)
    worst = 0.0
    for _ in range(projections):
        directions = [rng.standard_normal(np.shape(x)) for x in points]
        d_value = [rng.standard_normal(np.shape(part)) for part in leaves(value)]
        gradients = [np.asarray(gradient) for gradient in leaves(backward(*d_value))]
        if [g.shape for g in gradients] != [v.shape for v in directions]:
            return np.inf
        terms = [g * v for g, v in zip(gradients, directions, strict=True)]
        derivative = method(flat_value, points, directions)
        left = sum(float(term.sum()) for term in terms)
        right = float(np.concatenate([np.ravel(part) for part in d_value]) @ derivative)
        size = max((float(np.abs(term).sum()) for term in terms), default=0.0)
        scale = abs(left) + abs(right) + size + np.finfo(float).tiny
        # A NaN would slip through max.
        if not np.isfinite(scale):
            return np.inf
        worst = max(worst, float(abs(left - right) / scale))
    return worst
