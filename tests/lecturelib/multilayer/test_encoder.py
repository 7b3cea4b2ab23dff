import numpy as np
import pytest

from lecturelib.multilayer import encoder_8_3_8

SHAPES = {"W1": (8, 3), "b1": (3,), "W2": (3, 8), "b2": (8,)}


def first(dtype=np.float64):
    rng = np.random.default_rng(0)
    return {name: rng.normal(size=shape).astype(dtype) for name, shape in SHAPES.items()}


def test_it_keeps_shapes_dtype_and_its_arguments():
    arguments = first(np.float32)
    before = {name: array.copy() for name, array in arguments.items()}
    trained = encoder_8_3_8(**arguments, eta=1.0, steps=3)
    for name, array in zip(SHAPES, trained, strict=True):
        assert (array.shape, array.dtype) == (SHAPES[name], np.float32)
        assert np.array_equal(arguments[name], before[name])
        assert not np.array_equal(array, before[name])


def test_steps_add_up():
    half = encoder_8_3_8(**first(), eta=1.0, steps=5)
    whole = encoder_8_3_8(**first(), eta=1.0, steps=10)
    for one, other in zip(encoder_8_3_8(*half, eta=1.0, steps=5), whole, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_no_step_and_no_rate_change_nothing():
    for setting in ({"eta": 1.0, "steps": 0}, {"eta": 0.0, "steps": 3}):
        trained = encoder_8_3_8(**first(), **setting)
        assert all(np.array_equal(one, other) for one, other in zip(trained, first().values(), strict=True))


@pytest.mark.parametrize("name", SHAPES)
def test_bad_arguments_are_named(name):
    with pytest.raises(ValueError, match=rf"^{name} must have shape"):
        encoder_8_3_8(**{**first(), name: np.zeros((2, 2))}, eta=1.0, steps=1)
    with pytest.raises(ValueError, match=rf"^{name} must be an array of floating-point numbers"):
        encoder_8_3_8(**{**first(), name: np.zeros(SHAPES[name], int)}, eta=1.0, steps=1)


def test_a_negative_rate_and_half_a_step_are_refused():
    with pytest.raises(ValueError, match=r"^eta must be a number in \[0, inf\)"):
        encoder_8_3_8(**first(), eta=-1.0, steps=1)
    with pytest.raises(ValueError, match=r"^steps must be a whole number of at least 0"):
        encoder_8_3_8(**first(), eta=1.0, steps=0.5)
