"""Mistakes in recurrent_parameter_count, runnable and named."""

from __future__ import annotations

from autograder.exercises.declaration import WrongAnswer


def forgets_the_bias(kind: str, inputs: int, hidden: int) -> int:
    if kind not in ("rnn", "lstm", "gru"):
        raise ValueError("unknown kind")
    return {"rnn": 1, "lstm": 4, "gru": 3}[kind] * (inputs * hidden + hidden * hidden)


def counts_two_biases(kind: str, inputs: int, hidden: int) -> int:
    if kind not in ("rnn", "lstm", "gru"):
        raise ValueError("unknown kind")
    return {"rnn": 1, "lstm": 4, "gru": 3}[kind] * (inputs * hidden + hidden * hidden + 2 * hidden)


def counts_the_gates_alone(kind: str, inputs: int, hidden: int) -> int:
    if kind not in ("rnn", "lstm", "gru"):
        raise ValueError("unknown kind")
    return {"rnn": 1, "lstm": 3, "gru": 2}[kind] * (inputs * hidden + hidden * hidden + hidden)


def forgets_the_recurrent_weights(kind: str, inputs: int, hidden: int) -> int:
    if kind not in ("rnn", "lstm", "gru"):
        raise ValueError("unknown kind")
    return {"rnn": 1, "lstm": 4, "gru": 3}[kind] * (inputs * hidden + hidden)


def one_bias_for_all_blocks(kind: str, inputs: int, hidden: int) -> int:
    if kind not in ("rnn", "lstm", "gru"):
        raise ValueError("unknown kind")
    return {"rnn": 1, "lstm": 4, "gru": 3}[kind] * (inputs * hidden + hidden * hidden) + hidden


def recurrent_weights_as_large_as_the_input(kind: str, inputs: int, hidden: int) -> int:
    if kind not in ("rnn", "lstm", "gru"):
        raise ValueError("unknown kind")
    return {"rnn": 1, "lstm": 4, "gru": 3}[kind] * (2 * inputs * hidden + hidden)


def swaps_lstm_and_gru(kind: str, inputs: int, hidden: int) -> int:
    if kind not in ("rnn", "lstm", "gru"):
        raise ValueError("unknown kind")
    return {"rnn": 1, "lstm": 3, "gru": 4}[kind] * (inputs * hidden + hidden * hidden + hidden)


def one_block_for_every_kind(kind: str, inputs: int, hidden: int) -> int:
    if kind not in ("rnn", "lstm", "gru"):
        raise ValueError("unknown kind")
    return inputs * hidden + hidden * hidden + hidden


def takes_every_other_kind_for_a_plain_one(kind: str, inputs: int, hidden: int) -> int:
    return {"lstm": 4, "gru": 3}.get(kind, 1) * (inputs * hidden + hidden * hidden + hidden)


def stumbles_over_an_unknown_kind(kind: str, inputs: int, hidden: int) -> int:
    return {"rnn": 1, "lstm": 4, "gru": 3}[kind] * (inputs * hidden + hidden * hidden + hidden)


def refuses_every_kind(kind: str, inputs: int, hidden: int) -> int:
    raise ValueError("unknown kind")


def pardons_capital_letters(kind: str, inputs: int, hidden: int) -> int:
    if kind.lower() not in ("rnn", "lstm", "gru"):
        raise ValueError("unknown kind")
    return {"rnn": 1, "lstm": 4, "gru": 3}[kind.lower()] * (inputs * hidden + hidden * hidden + hidden)


WRONG_ANSWERS = (
    WrongAnswer(forgets_the_bias, "the biases are not counted: every unit of every block has one"),
    WrongAnswer(
        counts_two_biases,
        "each block has two biases in your count, as in some libraries; in x U + h W + b there stands one",
    ),
    WrongAnswer(counts_the_gates_alone, "you count the gates; the candidate has weights and a bias, too"),
    WrongAnswer(
        forgets_the_recurrent_weights, "the recurrent weights are not counted: a unit sees the input and all old states"
    ),
    WrongAnswer(one_bias_for_all_blocks, "you count one bias for all blocks together; each gate has a sum of its own"),
    WrongAnswer(
        recurrent_weights_as_large_as_the_input, "W has as many rows as U in your count; what does W multiply?"
    ),
    WrongAnswer(swaps_lstm_and_gru, "the numbers of blocks of LSTM and GRU are swapped: which one has fewer gates?"),
    WrongAnswer(one_block_for_every_kind, "all kinds have the same count: each gate has weights of its own"),
    WrongAnswer(
        takes_every_other_kind_for_a_plain_one,
        "a name that is no kind of layer gets an answer; it should raise ValueError, so that a slip is noticed",
    ),
    WrongAnswer(
        stumbles_over_an_unknown_kind,
        "an unknown kind stops with the error of a dictionary; ValueError with a sentence is asked",
    ),
    WrongAnswer(refuses_every_kind, "every kind is refused, those three as well that there are"),
    WrongAnswer(
        pardons_capital_letters, "'LSTM' in capitals gets an answer; the three names are written in small letters"
    ),
)
