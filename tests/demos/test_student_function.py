"""A reader's function, called with care."""

import numpy as np
import pytest

from demos.student_function import StudentFunction, Unusable


def problem_of(function, *arguments):
    with pytest.raises(Unusable) as caught:
        StudentFunction("affine", function)(*arguments)
    return str(caught.value)


def test_an_answer_comes_through():
    assert StudentFunction("add", lambda a, b: a + b)(1, 2) == 3


def test_arrays_are_copies():
    x = np.zeros(2)

    def function(x):
        x += 1
        return x

    StudentFunction("f", function)(x)
    assert not x.any()


def test_a_stub_is_named_as_the_course_names_it():
    def my_attempt():
        raise NotImplementedError

    assert problem_of(my_attempt).startswith("affine is not written yet: write it")


def test_a_stub_that_the_function_calls_is_the_one_that_is_missing():
    def helper():
        raise NotImplementedError

    assert problem_of(lambda: helper()).startswith("helper is not written yet, and affine needs it: write it")


def test_an_error_is_one_short_line():
    def function():
        raise ValueError("first\n  second " + "x" * 1000)

    text = problem_of(function)
    assert text.startswith("affine stopped with ValueError: first second xxx")
    assert text.endswith("…")
    assert len(text) < 220


def test_an_error_that_cannot_describe_itself():
    class MuteError(Exception):
        def __str__(self):
            raise RuntimeError

    def function():
        raise MuteError

    assert problem_of(function) == "affine stopped with MuteError: no message"


def test_none_and_what_is_no_function():
    assert "returned None" in problem_of(lambda: None)
    assert problem_of(None) == "affine should be a function, but it is None."


@pytest.mark.parametrize("answer", [[1, 2], (1.0, 2.0), np.array([True, False]), np.array([1, 2], np.float32)])
def test_numbers(answer):
    array = StudentFunction("affine", print).numbers(answer, (2,))
    assert array.dtype == np.float64
    assert array.shape == (2,)


class Unarrayable:
    def __array__(self, *_arguments, **_options):
        raise RuntimeError


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("ab", "type str where numbers were expected as its answer"),
        ([None, 1], "type list where"),
        ([[1], [1, 2]], "no array of numbers"),
        (Unarrayable(), "no array of numbers"),
        (np.array([1j, 2]), "where numbers were expected"),
        ([1.0], "shape (1,); expected (2,)"),
        ([1.0, np.nan], "not finite"),
    ],
)
def test_no_numbers(answer, sentence):
    with pytest.raises(Unusable) as caught:
        StudentFunction("affine", print).numbers(answer, (2,))
    assert sentence in str(caught.value)
