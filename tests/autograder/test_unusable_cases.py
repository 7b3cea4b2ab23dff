"""An author's slips in cases, reference and observers, each made and found."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.checks.observers import gradients
from autograder.course.prove import prove_exercise
from autograder.course.unusable_cases import unusable_cases
from autograder.exercises import find_exercise
from autograder.exercises.declaration import Case


def with_part(**changes):
    """Return squared_error with its value, or else its gradient, tried in another way."""
    exercise = find_exercise("squared_error")
    value, gradient, bad = exercise.parts
    if "gradient" in changes:
        return replace(exercise, parts=(value, replace(gradient, draw_cases=changes["gradient"]), bad))
    return replace(exercise, parts=(replace(value, **changes), gradient, bad))


def drawn(*args, **more):
    return lambda rng: [Case("one row", *args, **more)]


def misspelt(rng):
    return [Case("one row", (rng.standard_normals((2, 1)),))]


ROW = np.ones((1, 3))


@pytest.mark.parametrize(
    ("exercise", "sentence"),
    [
        (
            with_part(draw_cases=misspelt),
            "part 'value': misspelt raised AttributeError: 'numpy.random._generator.Generator' object has no attribute",
        ),
        (with_part(draw_cases=misspelt), "(test_unusable_cases.py, line 29)"),
        (with_part(draw_cases=lambda rng: None), "must return a list of Case; it returned nothing"),
        (with_part(draw_cases=lambda rng: [(ROW, ROW)]), "must return a list of Case; it returned a list of tuple"),
        (
            with_part(draw_cases=drawn(ROW)),
            "part 'value': case 'one row': its arguments must be a tuple, such as (x, w), or (x,) for one; "
            "it has a value of type ndarray",
        ),
        (
            with_part(draw_cases=drawn((ROW,))),
            "case 'one row': the reference raised TypeError: squared_error() missing",
        ),
        (with_part(gradient=drawn((ROW, ROW))), "part 'gradient': case 'one row': the reference raised TypeError"),
        (with_part(gradient=drawn((ROW, ROW))), "; the case has no `incoming` for a `backward`"),
        (with_part(observe=gradients), "case 'one output for each row': its observer must return values by name"),
        (
            with_part(observe=lambda subject, case: case.nothing),
            "its observer raised AttributeError: 'Case' object has",
        ),
    ],
)
def test_slips_are_said_in_a_sentence_that_says_where(exercise, sentence):
    assert sentence in unusable_cases(exercise, (0,))
    proofs = list(prove_exercise(exercise, (0,)))
    assert not any(proof.holds for proof in proofs)
    assert len({proof.flaw for proof in proofs}) == 1 and sentence in proofs[0].flaw


def test_cases_that_are_good_are_not_complained_of():
    assert unusable_cases(find_exercise("squared_error"), (0, 1)) == ""


def test_a_slip_in_some_draws_only_is_found():
    def at_times(rng):
        return [Case("one row", (ROW, ROW if rng.random() < 0.5 else ROW[:, :2]))]

    exercise = with_part(draw_cases=at_times)
    assert "the reference raised ValueError" in unusable_cases(exercise, range(20))


def test_a_fault_of_ours_keeps_its_traceback(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("autograder.course.prove.examine", broken)
    with pytest.raises(ZeroDivisionError):
        list(prove_exercise(find_exercise("squared_error"), (0,)))
