import numpy as np
import pytest

from autograder.confined.calls import Callables, describe_error
from autograder.confined.plain_data import from_wire, to_wire


def call(function, *args, **kwargs):
    """The answer to one call, with its arguments sent as another process would."""
    callables = Callables()
    handle = callables.keep(function)
    return callables.call(handle, to_wire(args, callables.keep), to_wire(kwargs, callables.keep))


def value_of(answer):
    return from_wire(answer["value"], lambda number: number)


def test_a_value_comes_back():
    answer = call(lambda x, scale: x * scale, np.arange(3.0), scale=2)
    np.testing.assert_array_equal(value_of(answer), [0.0, 2.0, 4.0])
    assert answer["changed"] == []


def test_a_function_that_comes_back_can_be_called():
    callables = Callables()
    handle = callables.keep(lambda x: (x, lambda y: x * y))
    _, backward = from_wire(
        callables.call(handle, to_wire((3.0,), callables.keep), to_wire({}, callables.keep))["value"],
        lambda number: number,
    )
    answer = callables.call(backward, to_wire((5.0,), callables.keep), to_wire({}, callables.keep))
    assert value_of(answer) == 15.0


def spoil_first(x, y):
    x += 1
    return y


def spoil_by_name(x, y):
    y[0, 0] = np.nan
    return x


def spoil_inside(x):
    x[1][0] = 9
    return 0.0


def replace_entry(x):
    x["t"] = np.zeros(1)
    return 0.0


def add_entry(x):
    x["new"] = 1
    return 0.0


@pytest.mark.parametrize(
    ("function", "args", "kwargs", "changed"),
    [
        (spoil_first, (np.zeros(2), 1.0), {}, ["argument 1"]),
        (spoil_by_name, (1.0,), {"y": np.zeros((1, 1))}, ["y"]),
        (spoil_inside, ((1.0, np.zeros(2)),), {}, ["argument 1"]),
        (spoil_inside, ([1.0, [1]],), {}, ["argument 1"]),
        (spoil_inside, ({1: np.zeros(2)},), {}, ["argument 1"]),
        (replace_entry, ({"t": 3, "v": np.zeros(2)},), {}, ["argument 1"]),
        (add_entry, ({"t": 3, "v": np.zeros(2)},), {}, ["argument 1"]),
        (lambda x: x["t"], ({"t": 3, "v": np.zeros(2)},), {}, []),
        (lambda x: x.sum(), (np.array([np.nan, 1.0]),), {}, []),
        (lambda x: 0.0, (float("nan"),), {}, []),
        (lambda f: f(2.0), (abs,), {}, []),
    ],
)
def test_arguments_changed_in_place_are_named(function, args, kwargs, changed):
    assert call(function, *args, **kwargs)["changed"] == changed


def test_an_error_is_described():
    def fails(x):
        raise KeyError("no such thing")

    answer = call(fails, 1.0)
    assert answer["raised"] == "KeyError"
    assert answer["message"] == "'no such thing'"
    assert "in fails" in answer["traceback"]


def test_a_long_error_is_cut():
    answer = describe_error(ValueError("x" * 10**6))
    assert len(answer["message"]) == 2000
    assert len(answer["traceback"]) <= 6000


def test_what_is_not_plain_data_is_refused_with_a_reason():
    assert "generator" in call(lambda: (x for x in [1]))["refused"]
