"""lecturelib.arguments: every sentence, and both sides of every boundary."""

import re

import numpy as np
import pytest

from lecturelib.arguments import (
    require_classes,
    require_floating,
    require_labels,
    require_number,
    require_pair,
    require_shape,
    require_whole,
)


def refuses(sentence, check, *arguments):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        check(*arguments)


class TestRequireShape:
    def test_returns_what_each_letter_stands_for(self):
        assert require_shape("x", np.zeros((5, 2, 7)), ("N", 2, "D")) == {"N": 5, "D": 7}
        assert require_shape("b", np.zeros(()), ()) == require_shape("W", np.zeros((2, 3)), (2, 3)) == {}
        assert require_shape("x", np.zeros((0, 3)), ("N", 3)) == {"N": 0}

    @pytest.mark.parametrize("dtype", [bool, np.int8, np.uint16, np.float32, np.complex128])
    def test_numbers_of_every_kind_pass(self, dtype):
        assert require_shape("x", np.zeros(3, dtype), ("N",)) == {"N": 3}

    def test_letters_must_agree_with_themselves(self):
        assert require_shape("W", np.zeros((3, 3)), ("D", "D")) == {"D": 3}
        refuses("W must have shape (D, D); got shape (3, 2)", require_shape, "W", np.zeros((3, 2)), ("D", "D"))

    @pytest.mark.parametrize("shape", [(2,), (4,), (3, 1), ()])
    def test_another_shape_is_refused(self, shape):
        refuses(f"w must have shape (3,); got shape {shape}", require_shape, "w", np.zeros(shape), (3,))

    def test_a_wrong_first_size_is_not_forgiven_by_a_right_second_one(self):
        refuses("w must have shape (3, 2); got shape (4, 2)", require_shape, "w", np.zeros((4, 2)), (3, 2))

    @pytest.mark.parametrize("value", [[1.0, 2.0], 3.0, None, np.float64(1.0)])
    def test_only_arrays_pass(self, value):
        got = type(value).__name__
        refuses(f"x must be an array of numbers of shape (N, 2); got {got}", require_shape, "x", value, ("N", 2))

    @pytest.mark.parametrize("value", [np.array([None]), np.array(["a"]), np.array(["2026-11-21"], "datetime64[D]")])
    def test_arrays_of_other_things_are_refused(self, value):
        refuses("x must be an array of numbers of shape (N,); got ndarray", require_shape, "x", value, ("N",))


class TestRequireLabels:
    def test_allowed_labels_pass(self):
        require_labels("y", np.array([1, -1, 1]), (-1, 1))
        require_labels("y", np.array([], int), (-1, 1))
        require_labels("y", np.array([0.0, 0.5]), (0, 0.5, 1))

    def test_the_first_three_others_are_named(self):
        refuses(
            "y must hold only -1 and 1; got 0, 2, 3", require_labels, "y", np.array([5, 4, 3, 2, 0, 1, -1]), (-1, 1)
        )
        refuses("y must hold only 0 and 0.5 and 1; got 0.25", require_labels, "y", np.array([0.25]), (0, 0.5, 1))


class TestRequireFloating:
    @pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.complex64, np.complex128])
    def test_floating_and_complex_numbers_pass(self, dtype):
        require_floating("a", np.zeros((2, 3), dtype))
        require_floating("a", dtype(1))
        require_floating("a", np.zeros((), dtype))

    @pytest.mark.parametrize("dtype", [bool, np.int64, np.uint8])
    def test_arrays_of_other_numbers_are_refused(self, dtype):
        name = np.dtype(dtype).name
        refuses(
            f"a must be an array of floating-point numbers; got dtype {name}", require_floating, "a", np.ones(2, dtype)
        )

    def test_numpy_whole_numbers_are_refused_by_their_dtype(self):
        refuses("a must be an array of floating-point numbers; got dtype int64", require_floating, "a", np.int64(1))

    @pytest.mark.parametrize("value", [1, [1.0], None])
    def test_what_is_no_array_is_refused_by_its_type(self, value):
        got = type(value).__name__
        refuses(f"a must be an array of floating-point numbers; got {got}", require_floating, "a", value)


class TestRequireClasses:
    def test_classes_from_the_first_to_the_last_pass(self):
        require_classes("labels", np.array([0, 2]), ("N",), 3)
        require_classes("labels", np.array([[0], [2]], np.uint8), ("N", 1), 3)
        require_classes("labels", np.array([], int), ("N",), 3)

    @pytest.mark.parametrize(("labels", "got"), [([0, 3], 3), ([-1, 2], -1), ([-1, 3], 3), ([-2, -1], -2), ([5, 4], 5)])
    def test_others_are_named(self, labels, got):
        refuses(f"labels must lie in [0, 3); got {got}", require_classes, "labels", np.array(labels), ("N",), 3)

    @pytest.mark.parametrize("dtype", ["float64", "bool"])
    def test_they_are_whole_numbers(self, dtype):
        refuses(
            f"labels must be an array of whole numbers; got dtype {dtype}",
            require_classes,
            "labels",
            np.zeros(2, dtype),
            ("N",),
            3,
        )

    def test_the_shape_is_checked(self):
        refuses("labels must have shape (4,); got shape (3,)", require_classes, "labels", np.zeros(3, int), (4,), 3)


class TestRequireNumber:
    @pytest.mark.parametrize(
        ("value", "allowed"),
        [
            (0, "[0, 1)"),
            (0.0, "[0, 1]"),
            (1, "[0, 1]"),
            (1.0, "(0, 1]"),
            (1e-9, "(0, 1)"),
            (np.float32(0.5), "(0, 1)"),
            (np.int64(7), "(0, inf)"),
            (-3, "(-inf, inf)"),
            (float("inf"), "(0, inf]"),
        ],
    )
    def test_numbers_inside_pass(self, value, allowed):
        require_number("rate", value, allowed)

    @pytest.mark.parametrize(
        ("value", "allowed"),
        [
            (0, "(0, 1)"),
            (-1e-9, "[0, 1)"),
            (1, "[0, 1)"),
            (1.0000001, "[0, 1]"),
            (0.0, "(0, 1]"),
            (float("inf"), "(0, inf)"),
            (float("nan"), "(-inf, inf)"),
            (float("nan"), "[0, 1]"),
            (True, "[0, 1]"),
            ("0.5", "[0, 1]"),
            (None, "[0, 1]"),
            (0.5j, "[0, 1]"),
        ],
    )
    def test_all_else_is_refused(self, value, allowed):
        refuses(f"rate must be a number in {allowed}; got {value!r}", require_number, "rate", value, allowed)

    def test_arrays_are_refused(self):
        refuses("rate must be a number in [0, 1]; got array([0.5])", require_number, "rate", np.array([0.5]), "[0, 1]")


class TestRequirePair:
    def test_one_number_stands_for_both(self):
        assert require_pair("stride", 2, 1) == (2, 2)
        assert require_pair("padding", 0, 0) == (0, 0)
        assert require_pair("stride", np.int32(1), 1) == (1, 1)

    def test_pairs_stay_pairs_of_int(self):
        assert require_pair("stride", (1, 3), 1) == (1, 3)
        assert require_pair("stride", [np.int64(3), 1], 1) == (3, 1)
        assert {type(number) for number in require_pair("stride", (np.int64(3), np.int8(1)), 1)} == {int}

    @pytest.mark.parametrize(
        "value", [0, -1, (0, 1), (1, 0), (1,), (1, 1, 1), (), 1.0, (1, 2.0), True, (1, True), "ab", None]
    )
    def test_all_else_is_refused(self, value):
        refuses(
            f"stride must be a whole number of at least 1, or a pair of them; got {value!r}",
            require_pair,
            "stride",
            value,
            1,
        )

    def test_the_least_is_the_callers(self):
        refuses("size must be a whole number of at least 3, or a pair of them; got 2", require_pair, "size", 2, 3)
        assert require_pair("size", 3, 3) == (3, 3)


class TestWhole:
    def test_whole_numbers_come_back_as_int(self):
        assert require_whole("size", 3, 3) == 3
        returned = require_whole("size", np.int64(4), 1)
        assert returned == 4
        assert type(returned) is int

    @pytest.mark.parametrize("value", [2, 3.0, True, "3", None, (3, 3), np.float64(3)])
    def test_anything_else_is_refused(self, value):
        refuses(f"size must be a whole number of at least 3; got {value!r}", require_whole, "size", value, 3)
