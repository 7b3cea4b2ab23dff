"""What is taken from a reader's answer, and what is said where it is no pair."""

import pytest

from demos.student_function import StudentFunction, Unusable
from demos.value_and_backward import batch_norm_values, pair_of

FUNCTION = StudentFunction("layer_norm", print)


@pytest.mark.parametrize("answer", [("y", None), ["y", 3]])
def test_the_value_is_the_first_of_two(answer):
    assert pair_of(FUNCTION, answer)[0] == "y"


@pytest.mark.parametrize("answer", ["yb", ("y",), ("y", None, None), 3.0])
def test_what_is_no_pair_is_named(answer):
    with pytest.raises(Unusable, match="layer_norm should return two things, its value and backward"):
        pair_of(FUNCTION, answer)


def test_the_value_of_batch_norm_is_three_arrays():
    assert batch_norm_values(FUNCTION, ((1, 2, 3), None)) == (1, 2, 3)
    with pytest.raises(Unusable, match="should be three arrays: y, running_mean and running_var"):
        batch_norm_values(FUNCTION, ((1, 2), None))
