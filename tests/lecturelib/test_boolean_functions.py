import pytest

from lecturelib.boolean_functions import boolean_weights, xor_network


def test_the_weights_are_those_of_the_lectures():
    assert boolean_weights("or", [False, False])[1] == -0.5
    assert boolean_weights("and", [False, False])[1] == -1.5
    assert boolean_weights("majority", [False] * 5)[1] == -2.5
    w, b = boolean_weights("and", [True])
    assert (w.tolist(), b) == ([-1.0], 0.5)


def test_flags_may_be_zeros_and_ones():
    w, b = boolean_weights("or", [0, 1])
    assert (w.tolist(), w.dtype, b) == ([1, -1], float, 0.5)


def test_the_network_for_xor_is_that_of_the_lectures():
    W1, b1, w2, b2 = xor_network()
    assert (W1.tolist(), b1.tolist()) == ([[1, -1], [-1, 1]], [-0.5, -0.5])
    assert (w2.tolist(), b2) == ([1, 1], -0.5)


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match="function must be 'and', 'or' or 'majority'; got 'xor'"):
        boolean_weights("xor", [False, False])
    with pytest.raises(ValueError, match=r"one bool for each input; got shape \(0,\)"):
        boolean_weights("and", [])
