"""What the gate explorer says: the picture in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Numbers = Mapping[str, Sequence[float]]
TITLES = {"lstm": "LSTM", "gru": "GRU"}
MEMORIES = {"lstm": "cells", "gru": "states"}


def number(value: float) -> str:
    """Return a number with two decimals, and no sign for zero.

    Examples
    --------
    >>> number(-0.004), number(-0.5)
    ('0.00', '-0.50')
    """
    return f"{value:.2f}".replace("-0.00", "0.00")


def tell_the_end(found: Mapping[str, Numbers]) -> str:
    """Say what each cell remembers at the end, and how much of a change after step 1 arrives there."""
    sentences = []
    for name, numbers in found.items():
        if not numbers:
            continue
        words = f"{TITLES[name]}: the {MEMORIES[name][:-1]} ends at {number(numbers[MEMORIES[name]][-1])}"
        if numbers["reach"]:
            words += f"; of a change after step 1, {number(numbers['reach'][0])} arrives at the end"
        sentences.append(words + ".")
    return " ".join(sentences)


def describe(step: int, gates: Mapping[str, Mapping[str, float]], found: Mapping[str, Numbers]) -> str:
    """Describe the picture: the gates of the chosen step, what stands there, and what is left at the end.

    Parameters
    ----------
    step : int
        Counted from 1.
    gates : mapping
        For "lstm" and "gru", the gates of that step by name.
    found : mapping
        For "lstm" and "gru", rows of numbers by name; empty where they are unknown.
    """
    sentences = []
    for name, numbers in found.items():
        settings = ", ".join(f"{gate} gate {number(value)}" for gate, value in gates[name].items())
        words = f"{TITLES[name]} at step {step}: {settings}"
        if numbers:
            rows = {"cells": "cell", "states": "state", "reach": "gradient"}
            known = [f"{what} {number(numbers[row][step - 1])}" for row, what in rows.items() if numbers.get(row)]
            words += f"; {', '.join(known)}"
        else:
            words += "; what the cell makes of it is unknown"
        sentences.append(words + ".")
    return " ".join([*sentences, tell_the_end(found)]).strip()
