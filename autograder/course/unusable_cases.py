"""Cases that cannot be put to an exercise's own reference: an author's slip, said where it was made."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from autograder.checks.known_answers import KnownAnswers
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.subjects import LocalSubject, SubjectError


def unusable_cases(exercise: Exercise, seeds: Sequence[int]) -> str:
    """Return which part's cases cannot be drawn or put to the reference, and why, in a sentence; empty if all can.

    Parameters
    ----------
    exercise : Exercise
        What is being written.
    seeds : sequence of int
        What the cases are drawn from.
    """
    # As in an examination: what NumPy warns of is judged by the value.
    with np.errstate(all="ignore"):
        sentences = ((part, _of_part(exercise, part, seed)) for seed in seeds for part in exercise.parts)
        return next((f"part {part.name!r}: {sentence}" for part, sentence in sentences if sentence), "")


def _of_part(exercise: Exercise, part: Part, seed: int) -> str:
    drawing = getattr(part.draw_cases, "__name__", "draw_cases")
    try:
        cases: object = KnownAnswers(exercise, seed).cases(part)
    except Exception as error:  # whatever an author's code raises
        return f"{drawing} raised {_described(error)}"
    if not isinstance(cases, list | tuple) or not all(isinstance(case, Case) for case in cases):
        return f"{drawing} must return a list of Case; it returned {_kind(cases)}"
    return next((sentence for case in cases if (sentence := _of_case(exercise, part, case))), "")


def _of_case(exercise: Exercise, part: Part, case: Case) -> str:
    where = f"case {case.label!r}: "
    arguments: object = case.args
    if not isinstance(arguments, tuple):
        return f"{where}its arguments must be a tuple, such as (x, w), or (x,) for one; it has {_kind(arguments)}"
    try:
        seen: object = part.observe(LocalSubject(exercise.reference), case)
    except SubjectError as error:
        hint = "; the case has no `incoming` for a `backward`" if "NoneType" in error.sentence else ""
        # An author's own function stands here for the student's, of which the sentence speaks.
        return f"{where}{error.sentence.replace('the function', 'the reference', 1)}{hint}"
    except Exception as error:  # whatever an author's observer raises
        return f"{where}its observer raised {_described(error)}"
    if not isinstance(seen, Mapping):
        return f"{where}its observer must return values by name; does it take names, as in gradients('d_x')?"
    return ""


def _described(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}, line {last.lineno})"


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "a list of " + (" and ".join(sorted({type(each).__name__ for each in value})) or "nothing")
    return "nothing" if value is None else f"a value of type {type(value).__name__}"
