"""Recurrent networks: cells for one step, layers for whole sequences, and how far their gradient reaches."""

from lecturelib.recurrent.elman import rnn, rnn_cell
from lecturelib.recurrent.gated_recurrent_unit import gru_cell
from lecturelib.recurrent.gated_recurrent_unit_sequence import gru
from lecturelib.recurrent.long_short_term_memory import lstm_cell
from lecturelib.recurrent.long_short_term_memory_sequence import LSTMStates, lstm
from lecturelib.recurrent.parameters import GRUParameters, LSTMParameters, RNNParameters, recurrent_parameter_count
from lecturelib.recurrent.state_gradients import StateGradients, gradient_through_time

__all__ = [
    "GRUParameters",
    "LSTMParameters",
    "LSTMStates",
    "RNNParameters",
    "StateGradients",
    "gradient_through_time",
    "gru",
    "gru_cell",
    "lstm",
    "lstm_cell",
    "recurrent_parameter_count",
    "rnn",
    "rnn_cell",
]
