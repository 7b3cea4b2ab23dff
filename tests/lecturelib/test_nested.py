"""lecturelib.nested: leaves come out from left to right and go back where they were."""

import re
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.nested import leaves, rebuild


class Parameters(NamedTuple):
    W: object
    b: object


nested_groups = st.recursive(
    st.integers() | st.none() | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.builds(Parameters, inner, inner),
)


def test_leaves_come_from_left_to_right():
    assert leaves((1, Parameters(2, None), [3, ((), [4])])) == [1, 2, 3, 4]


def test_anything_else_is_a_leaf():
    array = np.zeros(2)
    assert leaves(array) == [array]
    assert leaves({"a": 1}) == [{"a": 1}]
    assert leaves("ab") == ["ab"]
    assert leaves(None) == []


def test_types_and_empty_places_are_kept():
    rebuilt = rebuild([1, Parameters(2, None), (3,)], "abc")
    assert rebuilt == ["a", Parameters("b", None), ("c",)]
    assert type(rebuilt[1]) is Parameters
    assert rebuild(None, []) is None


@given(nested_groups)
def test_rebuilding_from_the_own_leaves_gives_the_same(nested):
    rebuilt = rebuild(nested, leaves(nested))
    assert rebuilt == nested
    assert type(rebuilt) is type(nested)


@given(nested_groups)
def test_new_leaves_take_the_places_of_the_old(nested):
    new = list(range(len(leaves(nested))))
    assert leaves(rebuild(nested, iter(new))) == new


@pytest.mark.parametrize(("given_leaves", "count"), [("a", 1), ("abc", 3), ("", 0)])
def test_more_or_fewer_leaves_are_refused(given_leaves, count):
    sentence = f"new_leaves must hold 2 leaves, one for each of nested; got {count}"
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        rebuild((1, (None, 2)), given_leaves)
