"""What the tests of every update rule ask."""

import inspect
import re

import numpy as np
import pytest
from hypothesis import strategies as st

from lecturelib.nested import leaves
from lecturelib.optimizers import pieces

shapes = st.lists(st.integers(0, 4), max_size=3).map(tuple)
seeds = st.integers(0, 2**31)


def steps(rule, parameter, gradients, **settings):
    state = None
    for gradient in gradients:
        parameter, state = rule(parameter, gradient, state, **settings)
    return parameter, state


def assert_equals_loop(rule, loop, shape, seed, **settings):
    """Hold three steps against `loop`, which maps the numbers w and g1, g2, g3 of one parameter to the last w."""
    rng = np.random.default_rng(seed)
    w, gradients = rng.standard_normal(shape), rng.standard_normal((3, *shape))
    got, _ = steps(rule, w, gradients, **settings)
    assert got.shape == shape and got.dtype == np.float64
    expected = [loop(w[place], [g[place] for g in gradients]) for place in np.ndindex(shape)]
    np.testing.assert_allclose(got.ravel(), expected, rtol=1e-10, atol=1e-12)


def assert_writes_only_when_asked(rule, monkeypatch):
    """Pieces of 16 bytes: two numbers; seven don't fill the last one."""
    monkeypatch.setattr(pieces, "PIECE_BYTES", 16)
    rng = np.random.default_rng(0)
    w, gradients = rng.standard_normal(7), rng.standard_normal((4, 7))
    expected, expected_state = steps(rule, w.copy(), gradients)
    got = w.copy()
    same, state = rule(got, gradients[0], None, in_place=True)
    first_arrays = [leaf for leaf in leaves(state) if isinstance(leaf, np.ndarray)]
    assert same is got and not np.array_equal(got, w)
    for gradient in gradients[1:]:
        gradient.setflags(write=False)
        _, state = rule(got, gradient, state, in_place=True)
    last_arrays = [leaf for leaf in leaves(state) if isinstance(leaf, np.ndarray)]
    assert all(first is last for first, last in zip(first_arrays, last_arrays, strict=True))
    np.testing.assert_array_equal(got, expected)
    for leaf, expected_leaf in zip(leaves(state), leaves(expected_state), strict=True):
        np.testing.assert_array_equal(leaf, expected_leaf)
    # Without being asked nothing is written, not even into the state.
    before = [np.copy(leaf) for leaf in leaves(state)]
    for array in (got, *last_arrays):
        array.setflags(write=False)
    rule(got, gradients[0], state)
    assert all(np.array_equal(leaf, old) for leaf, old in zip(leaves(state), before, strict=True))


def assert_defaults(rule, **settings):
    parameters = list(inspect.signature(rule).parameters.values())[3:]
    assert {each.name: each.default for each in parameters} == {**settings, "in_place": False}


def assert_bounds(rule, name, allowed, accepted, rejected):
    w = np.ones(2)
    for value in accepted:
        rule(w, w, None, **{name: value})
    for value in rejected:
        message = f"{name} must be a number in {allowed}; got {value!r}"
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            rule(w, w, None, **{name: value})


def assert_shapes_and_dtypes_are_checked(rule):
    w = np.ones((2, 3))
    with pytest.raises(ValueError, match=r"^gradient must have shape \(2, 3\); got shape \(3, 2\)$"):
        rule(w, w.T, None)
    with pytest.raises(ValueError, match=r"^gradient must be an array of floating-point numbers; got dtype int64$"):
        rule(w, np.ones((2, 3), int), None)
    with pytest.raises(ValueError, match=r"^parameter must be an array of floating-point numbers; got list$"):
        rule([1.0], np.ones(1), None)
    _, state = rule(np.ones(4), np.ones(4), None)
    if state is not None:
        with pytest.raises(ValueError, match=r"^state must have shape \(2, 3\); got shape \(4,\)$"):
            rule(w, w, state)


def assert_rates_of_numpy_keep_float32(rule):
    w = np.ones(2, np.float32)
    settings = {
        name: np.float64(each.default)
        for name, each in inspect.signature(rule).parameters.items()
        if isinstance(each.default, float)
    }
    plain, plain_state = steps(rule, w, [w, w])
    got, state = steps(rule, w, [w, w], **settings)
    assert got.dtype == np.float32
    np.testing.assert_array_equal(got, plain)
    for leaf, expected in zip(leaves(state), leaves(plain_state), strict=True):
        np.testing.assert_array_equal(leaf, expected)


def assert_gradient_may_be_the_parameter(rule):
    """Minimising half the sum of squares, whose gradient is the parameter: the same array."""
    w = np.array([1.0, -2.0])
    expected, state = w, None
    for _ in range(3):
        expected, state = rule(expected, expected.copy(), state)
    state = None
    for _ in range(3):
        _, state = rule(w, w, state, in_place=True)
    np.testing.assert_array_equal(w, expected)


def assert_keeps_promises(rule, monkeypatch):
    assert_writes_only_when_asked(rule, monkeypatch)
    assert_shapes_and_dtypes_are_checked(rule)
    assert_rates_of_numpy_keep_float32(rule)
    assert_gradient_may_be_the_parameter(rule)
    assert_bounds(rule, "learning_rate", "[0, inf)", [0, 1e9], [-1e-9, np.inf, "fast"])
