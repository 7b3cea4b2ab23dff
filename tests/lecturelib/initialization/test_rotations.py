"""lecturelib.initialization.rotations: orthogonal."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.initialization import orthogonal
from tests.lecturelib.initialization.of_every_initialization import assert_keeps_promises, defaults_of


@given(st.lists(st.integers(1, 5), min_size=2, max_size=4).map(tuple), st.integers(0, 2**31))
def test_rows_or_columns_are_orthonormal(shape, seed):
    w = orthogonal(shape, np.random.default_rng(seed)).reshape(shape[0], -1)
    rows, columns = w.shape
    product = w @ w.T if rows <= columns else w.T @ w
    np.testing.assert_allclose(product, np.eye(min(rows, columns)), atol=1e-13)


@pytest.mark.parametrize("shape", [(3, 3), (5, 2), (2, 5), (3, 2, 2, 1)])
def test_promises(shape):
    assert_keeps_promises(orthogonal, shape)


def test_the_gain():
    def same():
        return np.random.default_rng(0)

    assert defaults_of(orthogonal) == {"dtype": np.float64, "gain": 1.0}
    np.testing.assert_allclose(orthogonal((3, 4), same(), gain=2.5), 2.5 * orthogonal((3, 4), same()))
    assert not orthogonal((3, 4), same(), gain=0).any()
    with pytest.raises(ValueError, match=r"^gain must be a number in \[0, inf\); got -1$"):
        orthogonal((3, 4), same(), gain=-1)


@pytest.mark.parametrize("shape", [(), (3,)])
def test_one_size_is_not_enough(shape):
    with pytest.raises(ValueError, match=r"^shape must have at least two sizes; got \("):
        orthogonal(shape, np.random.default_rng(0))


def test_both_signs_are_equally_likely():
    """Without the correction of signs the decomposition's first entry would always be negative."""
    rng = np.random.default_rng(0)
    positive = np.mean([[orthogonal((1, 1), rng)[0, 0] > 0, orthogonal((2, 2), rng)[0, 0] > 0] for _ in range(400)], 0)
    assert np.all(np.abs(positive - 0.5) < 0.1)


@pytest.mark.parametrize("shape", [(3, 3), (4, 2)])
def test_the_first_column_is_the_first_one_drawn(shape):
    """Gram and Schmidt leave its direction alone; with fewer rows than columns that holds for the first row."""
    drawn = np.random.default_rng(4).standard_normal(shape)
    expected = drawn[:, 0] / np.linalg.norm(drawn[:, 0])
    np.testing.assert_allclose(orthogonal(shape, np.random.default_rng(4))[:, 0], expected)
    if shape[0] != shape[1]:
        np.testing.assert_allclose(orthogonal(shape[::-1], np.random.default_rng(4))[0], expected)
