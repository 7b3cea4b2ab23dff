import numpy as np
import pytest

from autograder.checks.patterns import describe_pattern

W = np.random.default_rng(0).standard_normal((4, 4))
V = np.arange(1.0, 6.0) ** 2


@pytest.mark.parametrize(
    ("expected", "got", "sentence"),
    [
        (V, -V, "d has the wrong sign"),
        (V, 4 * V, "d is exactly 4 times too large; 4 is the number of rows"),
        (V, V / 4, "d is exactly 4 times too small; 4 is the number of rows"),
        (V, 2 * V, "d is exactly 2 times too large"),
        (V, -2 * V, "d is exactly 2 times too large and has the wrong sign"),
        (V, 1.5 * V, "d is about 1.5 times too large"),
        (V, np.zeros(5), "d is zero everywhere"),
        (V, V + 0.25, "d is off by the same amount everywhere"),
        (W, W.T, "d is transposed"),
        (W[:2], W[:2].T, "d is transposed"),
        (W[:2], W.T[:, :2] + 1, "d has the shape of its transpose"),
        (V, V[::-1], "d is in reverse order along its first axis"),
        (V, np.roll(V, 1), "d is shifted by one along its first axis"),
        (V, V[[1, 0, 4, 2, 3]], "d has the right numbers in another order"),
        (V, np.append(V[:-1], 0.0), "d is right except for its last entry along axis 0"),
        (V, np.append(7.0, V[1:]), "d is right except for its first entry along axis 0"),
        (V, V[:, None], "d has an axis of length 1 too many"),
        (W[:1], W[0], "d has an axis of length 1 too few"),
        (V, 3.0, "d is one number where an array is expected: is a sum taken over too much?"),
        (3.0, V, "d is an array where one number is expected: is a sum missing?"),
        (V, V[:4], "d has one entry too few along axis 0"),
        (V[:4], V, "d has one entry too many along axis 0"),
        (W, W[0], "d lacks an axis: is a sum or a mean taken over it that should not be?"),
        (W[0], W, "d has an axis too many: is a sum over it missing?"),
        (V, np.full(5, np.nan), "d holds NaN"),
        (V, np.full(5, np.inf), "d holds infinity"),
    ],
)
def test_patterns_are_described(expected, got, sentence):
    assert describe_pattern("d", expected, got, {"number of rows": 4}).startswith(sentence)


@pytest.mark.parametrize("got", [np.array([3.0, 1.0, 4.0, 1.0, 5.0]), "text", None])
def test_no_pattern_is_invented(got):
    assert describe_pattern("d", V, got, {}) is None


def test_a_single_number_is_not_called_a_constant_factor():
    """Any two numbers differ by some factor and some amount: only a whole factor says something."""
    assert describe_pattern("loss", 2.0, 4.1, {}) is None


@pytest.mark.parametrize("got", [V.astype(int), V.astype(np.float32), V.copy()])
def test_right_numbers_of_another_kind_have_no_pattern(got):
    assert describe_pattern("d", V, got, {}) is None
