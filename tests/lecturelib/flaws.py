"""Flaws put into an operation on purpose: every claim about it must notice one, and every flaw must be noticed."""

import numpy as np

from lecturelib.nested import leaves, rebuild
from tests.lecturelib import class_flaws, training_flaws
from tests.lecturelib.layer_flaws import layer_flaws


def _noisy(leaf, number):
    """Add noise that depends on the shape alone, so that a second call gives the same."""
    leaf = np.asarray(leaf)
    if leaf.dtype.kind in "biu":
        return leaf + 1
    noise = np.random.default_rng(number).uniform(0.1, 0.3, leaf.shape) * (1 + np.abs(leaf.real))
    return leaf + noise.astype(leaf.real.dtype)


def _is_pair(result):
    return isinstance(result, tuple) and len(result) == 2 and callable(result[1])


def _change_value(result, change):
    if _is_pair(result):
        return _change_value(result[0], change), result[1]
    return rebuild(result, [leaf if callable(leaf) else change(leaf) for leaf in leaves(result)])


def _change_gradients(result, change):
    if not _is_pair(result):
        return result
    value, backward = result

    def flawed(*d_value):
        gradients = backward(*d_value)
        return rebuild(gradients, [change(leaf) for leaf in leaves(gradients)])

    return value, flawed


def wrong_value(operation):
    return lambda *a, **k: _change_value(operation(*a, **k), lambda leaf: _noisy(leaf, 1))


def value_of_zeros(operation):
    return lambda *a, **k: _change_value(operation(*a, **k), np.zeros_like)


def wrong_gradient(operation):
    return lambda *a, **k: _change_gradients(operation(*a, **k), lambda leaf: _noisy(leaf, 2))


def backward_of_zeros(operation):
    return lambda *a, **k: _change_gradients(operation(*a, **k), np.zeros_like)


def widened(operation):
    def widen(leaf):
        return np.asarray(leaf).astype(np.float64) if np.asarray(leaf).dtype == np.float32 else leaf

    return lambda *a, **k: _change_gradients(_change_value(operation(*a, **k), widen), widen)


def writes_into_its_inputs(operation):
    def flawed(*a, **k):
        for leaf in leaves(list(a)):
            if isinstance(leaf, np.ndarray) and leaf.size:
                leaf[...] = leaf
        return operation(*a, **k)

    return flawed


def different_every_time(operation):
    rng = np.random.default_rng()
    return lambda *a, **k: _change_value(operation(*a, **k), lambda leaf: leaf * (1 + rng.uniform(1e-6, 1e-5)))


def overflows(operation):
    def flawed(*a, **k):
        floats = [np.asarray(leaf) for leaf in leaves(list(a)) if np.asarray(leaf).dtype.kind == "f"]
        if any(np.max(np.abs(leaf), initial=0) >= 1e4 for leaf in floats):
            return _change_value(operation(*a, **k), lambda leaf: np.asarray(leaf) * np.float32(np.inf))
        return operation(*a, **k)

    return flawed


FLAWS = (
    wrong_value,
    value_of_zeros,
    wrong_gradient,
    backward_of_zeros,
    widened,
    writes_into_its_inputs,
    different_every_time,
    overflows,
)

# A class is flawed by a subclass that does one thing wrong: operation -> functions from the class to such a subclass.
# A function that returns something else than numbers has flaws of its own, too.
CLASS_FLAWS = {**class_flaws.CLASS_FLAWS, **training_flaws.TRAINING_FLAWS, **layer_flaws(FLAWS)}


def flaws_for(operation, right):
    """Return the functions that turn `right` into something wrong."""
    return CLASS_FLAWS[operation] if isinstance(right, type) or operation in CLASS_FLAWS else FLAWS
