"""The witnesses must not believe everything: each wrong backward pass here must be caught."""

import numpy as np
import pytest

from lecturelib.gradients import central_difference, complex_step, projection_error


def affine(x, w):
    return x @ w, lambda d_y: (d_y @ w.T, x.T @ d_y)


def no_transpose(x, w):
    return x @ w, lambda d_y: (d_y @ w.T, (x.T @ d_y)[:, ::-1])


def half_as_large(x, w):
    return x @ w, lambda d_y: (d_y @ w.T / 2, x.T @ d_y)


def zeros(x, w):
    return x @ w, lambda d_y: (np.zeros_like(x), np.zeros_like(w))


ARGUMENTS = [np.random.default_rng(0).standard_normal((4, 3)), np.random.default_rng(1).standard_normal((3, 2))]


@pytest.mark.parametrize("method", [complex_step, central_difference])
@pytest.mark.parametrize(
    ("operation", "right"), [(affine, True), (no_transpose, False), (half_as_large, False), (zeros, False)]
)
def test_projection_tells_right_from_wrong(operation, right, method):
    error = projection_error(operation, ARGUMENTS, np.random.default_rng(2), method)
    assert (error < 1e-9) == right


def test_softmax_with_a_backward_of_zeros_is_caught():
    """A gradient of ones would not catch it: softmax sums to one whatever its input."""

    def softmax(s):
        e = np.exp(s - s.real.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True), lambda d_y: np.zeros_like(s)

    assert projection_error(softmax, [np.random.default_rng(0).standard_normal((3, 4))], np.random.default_rng(1)) > 0.1


def test_central_difference_is_exact_for_cubics():
    got = central_difference(lambda x: x**3, [np.array([2.0])], [np.array([1.0])])
    assert np.allclose(got, 12.0, rtol=1e-9)


def test_an_empty_batch_has_no_error():
    assert projection_error(affine, [np.zeros((0, 3)), ARGUMENTS[1]], np.random.default_rng(0)) == 0.0


def test_a_missing_or_misshapen_gradient_is_infinitely_wrong():
    for returned in ((ARGUMENTS[0],), (ARGUMENTS[0], ARGUMENTS[1][:2]), (ARGUMENTS[0], None)):
        error = projection_error(lambda x, w: (x @ w, lambda d_y: returned), ARGUMENTS, np.random.default_rng(0))  # noqa: B023
        assert error == np.inf


def test_an_operation_without_arguments_to_differentiate_has_no_error():
    assert projection_error(lambda k: (k * 1.0, lambda d_y: None), [np.array([2])], np.random.default_rng(0)) == 0.0
