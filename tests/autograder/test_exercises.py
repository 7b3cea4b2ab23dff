"""Every exercise's checks, proven: one test for each claim, named by exercise and claim."""

import ast
import inspect
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from autograder.checks.examine import examine
from autograder.course.prove import prove_exercise
from autograder.course.sample_class import as_answer
from autograder.exercises import LESSONS, find_exercise, find_lesson
from autograder.subjects import LocalSubject

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = [exercise for lesson in LESSONS.values() for exercise in lesson.exercises]
WRONG = [(exercise, wrong) for exercise in EXERCISES for wrong in exercise.wrong_answers]
# Nothing can be drawn for them: the cases there are, are all there can be.
WHOLE = {"xor_network"}


@cache
def imports_of(exercise):
    """Return what the exercise's lesson imports, as source."""
    (lesson,) = (lesson for lesson in LESSONS.values() if exercise in lesson.exercises)
    tree = ast.parse((ROOT / "solutions" / f"{lesson.name}.py").read_text(encoding="utf-8"))
    return ast.unparse(ast.Module([node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)], []))


# `autograder prove` tries twenty; here it is a seed each, and another where wrong answers stand on their own.
SEEDS = (0,)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_checks_are_proven(exercise):
    flaws = [f"{proof.claim}: {proof.flaw}" for proof in prove_exercise(exercise, SEEDS) if not proof.holds]
    assert not flaws


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_at_least_three_wrong_answers_with_a_sentence_each(exercise):
    assert len(exercise.wrong_answers) >= 3
    sentences = [wrong.sentence for wrong in exercise.wrong_answers]
    assert len(set(sentences)) == len(sentences)
    assert len({wrong.name for wrong in exercise.wrong_answers}) == len(exercise.wrong_answers)


@pytest.mark.parametrize(("exercise", "wrong"), WRONG, ids=lambda value: getattr(value, "name", None))
def test_wrong_answers_stand_on_their_own_in_a_notebook(exercise, wrong):
    """As the sample class hands it in: its own cell, with what the lesson imports."""
    source = as_answer(wrong.function, exercise.name)
    tree = ast.parse(source)
    assert [node.name for node in tree.body] == [exercise.name]
    namespace = {}
    exec(imports_of(exercise), namespace)
    exec(compile(tree, "<cell>", "exec"), namespace)
    report = examine(exercise, LocalSubject(namespace[exercise.name]), seed=5)
    assert report.named == (wrong.name,)


@pytest.mark.parametrize(("exercise", "wrong"), WRONG, ids=lambda value: getattr(value, "name", None))
def test_wrong_answers_have_the_reference_s_signature(exercise, wrong):
    assert list(inspect.signature(wrong.function).parameters) == list(inspect.signature(exercise.reference).parameters)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_graded_cases_differ_from_the_visible_ones(exercise):
    """Answers tuned to the visible cases must not pass."""
    if exercise.name in WHOLE:
        return
    drawn = [
        [case.args for part in exercise.parts for case in part.draw_cases(np.random.default_rng(s))] for s in (0, 1)
    ]
    same = [repr(one) == repr(other) for one, other in zip(*drawn, strict=False)]
    assert not all(same)


def test_unknown_names_are_a_sentence_with_a_suggestion():
    with pytest.raises(ValueError, match="did you mean 'threshold_neuron'"):
        find_exercise("treshold_neuron")
    with pytest.raises(ValueError, match="there is no lesson called '99-magic'; the lessons are: 01-neurons"):
        find_lesson("99-magic")
