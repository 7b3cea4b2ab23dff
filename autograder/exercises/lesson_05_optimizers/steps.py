"""What the exercises on update rules share: runs of several steps, and how they are drawn and observed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import numpy as np

from autograder.exercises.declaration import Case, Observation
from autograder.subjects import Subject, SubjectRefusedError

Array = np.ndarray[Any, np.dtype[Any]]
Step = tuple[Array, Any]
Rule = Callable[..., Step]


def as_asked(rule: Rule, state_type: type | None = None) -> Rule:
    """Return a rule of `lecturelib` as a reader is asked to write it: pure, with a state of plain data.

    Parameters
    ----------
    rule : callable
        The reference; its argument `in_place` is taken away.
    state_type : type, optional
        The NamedTuple of its state, which comes back from the border between grader and submission as a tuple.
    """
    signature = inspect.signature(rule)

    @wraps(rule)
    def pure(parameter: Array, gradient: Array, state: Any, *settings: Any, **named: Any) -> Step:
        remembered = state if state is None or state_type is None else state_type(*state)
        return rule(parameter, gradient, remembered, *settings, **named)

    kept = [argument for name, argument in signature.parameters.items() if name != "in_place"]
    vars(pure)["__signature__"] = signature.replace(parameters=kept)
    return pure


def run(rng: np.random.Generator, label: str, shape: tuple[int, ...], steps: int, **settings: Any) -> Case:
    """Draw a run from a random parameter with random gradients."""
    gradients = [rng.standard_normal(shape) for _ in range(steps)]
    return run_with(label, rng.standard_normal(shape), gradients, **settings)


def run_with(label: str, parameter: Array, gradients: Sequence[Array], **settings: Any) -> Case:
    """Return the case of a run: settings that are tuples hold one value for each step."""
    return Case(label, ((parameter,), tuple((gradient,) for gradient in gradients)), settings)


def side_by_side(label: str, one: Case, other: Case) -> Case:
    """Return the case that takes the steps of two runs in turn: each parameter needs a state of its own."""
    gradients = [first + second for first, second in zip(one.args[1], other.args[1], strict=True)]
    return Case(label, (one.args[0] + other.args[0], tuple(gradients)), one.kwargs)


def parameters_after_steps(subject: Subject, case: Case) -> Observation:
    """Observe the parameter after every step of a run. Each state goes back to the subject, and nowhere else."""
    parameters, gradients = list(case.args[0]), case.args[1]
    states: list[Any] = [None] * len(parameters)
    seen: dict[str, Any] = {}
    for number, gradients_of_step in enumerate(gradients):
        settings = {name: value[number] if isinstance(value, tuple) else value for name, value in case.kwargs.items()}
        for place, gradient in enumerate(gradients_of_step):
            after, states[place] = _pair(subject(parameters[place], gradient, states[place], **settings))
            whose = "the parameter" if len(parameters) == 1 else ("the first parameter", "the second parameter")[place]
            seen[f"{whose} after step {number + 1}"] = after
            if not _can_go_on(parameters[place], after):
                return seen
            parameters[place] = after
    return seen


def _pair(result: Any) -> tuple[Any, Any]:
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise SubjectRefusedError("the function returns no pair: first the new parameter, then the state")
    return result[0], result[1]


def _can_go_on(before: Array, after: Any) -> bool:
    """Tell whether a next step makes sense: the report speaks of the first value that is none."""
    is_like_it = isinstance(after, np.ndarray) and after.shape == before.shape and after.dtype.kind == "f"
    return bool(is_like_it and np.isfinite(after).all())
