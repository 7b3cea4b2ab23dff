"""Plain data: the only thing that crosses the border between a student's process and the grader.

A value is turned into nested dictionaries, lists, numbers, strings and bytes (`to_wire`), which msgpack carries,
and back (`from_wire`). Arrays travel as dtype, shape and bytes. Objects do not travel at all: an instance of an unknown
class, a subclass of `ndarray` or `float`, a generator or an array of dtype object is refused with a sentence that says
so, because only exact types leave no room for a redefined ``==`` or ``__float__``. Callables travel as a numbered
handle.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

MAX_BYTES = 64 * 2**20
MAX_ITEMS = 10_000
MAX_DEPTH = 12
MAX_DIGITS = 400
_ARRAY_KINDS = "biufc"
_WHAT_ELSE = {
    "O": "which does not hold numbers; it often comes from rows of unequal length or from mixing arrays and lists",
    "S": "which holds text; return numbers",
    "U": "which holds text; return numbers",
    "T": "which holds text; return numbers",
    "V": "which has named fields; return a plain array for each of them",
    "M": "which holds dates; return numbers",
    "m": "which holds spans of time; return numbers",
}


class NotPlainDataError(ValueError):
    """A value that may not cross the border; the message is a sentence for its author."""


def to_wire(value: Any, handle_of: Callable[[Callable[..., Any]], int]) -> Any:
    """Return `value` as plain nested containers that msgpack can carry.

    Parameters
    ----------
    value : object
        None, bool, int, float, complex, str, ndarray, NumPy scalar, callable, or a tuple, list or dict of these.
        A NamedTuple counts as a tuple.
    handle_of : callable
        Gives the number under which a callable is kept on this side.

    Raises
    ------
    NotPlainDataError
        If `value` holds anything else, or is too large or too deeply nested.
    """
    return _Packer(handle_of).pack(value, depth=0)


class _Packer:
    def __init__(self, handle_of: Callable[[Callable[..., Any]], int]) -> None:
        self.handle_of = handle_of
        self.items = 0
        self.bytes = 0

    def pack(self, value: Any, depth: int) -> Any:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise NotPlainDataError(f"the result holds more than {MAX_ITEMS} separate values; use one array")
        if depth > MAX_DEPTH:
            raise NotPlainDataError("the result is nested too deeply")
        kind = type(value)
        if value is None or kind in (bool, float, str):
            return value
        if kind is int:
            if abs(value) >= 10**MAX_DIGITS:
                raise NotPlainDataError(f"the result is an integer of more than {MAX_DIGITS} digits")
            return value if abs(value) < 2**63 else {"t": "int", "v": str(value)}
        if kind is complex:
            return {"t": "complex", "v": [value.real, value.imag]}
        if kind is np.ndarray or isinstance(value, np.generic):
            return self.pack_array(np.asarray(value), scalar=kind is not np.ndarray)
        if kind in (tuple, list) or (isinstance(value, tuple) and hasattr(kind, "_fields")):
            # The base class's iterator: a NamedTuple may define one of its own.
            items = list.__iter__(value) if kind is list else tuple.__iter__(value)
            packed = [self.pack(item, depth + 1) for item in items]
            return {"t": "list" if kind is list else "tuple", "v": packed}
        if kind is dict:
            pairs = [[self.pack(key, depth + 1), self.pack(item, depth + 1)] for key, item in value.items()]
            return {"t": "dict", "v": pairs}
        if callable(value) and not isinstance(value, type):
            return {"t": "callable", "v": self.handle_of(value)}
        raise NotPlainDataError(_why_refused(value))

    def pack_array(self, array: np.ndarray, scalar: bool) -> Any:
        if array.dtype.kind not in _ARRAY_KINDS:
            what = "a NumPy scalar" if scalar else "an array"
            raise NotPlainDataError(
                f"the result is {what} of dtype {_named(array.dtype)}, {_WHAT_ELSE[array.dtype.kind]}"
            )
        self.bytes += array.nbytes
        if self.bytes > MAX_BYTES:
            raise NotPlainDataError(f"the result is larger than {MAX_BYTES // 2**20} MB")
        little_endian = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        return {
            "t": "scalar" if scalar else "array",
            "d": little_endian.dtype.str,
            "s": list(array.shape),
            "b": little_endian.tobytes(),
        }


def _named(dtype: np.dtype[Any]) -> str:
    return "void" if dtype.kind == "V" else str(dtype)[:40]


def _why_refused(value: Any) -> str:
    kind = type(value)
    name = kind.__name__
    if isinstance(value, type):
        return f"the result is the class {value.__name__} itself; return an array, a number, or a tuple of these"
    if isinstance(value, np.ndarray):
        return f"the result is a {name}, a special kind of array; return a plain NumPy array"
    if hasattr(kind, "__next__"):
        return f"the result is a {name}, which has not computed anything yet; return an array, a list or a tuple"
    return f"the result is an object of type {name}; return an array, a number, or a tuple of these"


def from_wire(wire: Any, callable_of: Callable[[int], Any]) -> Any:
    """Return the value that `to_wire` packed, checking every claim the sender makes.

    Parameters
    ----------
    wire : object
        What msgpack decoded. It may come from a hostile process.
    callable_of : callable
        Turns a handle's number into something that can be called.

    Raises
    ------
    NotPlainDataError
        If the message is not one that `to_wire` could have produced.
    """
    return _unpack(wire, callable_of, depth=0)


def _unpack(wire: Any, callable_of: Callable[[int], Any], depth: int) -> Any:
    if depth > MAX_DEPTH + 1:
        raise NotPlainDataError("the message is nested too deeply")
    if wire is None or type(wire) in (bool, int, float, str):
        return wire
    if type(wire) is not dict or "t" not in wire:
        raise NotPlainDataError("the message holds something that is not plain data")
    kind = wire["t"]
    if kind in ("array", "scalar"):
        return _unpack_array(wire)
    value = wire.get("v")
    if kind == "int" and type(value) is str and re.fullmatch(f"-?[0-9]{{1,{MAX_DIGITS}}}", value):
        return int(value)
    if kind == "callable" and type(value) is int:
        return callable_of(value)
    if type(value) is not list or len(value) > MAX_ITEMS:
        raise NotPlainDataError("the message is malformed")
    if kind == "complex" and [type(part) for part in value] == [float, float]:
        return complex(*value)
    if kind == "dict" and all(type(pair) is list and len(pair) == 2 for pair in value):
        return {_key(pair[0]): _unpack(pair[1], callable_of, depth + 1) for pair in value}
    if kind in ("list", "tuple"):
        items = [_unpack(item, callable_of, depth + 1) for item in value]
        return items if kind == "list" else tuple(items)
    raise NotPlainDataError("the message is malformed")


def _key(wire: Any) -> Any:
    if wire is None or type(wire) in (bool, int, float, str):
        return wire
    raise NotPlainDataError("the keys of a dictionary must be strings or numbers")


def _unpack_array(wire: dict[str, Any]) -> Any:
    dtype_name, shape, data = wire.get("d"), wire.get("s"), wire.get("b")
    if type(dtype_name) is not str or type(data) is not bytes or type(shape) is not list:
        raise NotPlainDataError("the message is malformed")
    if len(dtype_name) > 5 or dtype_name[1:2] not in _ARRAY_KINDS or not re.fullmatch("[0-9]+", dtype_name[2:]):
        raise NotPlainDataError("the message names a dtype that is not a number's")
    if len(shape) > 32 or not all(type(size) is int and size >= 0 for size in shape):
        raise NotPlainDataError("the message holds an impossible shape")
    try:
        dtype = np.dtype(dtype_name)
    except TypeError as error:
        raise NotPlainDataError("the message names a dtype that does not exist") from error
    if math.prod(shape) * dtype.itemsize != len(data) or len(data) > MAX_BYTES:
        raise NotPlainDataError("the message's bytes do not fit its shape")
    try:
        array = np.frombuffer(data, dtype=dtype).reshape(shape).astype(dtype.newbyteorder("="))
    except (ValueError, OverflowError) as error:  # no bytes, and sizes beyond any array's
        raise NotPlainDataError("the message holds an impossible shape") from error
    return array[()] if wire["t"] == "scalar" and array.ndim == 0 else array
