"""One call of a student's function: plain data in, plain data or one sentence out."""

from __future__ import annotations

import copy
import traceback
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.confined.plain_data import NotPlainDataError, from_wire, to_wire

SECONDS_OF_CALLS = 1.0  # after which the further calls of a request wait for the next request


class Callables:
    """The functions that were handed out under a number, such as the `backward` of an operation."""

    def __init__(self) -> None:
        self._kept: list[Callable[..., Any]] = []

    def keep(self, function: Callable[..., Any]) -> int:
        """Return the number under which `function` is kept from now on."""
        self._kept.append(function)
        return len(self._kept) - 1

    def call(self, handle: int, args_on_wire: Any, kwargs_on_wire: Any) -> dict[str, Any]:
        """Call the function kept under `handle`, and return its answer as plain data.

        Returns
        -------
        answer : dict
            ``{"value": wire, "changed": names}``, where `changed` lists the arguments that the call modified in place,
            or ``{"raised": type name, "message": text, "traceback": text}``,
            or ``{"refused": sentence}`` for a result that is not plain data.
        """
        function = self._kept[handle]
        args = from_wire(args_on_wire, self._kept.__getitem__)
        kwargs = from_wire(kwargs_on_wire, self._kept.__getitem__)
        before = copy.deepcopy((args, kwargs))
        try:
            result = function(*args, **kwargs)
        except Exception as error:
            return describe_error(error)
        try:
            wire = to_wire(result, self.keep)
        except NotPlainDataError as error:
            return {"refused": str(error)}
        return {"value": wire, "changed": _changed(before, (args, kwargs))}


def describe_error(error: BaseException) -> dict[str, Any]:
    """Return the answer for a call that raised: type name, message and traceback, each cut to a modest length."""
    return {
        "raised": type(error).__name__,
        "message": _text_or_none(lambda: str(error)[:2000]),
        "traceback": _text_or_none(lambda: "".join(traceback.format_exception(error))[-6000:]),
    }


def _text_or_none(text: Callable[[], str]) -> str:
    try:
        return text()
    except BaseException:  # an error of the student's own class may raise another when it is shown
        return ""


def _changed(before: tuple[Any, Any], after: tuple[Any, Any]) -> list[str]:
    names = [f"argument {position + 1}" for position in range(len(before[0]))] + list(before[1])
    pairs = list(zip([*before[0], *before[1].values()], [*after[0], *after[1].values()], strict=True))
    return [name for name, (old, new) in zip(names, pairs, strict=True) if not _same(old, new)]


def _same(old: Any, new: Any) -> bool:
    if type(old) is not type(new):
        return False  # a list or dict of which an entry was replaced
    if isinstance(old, np.ndarray):
        return old.shape == new.shape and bool(np.array_equal(old, new, equal_nan=old.dtype.kind in "fc"))
    if isinstance(old, list | tuple):
        return len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    if callable(old):
        return True
    return bool(old == new) or old != old  # NaN differs from itself
