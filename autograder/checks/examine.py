"""The examination: probe a subject on cases drawn from a seed, compare with the reference, say what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from autograder.checks.asked_ahead import asked_ahead
from autograder.checks.compare import Mismatch, compare
from autograder.checks.difference import difference_of
from autograder.checks.known_answers import UNFIT, KnownAnswers, Seen, known_answers, observed
from autograder.checks.patterns import describe_pattern
from autograder.checks.report import Failure, PartResult, Report
from autograder.checks.sentences import with_capital
from autograder.checks.shapes import Shapes, shape_of, shapes_of_inputs
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.subjects import Subject, SubjectError, SubjectRaisedError, SubjectStoppedError


@dataclass(frozen=True)
class _Trial:
    """A case, what the reference gave, what the subject gave, and the first difference."""

    case: Case
    expected: Observation
    got: Seen
    mismatch: tuple[str, Mismatch] | None

    @property
    def failed(self) -> bool:
        return isinstance(self.got, SubjectError) or self.mismatch is not None


def examine(exercise: Exercise, subject: Subject, seed: int) -> Report:
    """Return the report on `subject`.

    Parameters
    ----------
    exercise : Exercise
        What is asked.
    subject : Subject
        The function under examination, in this process or in a sandbox.
    seed : int
        What the cases are drawn from. Visible checks use 0; grading draws one.
    """
    # What a function computes is judged; NumPy's warnings about it, and about our wrong answers, would only be noise.
    with np.errstate(all="ignore"):
        return _examine(exercise, subject, seed)


def _examine(exercise: Exercise, subject: Subject, seed: int) -> Report:
    known = known_answers(exercise, seed)
    trials: dict[str, list[_Trial]] = {}
    for part in exercise.parts:
        try:
            trials[part.name] = _try_part(known, part, subject)
        except SubjectStoppedError as stopped:
            note = f"the examination ended early: {stopped.sentence}"
            return unexamined(exercise, seed, state="stopped", note=note)
    if all(_unwritten(trial.got) for part_trials in trials.values() for trial in part_trials):
        note = f"{exercise.name} is not written yet: it still raises NotImplementedError"
        return unexamined(exercise, seed, state="not written", note=note)
    names = _name_wrong_answers(exercise, known, trials)
    parts = [_result(exercise, part, trials[part.name], names.get(part.name)) for part in exercise.parts]
    return Report(exercise.name, seed, tuple(parts))


def unexamined(exercise: Exercise, seed: int, state: str, note: str) -> Report:
    """Return a report of zero points for an exercise that could not be examined."""
    parts = tuple(PartResult(part.name, 0, part.points, 0, 0) for part in exercise.parts)
    return Report(exercise.name, seed, parts, state, note)


def _try_part(known: KnownAnswers, part: Part, subject: Subject) -> list[_Trial]:
    trials = []
    cases = known.cases(part)
    subjects = asked_ahead(subject, lambda: known.only_calls(part), len(cases))
    for place, case in enumerate(cases):
        expected = known.expected(part, place)
        got = observed(part, subjects[place], case)
        mismatch = None if isinstance(got, SubjectError) else _first_mismatch(expected, got, part.tolerance)
        trials.append(_Trial(case, expected, got, mismatch))
    return trials


def _first_mismatch(expected: Observation, got: Observation, tolerance: float) -> tuple[str, Mismatch] | None:
    for name, value in expected.items():
        mismatch = compare(name, value, got.get(name), tolerance)
        if mismatch:
            return name, mismatch
    return None


def _unwritten(seen: Seen) -> bool:
    return isinstance(seen, SubjectRaisedError) and seen.type_name == "NotImplementedError"


def _name_wrong_answers(
    exercise: Exercise, known: KnownAnswers, trials: Mapping[str, list[_Trial]]
) -> dict[str, WrongAnswer]:
    """Return the wrong answer that explains each failed part: one that explains the whole subject comes first."""
    failed = [part for part in exercise.parts if any(trial.failed for trial in trials[part.name])]
    if not failed:
        return {}

    @cache
    def fits(part: Part, number: int) -> bool:
        return all(
            _same(trial.got, known.wrong(number, part, place), part.tolerance)
            for place, trial in enumerate(trials[part.name])
        )

    names: dict[str, WrongAnswer] = {}
    for part in failed:
        # The others are tried only where they have to be: a case may be long.
        fitting = [number for number in range(len(exercise.wrong_answers)) if fits(part, number)]
        everywhere = (number for number in fitting if all(fits(other, number) for other in exercise.parts))
        number = next(everywhere, fitting[0] if fitting else None)
        if number is not None:
            names[part.name] = exercise.wrong_answers[number]
    return names


def _same(one: Seen, other: Seen, tolerance: float) -> bool:
    if isinstance(one, SubjectError) or isinstance(other, SubjectError):
        kinds = [seen.type_name if isinstance(seen, SubjectRaisedError) else type(seen) for seen in (one, other)]
        return kinds[0] == kinds[1]
    return one.keys() == other.keys() and all(_same_value(one[name], other[name], tolerance) for name in one)


def _same_value(one: Any, other: Any, tolerance: float) -> bool:
    try:
        if isinstance(one, str) or isinstance(other, str) or (np.isfinite(one).all() and np.isfinite(other).all()):
            return compare("value", other, one, tolerance) is None
        # An infinite value has an infinite tolerance: any number would pass for it.
        near = np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=tolerance, atol=1e-12, equal_nan=True)
        return bool(near)
    except UNFIT:
        return False


def _result(exercise: Exercise, part: Part, trials: Sequence[_Trial], wrong: WrongAnswer | None) -> PartResult:
    failures = [trial for trial in trials if trial.failed]
    if not failures:
        return PartResult(part.name, part.points, part.points, len(trials), 0)
    failure = _failure(exercise, failures[0], wrong)
    return PartResult(part.name, 0, part.points, len(trials), len(failures), failure)


def _failure(exercise: Exercise, trial: _Trial, wrong: WrongAnswer | None) -> Failure:
    sentences = [with_capital(wrong.sentence)] if wrong else []
    shapes, difference = Shapes(shapes_of_inputs(exercise.reference, trial.case)), None
    if isinstance(trial.got, SubjectError):
        unwritten = "this part is not written yet: it still raises NotImplementedError"
        sentences.append(unwritten if _unwritten(trial.got) else trial.got.sentence)
    elif trial.mismatch:
        name, mismatch = trial.mismatch
        expected, got = trial.expected[name], trial.got.get(name)
        pattern = None if wrong else describe_pattern(name, expected, got, _sizes(trial.case))
        sentences += [sentence for sentence in (pattern, mismatch.sentence) if sentence]
        if not isinstance(expected, str):
            shapes = Shapes(shapes.inputs, name, shape_of(expected), shape_of(got))
            difference = difference_of(name, expected, mismatch.errors)
    return Failure(trial.case.label, tuple(sentences), wrong.name if wrong else None, shapes, difference)


def _sizes(case: Case) -> dict[str, int]:
    first = next((value for value in case.args if isinstance(value, np.ndarray) and value.ndim == 2), None)
    return {} if first is None else {"number of rows": first.shape[0], "number of columns": first.shape[1]}
