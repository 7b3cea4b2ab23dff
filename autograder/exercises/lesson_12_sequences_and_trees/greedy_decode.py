"""Exercise greedy_decode: the decoder is told its own symbols, until it says stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_12_sequences_and_trees import greedy_decode_mistakes as mistakes
from autograder.exercises.lesson_12_sequences_and_trees.sequences import Array, Parameters, draw_decoder
from lecturelib.sequence_to_sequence import greedy_decode

START, STOP = 1, 2


def _drawn_until(
    rng: np.random.Generator, is_good: Callable[[Array, Parameters, int], bool], label: str, examples: int, steps: int
) -> Case:
    """Draw decoders until one writes what tells mistakes apart; most do so within a few tries."""
    while True:
        h0, decoder = rng.uniform(-1, 1, (examples, 5)), draw_decoder(rng, 7, 3, 5)
        if is_good(h0, decoder, steps):
            return Case(label, (h0, decoder, START, STOP, steps))


def _never_stops(h0: Array, decoder: Parameters, steps: int) -> bool:
    """Tell whether no row ends, and every mistake in what the decoder is told or starts from shows."""
    written = greedy_decode(h0, decoder, START, STOP, steps)
    others = (mistakes.starts_from_zeros, mistakes.forgets_what_it_wrote, mistakes.hears_the_start_symbol_every_time)
    differ = all(not _equal(mistake(h0, decoder, START, STOP, steps), written) for mistake in others)
    return STOP not in written and differ


def _stops_in_turn(h0: Array, decoder: Parameters, steps: int) -> bool:
    """Tell whether rows end at different steps, all in time, and would have gone on with something else."""
    written = greedy_decode(h0, decoder, START, STOP, steps)
    ends = [row.index(STOP) if STOP in row else steps for row in written.tolist()]
    others = (mistakes.goes_on_after_its_stop_symbol, mistakes.knows_no_stop_symbol)
    differ = all(not _equal(mistake(h0, decoder, START, STOP, steps), written) for mistake in others)
    return 1 <= min(ends) < max(ends) < steps - 1 and differ


def _one_never_stops(h0: Array, decoder: Parameters, steps: int) -> bool:
    """Tell whether the first row ends and the second does not."""
    written = greedy_decode(h0, decoder, START, STOP, steps).tolist()
    return STOP in written[0][1:-1] and STOP not in written[1]


def _stops_at_once(h0: Array, decoder: Parameters, steps: int) -> bool:
    """Tell whether the first symbol is the stop symbol."""
    return greedy_decode(h0, decoder, START, STOP, steps).tolist() == [[STOP]]


def _equal(one: Any, other: Array) -> bool:
    return np.array_equal(one, other)


def draw_without_stop(rng: np.random.Generator) -> list[Case]:
    """Draw decoders that never say stop."""
    return [
        _drawn_until(rng, _never_stops, "four steps, nobody stops", 3, 4),
        _drawn_until(rng, _never_stops, "one row", 1, 5),
        _drawn_until(
            rng, lambda h0, decoder, _: STOP not in greedy_decode(h0, decoder, START, STOP, 1), "one step", 2, 1
        ),
    ]


def draw_with_stop(rng: np.random.Generator) -> list[Case]:
    """Draw decoders that say stop, at different steps, at once, or in one row only."""
    return [
        _drawn_until(rng, _stops_in_turn, "rows stop one after another", 3, 6),
        _drawn_until(rng, _one_never_stops, "one row stops, the other does not", 2, 5),
        _drawn_until(rng, _stops_at_once, "the first symbol is the stop symbol", 1, 4),
    ]


EXERCISE = Exercise(
    name="greedy_decode",
    number="12.2",
    reference=greedy_decode,
    seeds_to_prove=10,
    parts=(
        Part("symbols", 2, draw_without_stop, returned("ids")),
        Part("stopping", 1, draw_with_stop, returned("ids")),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.starts_from_zeros,
            "the state is not handed over: your decoder starts from zeros and not from `h0`, so every row is the same",
        ),
        WrongAnswer(
            mistakes.forgets_what_it_wrote,
            "every step starts from `h0` again: the decoder hears its last symbol, and has forgotten those before. "
            "From where should the second step start?",
        ),
        WrongAnswer(
            mistakes.hears_the_start_symbol_every_time,
            "your decoder is told the start symbol at every step; what has it just written?",
        ),
        WrongAnswer(
            mistakes.returns_the_start_symbol,
            "the start symbol stands in front of your answer; the decoder was told it, and did not write it",
        ),
        WrongAnswer(
            mistakes.knows_no_stop_symbol,
            "your decoder has no stop symbol: it writes on to `max_steps`, whatever it says. How does it tell that it "
            "has finished?",
        ),
        WrongAnswer(
            mistakes.goes_on_after_its_stop_symbol,
            "a row that has stopped is written on while others are not ready; what should stand there instead?",
        ),
        WrongAnswer(
            mistakes.stops_when_the_first_row_stops,
            "all rows end as soon as one has: the longer ones are cut short. Who has to be ready before the loop ends?",
        ),
        WrongAnswer(
            mistakes.fills_up_with_zeros,
            "rows that have stopped are filled up with 0; the text says with what",
        ),
        WrongAnswer(
            mistakes.throws_the_last_stop_symbol_away,
            "the loop ends before the last stop symbol is kept, so that a row looks cut off; it belongs to the answer",
        ),
    ),
)
