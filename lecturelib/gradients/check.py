"""The gradient check: an operation's backward pass against its forward pass, argument by argument."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from lecturelib.arguments import require_number
from lecturelib.gradients.directional import Function, Method, central_difference
from lecturelib.gradients.projection import projection_error
from lecturelib.nested import leaves, rebuild


class GradientCheck(NamedTuple):
    """What `gradient_check` returns: whether all is well, and the error of each argument.

    Attributes
    ----------
    passed : bool
        Whether no error exceeds the tolerance.
    names : tuple of str
        The arguments' names.
    errors : tuple of float or None
        The relative error of each argument's gradient; infinite if it is missing or has the wrong shape, ``None`` for a
        constant.
    tolerance : float
        Largest error that counts as agreement.
    """

    passed: bool
    names: tuple[str, ...]
    errors: tuple[float | None, ...]
    tolerance: float

    def __str__(self) -> str:
        """Return a line for the whole and one for each argument."""
        lines = [f"gradient check {'passed' if self.passed else 'failed'}: tolerance {self.tolerance:g}"]
        for name, error in zip(self.names, self.errors, strict=True):
            if error is None:
                lines.append(f"  {name}: a constant")
            elif np.isinf(error):
                lines.append(f"  {name}: wrong, the gradient is missing, has the wrong shape or is not finite")
            else:
                lines.append(f"  {name}: {'right' if error <= self.tolerance else 'wrong'}, error {error:.1e}")
        return "\n".join(lines)


def gradient_check(
    operation: Function,
    arguments: Sequence[Any],
    rng: np.random.Generator,
    tolerance: float = 1e-7,
    method: Method = central_difference,
) -> GradientCheck:
    r"""Compare an operation's backward pass with a derivative that is found from its forward pass alone.

    One argument at a time is moved along random directions, and `projection_error` compares

    .. math:: \langle \mathrm{backward}(\bar y), v \rangle = \langle \bar y, J v \rangle

    for random incoming gradients. Keep the arguments clear of kinks, such as that of ReLU at 0.

    Parameters
    ----------
    operation : callable
        Maps the arguments to (value, backward).
    arguments : sequence
        Where to differentiate: arrays and nested tuples of them. Floating-point arrays are differentiated, in double
        precision; integers, booleans and ``None`` are constants.
    rng : numpy.random.Generator
        Source of directions and incoming gradients.
    tolerance : float
        Largest relative error that counts as agreement, at least 0.
    method : callable
        `central_difference`, or `complex_step` for an operation that takes complex numbers.

    Returns
    -------
    check : GradientCheck
        Whether it passed, and the error of each argument; print it to read it.

    Raises
    ------
    ValueError
        If `tolerance` is negative.

    Examples
    --------
    >>> def product(x, w):
    ...     return x * w, lambda d_y: (d_y * w, d_y * w)
    >>> print(gradient_check(product, (np.array([2.0]), np.array([1.0])), np.random.default_rng(0)))
    gradient check failed: tolerance 1e-07
      x: right, error ...
      w: wrong, error 2.5e-01
    """
    require_number("tolerance", tolerance, "[0, inf)")
    arguments = [rebuild(argument, [_in_double_precision(leaf) for leaf in leaves(argument)]) for argument in arguments]
    moving = [sum(_is_differentiated(leaf) for leaf in leaves(argument)) for argument in arguments]
    errors: list[float | None] = []
    for place, count in enumerate(moving):
        if count == 0:
            errors.append(None)
            continue
        first = sum(moving[:place])

        def of_this_argument(argument: Any, place: int = place, first: int = first, count: int = count) -> Any:
            value, backward = operation(*arguments[:place], argument, *arguments[place + 1 :])

            def backward_to_this_argument(*d_value: Any) -> list[Any]:
                gradients = leaves(backward(*d_value))
                return gradients[first : first + count] if len(gradients) == sum(moving) else []

            return value, backward_to_this_argument

        errors.append(projection_error(of_this_argument, [arguments[place]], rng, method))
    passed = all(error is None or error <= tolerance for error in errors)
    return GradientCheck(passed, _names(operation, len(arguments)), tuple(errors), tolerance)


def _is_differentiated(leaf: Any) -> bool:
    return np.asarray(leaf).dtype.kind == "f"


def _in_double_precision(leaf: Any) -> Any:
    return np.asarray(leaf, dtype=float) if _is_differentiated(leaf) else leaf


def _names(operation: Function, count: int) -> tuple[str, ...]:
    """Return the names of the operation's arguments, or their numbers if they have none."""
    try:
        names = list(inspect.signature(operation).parameters)
    except (TypeError, ValueError):
        names = []
    return tuple(names[place] if place < len(names) else f"argument {place}" for place in range(count))
