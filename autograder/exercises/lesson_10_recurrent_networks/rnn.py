"""Exercise rnn: a recurrent layer over whole sequences, and back-propagation through time."""

from __future__ import annotations

import numpy as np

from autograder.checks.grouped_gradients import Group, grouped_gradients
from autograder.checks.observers import value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_10_recurrent_networks import rnn_gradient_mistakes as back
from autograder.exercises.lesson_10_recurrent_networks import rnn_value_mistakes as forward
from autograder.exercises.lesson_10_recurrent_networks.layers import draw_weights
from autograder.exercises.lesson_10_recurrent_networks.references import rnn


def _case(rng: np.random.Generator, label: str, n: int, t: int, d: int, h: int) -> Case:
    x, h0 = rng.standard_normal((n, t, d)), rng.uniform(-1, 1, (n, h))
    parameters = draw_weights(rng, (d, h), (h, h), (h,))
    return Case(label, (x, h0, parameters), incoming=rng.standard_normal((n, t, h)))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw layers of several sizes, from one step of one sequence on."""
    cases = [
        _case(rng, "one step of one sequence", 1, 1, 2, 2),
        _case(rng, "three sequences of four steps", 3, 4, 2, 3),
        _case(rng, "two steps", 2, 2, 1, 2),
        _case(rng, "one sequence of six steps, one unit", 1, 6, 1, 1),
        _case(rng, "as many sequences as steps, inputs and units", 3, 3, 3, 3),
    ]
    n, t, h = cases[1].incoming.shape
    of_the_last = np.zeros((n, t, h))
    of_the_last[:, -1] = cases[1].incoming[:, -1]
    return [*cases, Case("a loss that looks at the last state alone", cases[1].args, incoming=of_the_last)]


EXERCISE = Exercise(
    name="rnn",
    number="10.2",
    reference=rnn,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("states")),
        Part("gradient", 4, draw_cases, grouped_gradients("d_x", "d_h0", Group("d_parameters", ("d_U", "d_W", "d_b")))),
    ),
    wrong_answers=(
        WrongAnswer(
            forward.shares_one_state_across_the_batch,
            "the state in which one sequence ends is the one in which the next begins: your sequences share one "
            "memory, "
            "and each should have its own",
        ),
        WrongAnswer(
            forward.starts_from_zeros,
            "your first step begins with a state of zeros; which argument says where it begins?",
        ),
        WrongAnswer(
            forward.begins_every_step_anew,
            "every step starts from h0: the state that a step leaves is never what the next one begins with",
        ),
        WrongAnswer(
            forward.returns_the_last_state_alone,
            "only the last state is returned; a tagger needs the others, so `states` has one for each step",
        ),
        WrongAnswer(
            forward.lists_h0_among_the_states,
            "your states begin with h0, and the last one is missing: states[:, t] is the state after x[:, t] was read",
        ),
        WrongAnswer(
            forward.puts_the_steps_first,
            "your states have the steps along their first axis; the batch comes first here",
        ),
        WrongAnswer(
            forward.reads_from_the_right,
            "your network reads the sequence from its end to its beginning: in which order does time run?",
        ),
        WrongAnswer(
            back.stops_one_step_short,
            "the way back ends before it has reached the first step; with how many steps did you go forward, and "
            "what is "
            "the last value of t in your loop?",
        ),
        WrongAnswer(
            back.forgets_the_gradient_from_the_next_step,
            "each state hears from its own step of the loss only; the next step was computed from it as well, so "
            "that two "
            "gradients meet there",
        ),
        WrongAnswer(
            back.hears_the_last_step_only,
            "you begin with the last step's d_states and never add the others, but J may look at every state",
        ),
        WrongAnswer(
            back.averages_over_the_steps,
            "the gradients of U, W and b are divided by the number of steps; the parameters act at every step, and "
            "what "
            "they do there adds up",
        ),
        WrongAnswer(
            back.keeps_one_step_of_the_sum,
            "the gradients of U, W and b are those of a single step, the last that your loop came to: are they "
            "added up, "
            "or written over?",
        ),
        WrongAnswer(
            back.multiplies_the_new_states_for_d_w,
            "your d_W pairs d_a of a step with the state after it; which state went into that step?",
        ),
        WrongAnswer(
            back.passes_the_tanh_by,
            "what a step hands to the one before it has not been multiplied by the slope of its tanh; the way back "
            "through time passes the same tanh as the way to U and b",
        ),
        WrongAnswer(
            back.does_not_turn_w,
            "on the way back through time you multiply by W as it is; forward the state was multiplied from the left, "
            "and what does that mean for the way back?",
        ),
        WrongAnswer(
            back.lists_the_last_step_first,
            "d_x has the steps in the order in which you came to them, which is from the last to the first",
        ),
        WrongAnswer(
            back.hands_out_nothing_for_h0,
            "d_h0 is zero, as if the first state had no influence; what is left in your hands when the loop has ended?",
        ),
    ),
)
