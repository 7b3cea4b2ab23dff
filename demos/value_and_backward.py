"""What the reader's operations return: a value and a backward function, of which a demo may need the value alone."""

from __future__ import annotations

from typing import Any

from demos.student_function import StudentFunction, Unusable


def pair_of(function: StudentFunction, answer: Any, names: str = "its value and backward") -> tuple[Any, Any]:
    """Return the two things of ``value, backward = function(...)``.

    Parameters
    ----------
    function : StudentFunction
        What was called.
    answer : Any
        What it returned.
    names : str
        What the two are called, for the sentence.

    Returns
    -------
    value, backward : Any
        Not yet examined; `backward` need not work yet.

    Raises
    ------
    Unusable
        If the answer is no pair.
    """
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise Unusable(f"{function.name} should return two things, {names}.")
    return answer[0], answer[1]


def batch_norm_values(function: StudentFunction, answer: Any) -> tuple[Any, Any, Any]:
    """Return the three arrays in the value of the reader's ``batch_norm``: y, running_mean and running_var.

    Parameters
    ----------
    function : StudentFunction
        The reader's function.
    answer : Any
        What it returned.

    Returns
    -------
    y, running_mean, running_var : Any
        Not yet examined.

    Raises
    ------
    Unusable
        If the answer is no pair, or its value no three things.
    """
    value, _ = pair_of(function, answer)
    if not isinstance(value, tuple | list) or len(value) != 3:
        raise Unusable(f"the value of {function.name} should be three arrays: y, running_mean and running_var.")
    return value[0], value[1], value[2]
