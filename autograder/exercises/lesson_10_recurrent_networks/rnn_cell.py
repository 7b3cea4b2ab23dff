"""Exercise rnn_cell: one step of a recurrent layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.grouped_gradients import Group, grouped_gradients
from autograder.checks.observers import value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_10_recurrent_networks import rnn_cell_gradient_mistakes as back
from autograder.exercises.lesson_10_recurrent_networks.layers import Array, Parameters, draw_weights
from lecturelib.recurrent import rnn_cell


def _case(rng: np.random.Generator, label: str, n: int, d: int, h: int) -> Case:
    x, state = rng.standard_normal((n, d)), rng.uniform(-1, 1, (n, h))
    parameters = draw_weights(rng, (d, h), (h, h), (h,))
    return Case(label, (x, state, parameters), incoming=rng.standard_normal((n, h)))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw cells of several sizes; first those of one number, where shapes hide little."""
    cases = [
        _case(rng, "one sequence, one input, one unit", 1, 1, 1),
        _case(rng, "three sequences", 3, 2, 4),
        _case(rng, "one sequence", 1, 3, 2),
        _case(rng, "one unit", 4, 3, 1),
        _case(rng, "as many inputs as units and sequences", 3, 3, 3),
    ]
    x, h, parameters = cases[1].args
    cases.append(Case("a state of zeros", (x, np.zeros_like(h), parameters), incoming=cases[1].incoming))
    return cases


def forgets_the_bias(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, _ = parameters
    new_h = np.tanh(x @ U + h @ W)

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - new_h**2)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return new_h, backward


def forgets_the_state_before(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    new_h = np.tanh(x @ U + b)

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - new_h**2)
        return d_a @ U.T, np.zeros_like(h), (x.T @ d_a, np.zeros_like(W), d_a.sum(axis=0))

    return new_h, backward


def leaves_out_the_tanh(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters

    def backward(d_new_h: Array) -> Any:
        return d_new_h @ U.T, d_new_h @ W.T, (x.T @ d_new_h, h.T @ d_new_h, d_new_h.sum(axis=0))

    return x @ U + h @ W + b, backward


def takes_the_sigmoid(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    new_h = 1 / (1 + np.exp(-(x @ U + h @ W + b)))

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * new_h * (1 - new_h)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return new_h, backward


def turns_w_round(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    new_h = np.tanh(x @ U + h @ W.T + b)

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - new_h**2)
        return d_a @ U.T, d_a @ W, (x.T @ d_a, d_a.T @ h, d_a.sum(axis=0))

    return new_h, backward


def adds_the_old_state_on_top(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    y = np.tanh(x @ U + h @ W + b)

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - y**2)
        return d_a @ U.T, d_new_h + d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return h + y, backward


EXERCISE = Exercise(
    name="rnn_cell",
    number="10.1",
    reference=rnn_cell,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("new_h")),
        Part("gradient", 2, draw_cases, grouped_gradients("d_x", "d_h", Group("d_parameters", ("d_U", "d_W", "d_b")))),
    ),
    wrong_answers=(
        WrongAnswer(
            forgets_the_bias, "the sum lacks its third term: which of the three parameters does your cell never use?"
        ),
        WrongAnswer(
            forgets_the_state_before,
            "your cell answers to its input alone; what does the network then know of the steps before?",
        ),
        WrongAnswer(
            leaves_out_the_tanh, "the new state is the plain sum; what keeps it between -1 and 1, step after step?"
        ),
        WrongAnswer(
            takes_the_sigmoid,
            "your states lie between 0 and 1, those of this cell between -1 and 1: which of the two S-shaped functions "
            "is asked for?",
        ),
        WrongAnswer(
            turns_w_round,
            "you multiply by the transpose of W, which fits because W is square; entry (i, j) of W leads from unit "
            "i to "
            "unit j, as in every affine map of the course",
        ),
        WrongAnswer(
            adds_the_old_state_on_top,
            "the old state is in your new one twice, through W and as it is; in which of the two ways does the formula "
            "hand it on?",
        ),
        WrongAnswer(
            back.leaves_out_the_slope, "the way back passes the tanh as if it were not there: what is its slope?"
        ),
        WrongAnswer(
            back.takes_one_minus_the_state,
            "your slope is one minus the state; that is positive and falls, but the derivative of tanh is another "
            "function "
            "of its value",
        ),
        WrongAnswer(
            back.takes_the_slope_at_the_old_state,
            "your slope is computed from the state that came in; the tanh was taken of another number",
        ),
        WrongAnswer(
            back.turns_neither_u_nor_w,
            "on the way back you multiply by U or W as they are; d_h_i collects from all the units j that h_i led to",
        ),
        WrongAnswer(
            back.multiplies_the_new_state_for_d_w,
            "your d_W contains the state that came out; which state was multiplied by W?",
        ),
        WrongAnswer(
            back.averages_over_the_batch,
            "the gradients of U, W and b are divided by the number of sequences; J may be any function, and the "
            "division "
            "is in it if it is anywhere",
        ),
        WrongAnswer(
            back.keeps_a_bias_for_each_sequence,
            "your d_b has a row for each sequence, but all sequences share one bias: what happens to what they send "
            "it?",
        ),
    ),
)
