"""Exercise generate_text: a language model writes, and is told what it wrote."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_10_recurrent_networks import generate_text_mistakes as mistakes
from autograder.exercises.lesson_10_recurrent_networks.layers import draw_weights, sine_cell
from lecturelib.sequence_models import generate_text


def _case(
    rng: np.random.Generator,
    label: str,
    symbols: int,
    prompt: int,
    length: int,
    temperature: float = 1.0,
    lift: float = 0.0,
) -> Case:
    """Draw a model whose scores are `lift` too high, which changes no probability."""
    hidden = 4
    shapes = ((symbols, hidden), (hidden, hidden), (hidden,), (hidden, symbols), (symbols,))
    U, W, b, V, c = draw_weights(rng, *shapes)
    weights = 2 * U, 1.5 * W, b, 3 * V, c + lift
    return Case(label, (sine_cell, rng.integers(0, symbols, prompt), rng.random(length), weights, temperature))


def _cold(rng: np.random.Generator) -> Case:
    case = _case(rng, "a temperature of 0.001", 6, 2, 8, temperature=0.001, lift=8.0)
    # What is no number compares as the first symbol: where exponentials overflow, that one must not be right.
    case.args[3][4][0] -= 6
    return case


def draw_plain(rng: np.random.Generator) -> list[Case]:
    """Draw models that write at the temperature 1, from one symbol of two on."""
    return [
        _case(rng, "one symbol after a prompt of one", 3, 1, 1),
        _case(rng, "sixteen symbols after one", 6, 1, 16),
        _case(rng, "sixteen symbols after a prompt of four", 6, 4, 16),
        _case(rng, "sixteen symbols after a prompt of three", 8, 3, 16),
        _case(rng, "eighteen symbols of two kinds", 2, 2, 18),
        _case(rng, "scores in the thousands", 5, 3, 16, lift=3000.0),
    ]


def draw_tempered(rng: np.random.Generator) -> list[Case]:
    """Draw models that write at other temperatures."""
    return [
        _case(rng, "a temperature of 0.5", 6, 3, 16, temperature=0.5),
        _case(rng, "a temperature of 3", 6, 3, 16, temperature=3.0),
        _cold(rng),
    ]


EXERCISE = Exercise(
    name="generate_text",
    number="10.6",
    reference=generate_text,
    parts=(
        Part("temperature 1", 2, draw_plain, returned("ids")),
        Part("other temperatures", 1, draw_tempered, returned("ids")),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.never_hears_what_it_wrote,
            "your model is told the prompt's last symbol again and again and never learns what it has written; "
            "which symbol "
            "goes into the next step?",
        ),
        WrongAnswer(
            mistakes.forgets_the_state,
            "each step starts from a state of zeros, so that the model knows one symbol and nothing before it: a "
            "chain of "
            "pairs of symbols, with no memory",
        ),
        WrongAnswer(
            mistakes.reads_the_end_of_the_prompt_only,
            "the model is told the last symbol of the prompt and none of those before it",
        ),
        WrongAnswer(
            mistakes.hears_the_end_of_the_prompt_twice,
            "the last symbol of the prompt is read, and then read once more before anything is written: where does the "
            "first prediction come from?",
        ),
        WrongAnswer(
            mistakes.always_takes_the_likeliest,
            "you write the likeliest symbol each time, whatever is drawn; how would a symbol of probability 0.3 "
            "ever come?",
        ),
        WrongAnswer(
            mistakes.multiplies_by_the_temperature,
            "your model gets bolder as it gets colder: at a low temperature, should the differences between the scores "
            "grow or shrink?",
        ),
        WrongAnswer(
            mistakes.ignores_the_temperature,
            "the temperature changes nothing; if you divide the probabilities and make them add up to 1 again, it "
            "cancels",
        ),
        WrongAnswer(
            mistakes.returns_the_prompt_as_well,
            "the prompt stands before what you return; asked is what the model wrote itself",
        ),
        WrongAnswer(
            mistakes.lets_the_exponentials_overflow,
            "large scores, or a low temperature, make an exponential infinite; what may be subtracted from all scores "
            "without changing a probability?",
        ),
    ),
)
