import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.datasets import train_test_split


@given(st.integers(0, 30), st.floats(0, 1), st.integers(0, 2**31))
def test_every_example_goes_to_one_side_with_all_that_belongs_to_it(n, share, seed):
    x = np.arange(2.0 * n).reshape(n, 2)
    names = tuple(f"{2 * number}" for number in range(n))
    train, test = train_test_split(x, names, rng=np.random.default_rng(seed), share=share)
    for rows, named in (train, test):
        assert named == [f"{row[0]:.0f}" for row in rows]
        assert rows.shape[1:] == (2,) and rows.dtype == x.dtype
    assert sorted(train[1] + test[1]) == sorted(names)
    assert len(test[1]) == round(share * n)


def test_the_same_seed_deals_alike_and_another_otherwise():
    first, again, other = (train_test_split(np.arange(50), rng=np.random.default_rng(seed))[0][0] for seed in (1, 1, 2))
    assert np.array_equal(first, again) and not np.array_equal(first, other)


def test_a_quarter_is_kept_back_if_nothing_is_said_and_each_example_as_often():
    rng, counts = np.random.default_rng(0), np.zeros(8)
    for _ in range(2000):
        (_,), (test,) = train_test_split(np.arange(8), rng=rng)
        assert len(test) == 2
        counts[test] += 1
    assert counts == pytest.approx(np.full(8, 500), abs=100)


def test_bad_arguments_are_named():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"^the collections must have the same number of examples; got \[3, 4\]$"):
        train_test_split(np.zeros(3), [1, 2, 3, 4], rng=rng)
    with pytest.raises(ValueError, match=r"^the collections must have the same number of examples; got \[\]$"):
        train_test_split(rng=rng)
    for share in (-0.1, 1.1):
        with pytest.raises(ValueError, match=rf"^share must be a number in \[0, 1\]; got {share}$"):
            train_test_split(np.zeros(3), rng=rng, share=share)
