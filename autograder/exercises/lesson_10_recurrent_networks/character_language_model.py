"""Exercise character_language_model: what a text costs a model that is told the true symbols so far."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_10_recurrent_networks import character_language_model_mistakes as mistakes
from autograder.exercises.lesson_10_recurrent_networks.layers import draw_weights, fading_layer
from lecturelib.sequence_models import character_language_model


def _case(rng: np.random.Generator, label: str, n: int, steps: int, symbols: int, hidden: int) -> Case:
    # Every text goes on with other symbols than it repeats, so that one step more or less shows.
    ids = (rng.integers(0, symbols, (n, 1)) + np.cumsum(rng.integers(1, symbols, (n, steps)), axis=1)) % symbols
    shapes = ((symbols, hidden), (hidden, hidden), (hidden,), (hidden, symbols), (symbols,))
    weights = tuple(1.5 * each for each in draw_weights(rng, *shapes))
    return Case(label, (fading_layer, ids, weights), incoming=float(rng.uniform(1.5, 3)))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw texts, from two symbols of one text on."""
    return [
        _case(rng, "one text of two symbols", 1, 2, 3, 2),
        _case(rng, "three texts of five symbols", 3, 5, 4, 3),
        _case(rng, "one text of six symbols", 1, 6, 3, 4),
        _case(rng, "as many texts as steps, symbols and units", 3, 4, 3, 3),
    ]


EXERCISE = Exercise(
    name="character_language_model",
    number="10.5",
    reference=character_language_model,
    parts=(
        Part("loss", 2, draw_cases, value_of_pair("loss")),
        Part("gradient", 2, draw_cases, gradients("d_U", "d_W", "d_b", "d_V", "d_c")),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.feeds_its_own_output_in_training,
            "after the first step your model is told what it predicted itself, so that one mistake spoils the rest "
            "of the "
            "text; in training it is told what really stands there",
        ),
        WrongAnswer(
            mistakes.predicts_the_symbol_that_it_is_told,
            "at each step your model is asked for the symbol that it has just been told, which takes no skill; "
            "which one "
            "comes next?",
        ),
        WrongAnswer(
            mistakes.predicts_the_symbol_before,
            "your inputs and targets are shifted the wrong way: at each step the model is asked for the symbol before",
        ),
        WrongAnswer(
            mistakes.forgets_what_it_has_read,
            "each symbol is read with a state of zeros, so that the prediction hangs on one symbol alone; the state "
            "should "
            "carry the text so far",
        ),
        WrongAnswer(
            mistakes.counts_the_last_step_only,
            "only the text's last symbol is in your loss; the model predicts every symbol but the first",
        ),
        WrongAnswer(
            mistakes.averages_over_the_steps,
            "you divide by the number of predictions; over the steps the losses are added up, over the texts averaged",
        ),
        WrongAnswer(
            mistakes.sums_over_the_texts, "your loss grows with the number of texts; over them the mean is taken"
        ),
        WrongAnswer(mistakes.leaves_out_the_bias_c, "the scores lack a term: which parameter do you never use?"),
        WrongAnswer(
            mistakes.trains_the_output_alone,
            "V and c get their gradients, U, W and b get zeros: the way back ends before the recurrent layer",
        ),
        WrongAnswer(
            mistakes.ignores_the_incoming_gradient,
            "`backward` gives the same whatever it is handed; where is d_loss in it?",
        ),
    ),
)
