import numpy as np
import pytest

from lecturelib.arguments import require_shape


def test_letters_must_agree_with_themselves():
    assert require_shape("W", np.zeros((3, 3)), ("D", "D")) == {"D": 3}
    with pytest.raises(ValueError, match=r"W must have shape \(D, D\); got shape \(3, 2\)"):
        require_shape("W", np.zeros((3, 2)), ("D", "D"))


def test_arrays_of_objects_are_refused():
    with pytest.raises(ValueError, match=r"x must be an array of numbers of shape \(N,\); got ndarray"):
        require_shape("x", np.array([None]), ("N",))
