import numpy as np
import pytest

from autograder.sent_functions import SentFunction
from autograder.subjects import (
    LocalSubject,
    SubjectChangedInputsError,
    SubjectError,
    SubjectRaisedError,
    SubjectRefusedError,
    value_of_answer,
)


def scaled(x, factor=2.0):
    def backward(d_y):
        return d_y * factor

    return x * factor, backward


def test_a_local_function_answers_as_one_in_a_sandbox_would():
    y, backward = LocalSubject(scaled)(np.ones(2), factor=3.0)
    np.testing.assert_array_equal(y, [3.0, 3.0])
    np.testing.assert_array_equal(backward(np.ones(2)), [3.0, 3.0])


def test_it_works_on_copies():
    def spoils(x):
        x[:] = 0
        return x

    x = np.ones(3)
    with pytest.raises(SubjectChangedInputsError, match="argument 1"):
        LocalSubject(spoils)(x)
    np.testing.assert_array_equal(x, 1)


def test_an_error_keeps_its_type_and_message():
    def fails():
        raise ValueError("shapes differ")

    with pytest.raises(SubjectRaisedError, match="ValueError: shapes differ") as caught:
        LocalSubject(fails)()
    assert caught.value.type_name == "ValueError"
    assert "fails" in caught.value.traceback


def test_an_object_equal_to_everything_is_refused():
    class Cheat:
        __eq__ = lambda self, other: True  # noqa: E731
        __hash__ = None

    with pytest.raises(SubjectRefusedError, match="Cheat"):
        LocalSubject(lambda: Cheat())()


@pytest.mark.parametrize(
    "answer",
    [
        {"value": {"t": "array", "d": "|O", "s": [1], "b": b"12345678"}, "changed": []},
        {"value": [1]},
        {"value": {"t": "callable", "v": "x"}},
        {"raised": ["not", "text"], "message": {"a": 1}},
        {"refused": 17},
        {"changed": 5, "value": 1.0},
        {"changed": {"a": 1}, "value": 1.0},
        {"changed": ["x"] * 1000, "value": 1.0},
    ],
)
def test_a_hostile_answer_is_an_error_of_the_subject(answer):
    with pytest.raises(SubjectError) as caught:
        value_of_answer(answer, lambda number: LocalSubject(abs))
    assert len(str(caught.value)) < 3000


@SentFunction
def applied_twice(function, x):
    return function(function(x))


def test_a_probe_is_given_the_subject_as_it_is():
    def fails(x):
        raise NotImplementedError

    assert LocalSubject(lambda x: 2 * x).run(applied_twice, 3.0) == 12.0
    with pytest.raises(SubjectRaisedError) as caught:
        LocalSubject(fails).run(applied_twice, 3.0)
    assert caught.value.type_name == "NotImplementedError"
