import numpy as np
import pytest

from lecturelib.losses.reduction import divisor_of


@pytest.mark.parametrize(
    ("reduction", "shape", "divisor"),
    [
        ("mean", (4, 3), 4),
        ("mean", (1,), 1),
        ("mean", (0, 3), 1),
        ("mean", (2, 0), 2),
        ("mean", (), 1),
        ("sum", (4, 3), 1),
        ("sum", (), 1),
    ],
)
def test_only_the_batch_is_averaged_over(reduction, shape, divisor):
    assert divisor_of(reduction, np.zeros(shape)) == divisor


@pytest.mark.parametrize("reduction", ["max", None, "Mean"])
def test_other_names_are_refused(reduction):
    with pytest.raises(ValueError, match=f"^reduction must be 'mean' or 'sum'; got {reduction!r}$"):
        divisor_of(reduction, np.zeros(2))
