"""Exercise report: numbers that stand in a report, and a function that computes them again before the check's eyes.

The accuracies are counted here, from the predictions of `rerun` for digits whose labels it does not get. So that nobody
earns points with a table of answers, `rerun` must also learn a task that did not exist when the report was written.
"""

from __future__ import annotations

from itertools import islice, product
from typing import Any

import numpy as np

from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_13_capstone import report_mistakes as mistakes
from autograder.exercises.lesson_13_capstone.experiment import as_classes, renamed_digits
from autograder.exercises.lesson_13_capstone.references import Array, report, split_digits
from autograder.subjects import Subject, SubjectRefusedError

MOST_RUNS = 12
NEAR = 0.005  # another machine rounds otherwise, and after a thousand steps a doubtful digit may change sides
NAMES = ("varied", "values", "seeds", "accuracies")


def _answer(subject: Subject) -> tuple[dict[str, Any], Subject]:
    answer = subject()
    if not isinstance(answer, tuple | list) or len(answer) != 2 or not callable(answer[1]):
        raise SubjectRefusedError("the function should return two things: the dict of reported numbers, and `rerun`")
    reported, rerun = answer
    if not isinstance(reported, dict) or any(name not in reported for name in NAMES):
        raise SubjectRefusedError(f"the first value should be a dict with the entries {', '.join(NAMES)}")
    if type(reported["varied"]) is not str:
        raise SubjectRefusedError('the entry "varied" should be the name of one setting, such as "width"')
    for name in ("values", "seeds"):
        if not isinstance(reported[name], tuple | list) or not reported[name]:
            raise SubjectRefusedError(f'the entry "{name}" should be a tuple or a list')
    return reported, rerun


def _table(reported: dict[str, Any]) -> Array:
    rows = reported["accuracies"]
    shape = len(reported["values"]), len(reported["seeds"])
    try:
        table = np.array(rows, dtype=float)
    except (TypeError, ValueError):
        table = np.zeros(0)
    if table.shape != shape:
        raise SubjectRefusedError(
            'the entry "accuracies" should hold a row for each of the values, and in it a number for each of the seeds'
        )
    return table


def draw_designs(rng: np.random.Generator) -> list[Case]:
    """Draw nothing but a number: the report is what it is."""
    return [Case("your report", (int(rng.integers(10**6)),))]


def draw_fresh_tasks(rng: np.random.Generator) -> list[Case]:
    """Draw a task that the report cannot have known."""
    return [Case("your report", (*renamed_digits(rng, 1200, 300),))]


def design(subject: Subject, case: Case) -> Observation:
    """Observe whether the report compares anything, over seeds enough to see a spread."""
    reported, _ = _answer(subject)
    table = _table(reported)
    return {
        "the values": _different(reported["values"], 2),
        "the seeds": _different(reported["seeds"], 3),
        "the accuracies": "shares" if ((table >= 0) & (table <= 1)).all() else "no shares between 0 and 1",
    }


def reproduction(subject: Subject, case: Case) -> Observation:
    """Observe whether `rerun` gives the reported numbers again, and whether it learns what it is given."""
    reported, rerun = _answer(subject)
    table, name = _table(reported), reported["varied"]
    x, labels, new_x, new_labels = split_digits()

    def predictions(value: Any, seed: Any) -> Array:
        return as_classes(rerun(x, labels, new_x, seed, **{name: value}), len(new_x))

    values, seeds = reported["values"], reported["seeds"]
    # Row by row would leave out the last values of a large table: go through it seed by seed.
    places = [(row, column) for column, row in product(range(len(seeds)), range(len(values)))]
    seen = {at: predictions(values[at[0]], seeds[at[1]]) for at in islice(places, MOST_RUNS)}
    again = predictions(values[0], seeds[0])
    off = [abs(float(np.mean(found == new_labels)) - table[at]) for at, found in seen.items()]
    repeats = np.array_equal(again, seen[0, 0])
    return {
        "one value and one seed, run twice": "the same predictions" if repeats else "other predictions",
        "the reported accuracies": _verdict(off) if repeats else "cannot be compared",
        "another seed": _unlike([found for (row, _), found in seen.items() if row == 0]),
        "another value": _unlike([found for (_, column), found in seen.items() if column == 0]),
        "a task of other pixels and other classes": _learns(rerun, reported, case),
    }


def _different(entries: Any, least: int) -> str:
    if len({repr(each) for each in entries}) < len(entries):
        return "some are the same"
    return "enough, all different" if len(entries) >= least else "too few"


def _verdict(off: list[float]) -> str:
    return "come out again" if max(off) <= NEAR else "come out otherwise"


def _unlike(found: list[Array]) -> str:
    if len(found) == 1:
        return "there is none"
    return "other predictions" if any(not np.array_equal(found[0], each) for each in found[1:]) else "no difference"


def _learns(rerun: Subject, reported: dict[str, Any], case: Case) -> str:
    x, labels, new_x, new_labels = case.args
    best = int(_table(reported).mean(axis=1).argmax())
    setting = {reported["varied"]: reported["values"][best]}
    found = as_classes(rerun(x, labels, new_x, reported["seeds"][0], **setting), len(new_x))
    return "is learned" if np.mean(found == new_labels) > 0.5 else "is not learned"


EXERCISE = Exercise(
    name="report",
    number="13.7",
    reference=report,
    seeds_to_prove=3,
    builds_on=("AffineLayer", "Network", "Optimizer", "fit", "experiment"),
    parts=(
        Part("design", 1, draw_designs, design),
        Part("reproduction", 3, draw_fresh_tasks, reproduction),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.states_numbers_that_no_run_gave,
            "the runs give other accuracies than the report: were settings or code changed after the numbers were "
            "copied?",
        ),
        WrongAnswer(
            mistakes.reports_a_single_seed,
            "there is one number for each value; how will a reader know whether the difference is luck?",
        ),
        WrongAnswer(
            mistakes.repeats_one_seed, "one seed three times is one run three times; its spread of 0 says nothing"
        ),
        WrongAnswer(mistakes.compares_nothing, "there is only one value of the setting: with what is it compared?"),
        WrongAnswer(mistakes.reports_per_cent, "the accuracies are shares between 0 and 1; the text may say per cent"),
        WrongAnswer(
            mistakes.reruns_without_the_seed,
            "two runs with one seed predict differently: something in `rerun` is drawn from another generator",
        ),
        WrongAnswer(
            mistakes.ignores_which_seed,
            "all seeds predict the same, so that the report's spread is none: does `rerun` hand the seed on?",
        ),
        WrongAnswer(
            mistakes.ignores_the_value,
            "the setting has no effect on the predictions: does `rerun` hand its value on to the experiment?",
        ),
        WrongAnswer(
            mistakes.remembers_the_answers,
            "the answers for these digits are at hand without training, and no other task is learned: a report is "
            "about a network that learns",
        ),
    ),
)
