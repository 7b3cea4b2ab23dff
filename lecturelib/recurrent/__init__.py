"""Recurrent networks: cells for one step, layers for whole sequences, and how far their gradient reaches."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.recurrent.elman import rnn as rnn
    from lecturelib.recurrent.elman import rnn_cell as rnn_cell
    from lecturelib.recurrent.gated_recurrent_unit import gru_cell as gru_cell
    from lecturelib.recurrent.gated_recurrent_unit_sequence import gru as gru
    from lecturelib.recurrent.long_short_term_memory import lstm_cell as lstm_cell
    from lecturelib.recurrent.long_short_term_memory_sequence import LSTMStates as LSTMStates
    from lecturelib.recurrent.long_short_term_memory_sequence import lstm as lstm
    from lecturelib.recurrent.parameter_count import recurrent_parameter_count as recurrent_parameter_count
    from lecturelib.recurrent.parameters import GRUParameters as GRUParameters
    from lecturelib.recurrent.parameters import LSTMParameters as LSTMParameters
    from lecturelib.recurrent.parameters import RNNParameters as RNNParameters
    from lecturelib.recurrent.state_gradients import StateGradients as StateGradients
    from lecturelib.recurrent.state_gradients import gradient_through_time as gradient_through_time

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "elman": ("rnn", "rnn_cell"),
        "gated_recurrent_unit": ("gru_cell",),
        "gated_recurrent_unit_sequence": ("gru",),
        "long_short_term_memory": ("lstm_cell",),
        "long_short_term_memory_sequence": ("LSTMStates", "lstm"),
        "parameter_count": ("recurrent_parameter_count",),
        "parameters": ("GRUParameters", "LSTMParameters", "RNNParameters"),
        "state_gradients": ("StateGradients", "gradient_through_time"),
    },
)
