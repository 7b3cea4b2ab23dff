import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checks.compare import compare
from autograder.checks.patterns import describe_pattern


@pytest.mark.parametrize(
    ("expected", "got", "kind"),
    [
        (np.zeros(3), None, "type"),
        (np.zeros(3), (1.0, 2.0, 3.0), "type"),
        (np.zeros(3), "zeros", "type"),
        (1.0, lambda: 1.0, "type"),
        (1.0, 10**300, "type"),
        (1.0, [[1.0], [1.0, 2.0]], "type"),
        (np.ones(2), np.ones(2, dtype=np.float16), "dtype"),
        (np.ones(2), np.full(2, np.longdouble(10) ** 4000), "values"),
        (np.zeros(3), np.zeros((3, 1)), "shape"),
        (np.zeros(3), 0.0, "shape"),
        (np.zeros(3), np.zeros(3, dtype=bool), "dtype"),
        (np.zeros(3), np.zeros(3, dtype=int), "dtype"),
        (np.zeros(3), np.zeros(3, dtype=complex), "dtype"),
        (np.zeros(2), np.array([0.0, np.nan]), "finite"),
        (np.zeros(2), np.array([np.inf, 0.0]), "finite"),
        (np.ones(2), np.array([1.0, 1.0 + 1e-4]), "values"),
        (1.0, 1.1, "values"),
        ("ValueError", "TypeError", "type"),
        ("ValueError", np.zeros(2), "type"),
    ],
)
def test_the_first_thing_wrong(expected, got, kind):
    assert compare("x", expected, got, 1e-6).kind == kind


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (1.0, 1),
        (1.0, np.float32(1.0)),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (np.array([1e6, 1.0]), np.array([1e6, 1.0 + 1e-3])),
        (np.array([1.0, 2.0]), np.array([1.0, 2.0], dtype=np.float32) * np.float32(1 + 1e-5)),
        (np.array([1, 0]), np.array([1, 0])),
        ("ValueError", "ValueError"),
    ],
)
def test_what_counts_as_equal(expected, got):
    assert compare("x", expected, got, 1e-6) is None


@given(st.integers(0, 2**31), st.floats(1e-3, 1e3))
def test_an_error_beyond_tolerance_is_found_wherever_it_is(seed, size):
    rng = np.random.default_rng(seed)
    expected = rng.standard_normal((3, 4))
    got = expected.copy()
    place = tuple(rng.integers(0, expected.shape))
    got[place] += size
    mismatch = compare("x", expected, got, 1e-6)
    assert f"x[{place[0]}, {place[1]}]" in mismatch.sentence
    assert np.count_nonzero(mismatch.errors) == 1


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**300, 10**301)
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=3)
    | st.just(len)
    | hnp.arrays(
        hnp.scalar_dtypes().filter(lambda dtype: dtype.kind in "biufc"), hnp.array_shapes(min_dims=0, max_side=3)
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=5,
)
expectations = st.sampled_from(
    [1.0, np.ones(3), np.zeros((2, 3)), np.zeros(0), np.arange(3), np.array([True]), "ValueError"]
)


@pytest.mark.filterwarnings("ignore")
@given(expectations, anything)
def test_whatever_comes_can_be_compared_and_described(expected, got):
    mismatch = compare("x", expected, got, 1e-6)
    if mismatch is not None:
        assert mismatch.sentence.isprintable() or isinstance(got, str)
        assert mismatch.errors is None or np.isfinite(mismatch.errors).all()
        describe_pattern("x", expected, got, {"number of rows": 3})


@pytest.mark.parametrize("factor", [1e-320, 1e-200, 1e200, 0.0])
def test_extreme_factors_have_no_name(factor):
    assert "times" not in str(describe_pattern("x", np.array([1.0, 2.0]), factor * np.array([1.0, 2.0]), {}))


def test_the_expected_numbers_are_never_in_the_sentence():
    sentence = compare("w", np.array([0.123456789, 2.0]), np.array([0.5, 2.0]), 1e-6).sentence
    assert "0.123" not in sentence


@pytest.mark.parametrize(
    ("expected", "got", "sentence"),
    [
        (1.0, 1.3, "y is off, by between 0.1 and 1"),
        (7, 20, "y is off, by between 10 and 100"),
        (1e-3, 2e-5, "y is off, by between 0.0001 and 0.001"),
        (1.0, 1e300, "y is off, by between 1e300 and 1e301"),
        (True, False, "y is wrong"),
    ],
)
def test_how_far_off_is_told_to_a_power_of_ten(expected, got, sentence):
    assert compare("y", expected, got, 1e-6).sentence == sentence


def test_errors_have_the_sign_of_what_came_less_what_was_expected():
    errors = compare("y", np.array([1.0, 2.0, 3.0]), np.array([0.5, 2.0, 4.0]), 1e-6).errors
    assert errors.tolist() == [-0.5, 0.0, 1.0]
