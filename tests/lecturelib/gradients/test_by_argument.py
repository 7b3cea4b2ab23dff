"""lecturelib.gradients.by_argument: right, wrong and misshapen gradients, argument by argument."""

import numpy as np
import pytest

from lecturelib.gradients import gradient_errors
from lecturelib.layers import affine


@pytest.mark.parametrize(("rows", "columns", "outputs"), [(4, 3, 2), (1, 1, 1), (0, 2, 3)])
def test_a_right_operation_has_no_error(rows, columns, outputs):
    rng = np.random.default_rng(0)
    sizes = ((rows, columns), (columns, outputs), outputs)
    errors = gradient_errors(affine, [rng.normal(size=size) for size in sizes], rng.normal(size=(rows, outputs)))
    assert len(errors) == 3 and max(errors) < 1e-9


def test_only_the_wrong_argument_has_an_error():
    def forgetful(x, W, b):
        y, backward = affine(x, W, b)
        return y, lambda d_y: (*backward(d_y)[:2], d_y)

    rng = np.random.default_rng(1)
    errors = gradient_errors(forgetful, (np.ones((3, 2)), np.ones((2, 4)), np.ones(4)), rng.normal(size=(3, 4)))
    assert max(errors[:2]) < 1e-9 and errors[2] == np.inf


def test_the_error_does_not_depend_on_the_gradient_s_size():
    for size in (1e-9, 1.0, 1e9):
        operation = lambda x, size=size: (size * x, lambda d_y: 3 * size * d_y)  # noqa: E731
        assert gradient_errors(operation, [np.ones(2)], np.ones(2))[0] == pytest.approx(0.5, rel=1e-5)


def test_arguments_are_left_as_they_are():
    x = np.array([1.0, 2.0])
    x.flags.writeable = False
    assert gradient_errors(lambda x: (x * x, lambda d_y: 2 * x * d_y), [x], np.ones(2))[0] < 1e-9


def test_whole_numbers_are_refused_with_a_sentence():
    with pytest.raises(ValueError, match="floating-point"):
        gradient_errors(lambda x: (x, lambda d_y: d_y), [np.array([1])], np.ones(1))


def test_the_step_is_short_unless_a_longer_one_is_asked_for():
    """The central difference of a cube is too large by the square of the step."""
    cube = lambda x: (x**3, lambda d_y: 3 * x**2 * d_y)  # noqa: E731
    x, d_y = np.array([1.0]), np.ones(1)
    assert gradient_errors(cube, [x], d_y)[0] < 1e-9
    assert gradient_errors(cube, [x], d_y, step=1.0)[0] == pytest.approx(1 / (3 + 4))
