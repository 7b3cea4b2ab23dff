"""lecturelib.recurrent.parameters: the order of the fields."""

import pytest

from lecturelib.recurrent import GRUParameters, LSTMParameters, RNNParameters


@pytest.mark.parametrize("group", [RNNParameters, LSTMParameters, GRUParameters])
def test_fields_are_input_weights_recurrent_weights_bias(group):
    assert group._fields == ("U", "W", "b")
