"""Answers that are right on the cases that students see, and wrong on others."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.checks.examine import examine
from autograder.exercises import find_exercise
from autograder.subjects import LocalSubject
from tests.hostile.attack import attack, short
from tests.hostile.case import HostileCase, SubmissionMaterial, as_bytes

VISIBLE_SEED = 0


class _Recording:
    """A reference that notes how it is called and what it answers."""

    def __init__(self, reference: Callable[..., Any]) -> None:
        self.reference = reference
        self.answers: list[tuple[str, Any]] = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        answer = self.reference(*args, **kwargs)
        self.answers.append((key_of(args, kwargs), answer))
        return answer


def key_of(args: Any, kwargs: Any) -> str:
    return repr([np.asarray(each).tolist() for each in [*args, *(kwargs[name] for name in sorted(kwargs))]])


def answers_on_visible_cases(name: str) -> list[tuple[str, Any]]:
    recording = _Recording(find_exercise(name).reference)
    examine(find_exercise(name), LocalSubject(recording), VISIBLE_SEED)
    return recording.answers


TABLE = """
import numpy as np
from numpy import array, float64

_TABLE = {table}
_ORDER = list(_TABLE.values())
_calls = iter(range(10**9))


def _key(args, kwargs):
    return repr([np.asarray(each).tolist() for each in [*args, *(kwargs[name] for name in sorted(kwargs))]])


def {name}(*args, **kwargs):
    return {answer}
"""
BY_CASE = "_TABLE.get(_key(args, kwargs), _ORDER[0])"
BY_CALL = "_ORDER[next(_calls) % len(_ORDER)]"


def table_source(name: str, answer: str) -> str:
    """Return a submission's code that answers from a table of the visible cases."""
    with np.printoptions(threshold=10**6, floatmode="unique"):
        table = "{" + ", ".join(f"{key!r}: {value!r}" for key, value in answers_on_visible_cases(name)) + "}"
    return TABLE.format(table=table, name=name, answer=answer)


def _table_case(case: str, name: str, answer: str) -> HostileCase:
    def make(material: SubmissionMaterial) -> bytes:
        notebook = short(material.solved)
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == f"{name}-solution":
                cell.source = table_source(name, answer)
        return as_bytes(notebook)

    return HostileCase(case, make, {name: "zero"}, "")


TABLES = (
    _table_case("table-of-visible-cases", "threshold_neuron", BY_CASE),
    _table_case("answers-by-the-number-of-the-call", "threshold_neuron", BY_CALL),
    _table_case("table-of-trainings", "train_sigmoid_neuron", BY_CASE),
    _table_case("table-of-updates", "perceptron_update", BY_CASE),
)


@attack(says="o ")
def repeats_its_last_answer():
    """The answer to the question before."""

    last = [np.zeros(6)]

    def threshold_neuron(x, w, b):
        last.append(np.where(x @ w + b > 0, 1.0, 0.0))
        return last[-2]


@attack(says="o is wrong at")
def right_at_first():
    """Right in the first calls, in the hope that nobody looks longer."""

    calls = []

    def threshold_neuron(x, w, b):
        calls.append(1)
        return np.where(x @ w + b > 0, 1.0, 0.0) if len(calls) < 4 else np.full(len(x), 0.5)


@attack(says="o is wrong at")
def right_in_the_notebook_only():
    """Right while the notebook's own code calls it, wrong for anybody else."""

    import sys

    def threshold_neuron(x, w, b):
        callers, frame = set(), sys._getframe()
        while frame:
            callers.add(frame.f_code.co_filename)
            frame = frame.f_back
        if any("notebook_check" in name or "examine" in name for name in callers):
            return np.where(x @ w + b > 0, 1.0, 0.0)
        return np.full(len(x), 0.5)


@attack(says="", at="sigmoid_neuron")
def backward_that_works_once():
    """Each backward after the first gives back the first one's gradients, and no value is right."""

    kept = []

    def sigmoid_neuron(x, w, b):
        g = 1 / (1 + np.exp(-(x @ w + b)))

        def backward(d_g):
            if not kept:
                d_a = d_g * g * (1 - g)
                kept.append((np.outer(d_a, w), d_a @ x, d_a.sum()))
            return kept[0]

        return g + 1e-3, backward


@attack(says="", at="sigmoid_neuron")
def backward_that_returns_what_comes_in():
    """The incoming gradient, shaped like the answer."""

    def sigmoid_neuron(x, w, b):
        def backward(d_g):
            return np.outer(d_g, np.ones_like(w)), d_g.sum() * np.ones_like(w), d_g.sum()

        return np.full(len(x), 0.5), backward


def visible_scores() -> Iterator[tuple[str, int, int]]:
    """Yield what each table earns on the visible cases, beside what there is to earn: the attack is real."""
    for name, answer in (("threshold_neuron", BY_CASE), ("threshold_neuron", BY_CALL), ("perceptron_update", BY_CASE)):
        namespace: dict[str, Any] = {}
        exec(table_source(name, answer), namespace)
        report = examine(find_exercise(name), LocalSubject(namespace[name]), VISIBLE_SEED)
        yield name, report.score, report.points
