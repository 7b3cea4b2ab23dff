"""The gradient check in its plainest form: a relative error for every argument."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.gradients.numerical import numerical_gradient


def gradient_errors(
    operation: Callable[..., Any], arguments: Sequence[Array], d_y: Array, step: float = 1e-5
) -> tuple[float, ...]:
    r"""Compare every gradient that an operation's `backward` returns with a numerical one.

    For :math:`J = \sum \bar y \circ y` the incoming gradient is :math:`\bar y` itself. With g from `backward` and n by
    central differences of J, the error of an argument is

    .. math:: \frac{\lVert g - n \rVert}{\lVert g \rVert + \lVert n \rVert}

    0 where both are zero, infinite where their shapes differ. Below about :math:`10^{-7}` a gradient is right; a wrong
    sign gives 1, a factor of two 1/3. Every number of the
    arguments costs two evaluations; `gradient_check` needs a few for them all.

    Parameters
    ----------
    operation : callable
        Maps the arguments to (value, backward).
    arguments : sequence of ndarray
        Where to differentiate: floating, clear of kinks; left as they are.
    d_y : ndarray, shape of the value
        Incoming gradient; random numbers hide the least.
    step : float
        Step of the central differences, larger than 0.

    Returns
    -------
    errors : tuple of float
        One for each argument.

    Raises
    ------
    ValueError
        If `numerical_gradient` cannot be taken.

    Examples
    --------
    >>> def product(x, w):
    ...     return x * w, lambda d_y: (d_y * w, -d_y * x)
    >>> [round(error, 6) for error in gradient_errors(product, (np.array([2.0]), np.array([1.0])), np.array([5.0]))]
    [0.0, 1.0]
    """
    returned = operation(*arguments)[1](d_y)
    gradients = returned if isinstance(returned, tuple) else (returned,)
    errors = []
    for place, gradient in enumerate(gradients):

        def moved(argument: Array, place: int = place) -> Any:
            return np.sum(d_y * operation(*arguments[:place], argument, *arguments[place + 1 :])[0])

        numerical = numerical_gradient(moved, arguments[place], step)
        errors.append(_relative_difference(np.asarray(gradient), numerical))
    return tuple(errors)


def _relative_difference(gradient: Array, numerical: Array) -> float:
    if gradient.shape != numerical.shape:
        return np.inf
    size = float(np.linalg.norm(gradient) + np.linalg.norm(numerical))
    return float(np.linalg.norm(gradient - numerical)) / size if size else 0.0
