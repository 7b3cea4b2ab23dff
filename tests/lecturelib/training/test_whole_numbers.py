import numpy as np
import pytest

from lecturelib.training.whole_numbers import require_whole


@pytest.mark.parametrize("value", [2, 3, np.int64(2)])
def test_whole_numbers_pass(value):
    require_whole("n", value, 2)


@pytest.mark.parametrize("value", [1, 2.0, True, "2", None, np.float64(2)])
def test_anything_else_is_named(value):
    with pytest.raises(ValueError) as raised:
        require_whole("n", value, 2)
    assert str(raised.value) == f"n must be a whole number of at least 2; got {value!r}"
