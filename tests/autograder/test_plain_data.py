import collections
import decimal
import fractions
import math

import msgpack
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.confined.plain_data import MAX_BYTES, MAX_DEPTH, MAX_ITEMS, NotPlainDataError, from_wire, to_wire


def no_handle(function):
    raise AssertionError("nothing here is callable")


def there_and_back(value):
    """Through msgpack, as between two processes."""
    return from_wire(msgpack.unpackb(msgpack.packb(to_wire(value, no_handle)), strict_map_key=True), no_handle)


def identical(left, right):
    """Equal in type, and to the last bit where there are numbers."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray | np.generic):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, float):
        return (left == right and math.copysign(1, left) == math.copysign(1, right)) or (
            left != left and right != right
        )
    if isinstance(left, complex):
        return identical(left.real, right.real) and identical(left.imag, right.imag)
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(identical, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(identical(left[key], right[key]) for key in left)
    return left == right


number_dtypes = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="="),
    hnp.unsigned_integer_dtypes(endianness="="),
    hnp.floating_dtypes(endianness="=", sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(endianness="=", sizes=(64, 128)),
)
arrays = hnp.arrays(number_dtypes, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
numbers = st.one_of(st.none(), st.booleans(), st.integers(-(2**200), 2**200), st.floats(), st.complex_numbers())
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
plain = st.recursive(
    st.one_of(numbers, texts, arrays, arrays.filter(lambda array: array.ndim == 0).map(lambda array: array[()])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(texts | st.integers(-(2**62), 2**62), inner, max_size=4),
    ),
    max_leaves=10,
)


@given(plain)
@example(2**63)
@example(-(2**63))
@example({"t": "array", "v": "a dictionary that looks like a message"})
@example(np.float64("nan"))
@example(-0.0)
def test_a_round_trip_keeps_type_and_bits(value):
    assert identical(there_and_back(value), value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12.0).reshape(3, 4).T,
        np.arange(12)[::-2],
        np.broadcast_to(np.float32(1), (2, 3)),
        np.arange(4, dtype=">f8"),
        np.asfortranarray(np.eye(3)),
        np.zeros((0, 5)),
    ],
)
def test_layout_and_byte_order_do_not_matter(array):
    back = there_and_back(array)
    np.testing.assert_array_equal(back, array)
    assert back.flags.writeable
    assert back.flags.c_contiguous
    assert back.dtype == array.dtype.newbyteorder("=")


class EqualToEverything:
    def __eq__(self, other):
        return True

    __hash__ = None

    def __array__(self, dtype=None, copy=None):
        return np.ones(3)

    def __float__(self):
        return 1.0


class Flattering(np.ndarray):
    def __eq__(self, other):
        return np.ones(3, dtype=bool)

    __hash__ = None


class FloatLike(float):
    pass


class IntLike(int):
    pass


def generator():
    yield 1


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (EqualToEverything(), "EqualToEverything"),
        (np.ones(3).view(Flattering), "Flattering"),
        (np.ma.masked_array([1.0]), "MaskedArray"),
        (FloatLike(1), "FloatLike"),
        (IntLike(1), "IntLike"),
        (np.array([1, "a"], dtype=object), "object"),
        (np.array(["a"]), "an array of dtype <U1, which holds text"),
        (np.str_("a"), "a NumPy scalar of dtype <U1, which holds text"),
        (np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]), "named fields"),
        (np.rec.array([(1, 2.0)]), "recarray"),
        (fractions.Fraction(1, 2), "Fraction"),
        (decimal.Decimal(1), "Decimal"),
        (np.broadcast_to(1.0, (10**6, 10**9)), "larger than 64 MB"),
        (np.array("2020-01-01", dtype="datetime64[D]"), "datetime64"),
        (generator(), "generator"),
        ({1, 2}, "set"),
        (b"bytes", "bytes"),
        (EqualToEverything, "the class EqualToEverything itself"),
        ([1, [EqualToEverything()]], "EqualToEverything"),
    ],
)
def test_what_is_not_plain_data_is_refused_by_name(value, word):
    with pytest.raises(NotPlainDataError, match=word):
        to_wire(value, lambda function: 0)


def test_a_named_tuple_is_a_tuple_even_if_it_iterates_strangely():
    class Strange(collections.namedtuple("Strange", "a b")):
        def __iter__(self):
            return iter([99, 99, 99])

    assert there_and_back(Strange(1, 2)) == (1, 2)


def test_callables_travel_as_handles():
    wire = to_wire((1.0, math.sin), lambda function: 7)
    assert from_wire(wire, lambda number: f"callable {number}") == (1.0, "callable 7")


def test_bounds():
    with pytest.raises(NotPlainDataError, match="separate values"):
        to_wire([0] * (MAX_ITEMS + 1), no_handle)
    deep = 0
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    with pytest.raises(NotPlainDataError, match="deeply"):
        to_wire(deep, no_handle)
    large = np.broadcast_to(np.float64(0), (MAX_BYTES // 8 + 1,))  # takes no memory here
    with pytest.raises(NotPlainDataError, match="larger than"):
        to_wire(large, no_handle)
    with pytest.raises(NotPlainDataError, match="digits"):
        to_wire(-(10**5000), no_handle)
    endless: list = []
    endless.append(endless)
    with pytest.raises(NotPlainDataError, match="deeply"):
        to_wire(endless, no_handle)


@pytest.mark.parametrize(
    "wire",
    [
        [1, 2],
        {},
        {"v": 1},
        {"t": "object", "v": []},
        {"t": ["list"], "v": []},
        {"t": "list", "v": 3},
        {"t": "list"},
        {"t": "int", "v": "not a number"},
        {"t": "int", "v": "9" * 5000},
        {"t": "int", "v": "\u0663"},
        {"t": "int", "v": "1_0"},
        {"t": "array", "d": "<f\u00b2", "s": [1], "b": b"12"},
        {"t": "complex", "v": [1]},
        {"t": "complex", "v": [1, "i"]},
        {"t": "dict", "v": [[1]]},
        {"t": "dict", "v": [[{"t": "list", "v": []}, 1]]},
        {"t": "callable", "v": "one"},
        {"t": "callable", "v": True},
        {"t": "array", "d": "<f8", "s": [2], "b": b"1234567"},
        {"t": "array", "d": "<f8", "s": [2**62, 4], "b": b""},
        {"t": "array", "d": "<f8", "s": [-1], "b": b""},
        {"t": "array", "d": "<f8", "s": [1] * 100, "b": b"12345678"},
        {"t": "array", "d": "<f8", "s": [True], "b": b"12345678"},
        {"t": "array", "d": "|O", "s": [1], "b": b"12345678"},
        {"t": "array", "d": "|O8", "s": [1], "b": b"12345678"},
        {"t": "array", "d": "<f3", "s": [1], "b": b"123"},
        {"t": "array", "d": "<M8", "s": [1], "b": b"12345678"},
        {"t": "array", "d": "f8,O", "s": [1], "b": b"12345678"},
        {"t": "array", "d": "<f0", "s": [0], "b": b""},
        {"t": "array", "d": 8, "s": [1], "b": b"12345678"},
        {"t": "array", "d": "<f8", "s": "1", "b": b"12345678"},
        {"t": "array", "d": "<f8", "s": [1], "b": "12345678"},
        b"bytes",
        object(),
    ],
    ids=lambda wire: "object" if type(wire) is object else repr(wire),
)
def test_malformed_messages_are_refused(wire):
    with pytest.raises(NotPlainDataError):
        from_wire(wire, lambda number: number)


junk = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**64 - 1),
        st.floats(),
        st.text(max_size=5),
        st.binary(max_size=9),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.fixed_dictionaries(
            {"t": st.sampled_from(["array", "scalar", "int", "complex", "dict", "list", "tuple", "callable", "x"])},
            optional={"v": inner, "d": st.sampled_from(["<f8", "|b1", "<c8", "<u3", ""]), "s": inner, "b": inner},
        ),
    ),
    max_leaves=8,
)


@given(junk)
def test_no_message_does_anything_but_pass_or_be_refused(wire):
    try:
        value = from_wire(wire, lambda number: "callable")
    except NotPlainDataError:
        return
    assert type(value) in (type(None), bool, int, float, str, complex, list, tuple, dict, np.ndarray) or isinstance(
        value, np.generic
    )
