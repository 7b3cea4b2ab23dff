"""Exercise tree_compose: a parent's vector from those of its two children."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.grouped_gradients import Group, grouped_gradients
from autograder.checks.observers import value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_12_sequences_and_trees.sequences import Array, Parameters
from lecturelib.recursive import tree_compose

OF_THE_COMPOSITION = Group("d_parameters", ("d_W_left", "d_W_right", "d_b"))


def draw_composition(rng: np.random.Generator, size: int) -> Parameters:
    """Draw the parameters of a composition function for vectors of `size` numbers."""
    left, right = rng.standard_normal((2, size, size)) / np.sqrt(size)
    return left, right, rng.standard_normal(size) / 2


def draw_pairs(rng: np.random.Generator) -> list[Case]:
    """Draw pairs of children; one pair, vectors of one number, equal children, and pairs that there are none of."""

    def case(label: str, pairs: int, size: int) -> Case:
        left, right, incoming = rng.standard_normal((3, pairs, size))
        return Case(label, (left, right, draw_composition(rng, size)), incoming=incoming)

    cases = [case("four pairs", 4, 3), case("one pair", 1, 3), case("vectors of one number", 3, 1)]
    left, _, parameters = cases[0].args
    both = Case("two equal children", (left, left.copy(), parameters), incoming=cases[0].incoming)
    return [*cases, both, case("no pair", 0, 2)]


def uses_one_matrix_for_both(left: Array, right: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    parent = np.tanh((left + right) @ W_left + b)

    def backward(d_parent: Array) -> Any:
        d_a = d_parent * (1 - parent**2)
        return d_a @ W_left.T, d_a @ W_left.T, ((left + right).T @ d_a, np.zeros_like(W_right), d_a.sum(axis=0))

    return parent, backward


def exchanges_the_children(left: Array, right: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    parent = np.tanh(right @ W_left + left @ W_right + b)

    def backward(d_parent: Array) -> Any:
        d_a = d_parent * (1 - parent**2)
        return d_a @ W_right.T, d_a @ W_left.T, (right.T @ d_a, left.T @ d_a, d_a.sum(axis=0))

    return parent, backward


def adds_the_children_without_a_tanh(left: Array, right: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters

    def backward(d_parent: Array) -> Any:
        d_W = left.T @ d_parent, right.T @ d_parent
        return d_parent @ W_left.T, d_parent @ W_right.T, (*d_W, d_parent.sum(axis=0))

    return left @ W_left + right @ W_right + b, backward


def forgets_the_bias(left: Array, right: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    parent = np.tanh(left @ W_left + right @ W_right)

    def backward(d_parent: Array) -> Any:
        d_a = d_parent * (1 - parent**2)
        return d_a @ W_left.T, d_a @ W_right.T, (left.T @ d_a, right.T @ d_a, np.zeros_like(b))

    return parent, backward


def forgets_the_slope(left: Array, right: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    parent = np.tanh(left @ W_left + right @ W_right + b)

    def backward(d_parent: Array) -> Any:
        d_W = left.T @ d_parent, right.T @ d_parent
        return d_parent @ W_left.T, d_parent @ W_right.T, (*d_W, d_parent.sum(axis=0))

    return parent, backward


def does_not_transpose_on_the_way_back(left: Array, right: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    parent = np.tanh(left @ W_left + right @ W_right + b)

    def backward(d_parent: Array) -> Any:
        d_a = d_parent * (1 - parent**2)
        return d_a @ W_left, d_a @ W_right, (left.T @ d_a, right.T @ d_a, d_a.sum(axis=0))

    return parent, backward


def gives_both_children_the_same_gradient(left: Array, right: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    parent = np.tanh(left @ W_left + right @ W_right + b)

    def backward(d_parent: Array) -> Any:
        d_a = d_parent * (1 - parent**2)
        d_child = d_a @ (W_left + W_right).T
        return d_child, d_child, (left.T @ d_a, right.T @ d_a, d_a.sum(axis=0))

    return parent, backward


def averages_over_the_pairs(left: Array, right: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    parent = np.tanh(left @ W_left + right @ W_right + b)

    def backward(d_parent: Array) -> Any:
        d_a = d_parent * (1 - parent**2)
        count = max(1, len(left))
        d_parameters = (left.T @ d_a / count, right.T @ d_a / count, d_a.sum(axis=0) / count)
        return d_a @ W_left.T, d_a @ W_right.T, d_parameters

    return parent, backward


EXERCISE = Exercise(
    name="tree_compose",
    number="12.4",
    reference=tree_compose,
    parts=(
        Part("parents", 1, draw_pairs, value_of_pair("parent")),
        Part(
            "gradient",
            1,
            draw_pairs,
            grouped_gradients("d_left", "d_right", OF_THE_COMPOSITION),
        ),
    ),
    wrong_answers=(
        WrongAnswer(
            uses_one_matrix_for_both,
            "one matrix serves both children, so that exchanging them changes nothing: is 'not good' the same as "
            "'good not'?",
        ),
        WrongAnswer(
            exchanges_the_children, "the left child meets the weights of the right one; which weights belong to which?"
        ),
        WrongAnswer(
            adds_the_children_without_a_tanh,
            "your composition is linear: a tree of any depth is then one weighted sum of its words. Which function is "
            "missing?",
        ),
        WrongAnswer(forgets_the_bias, "b is not used: with children of zero your parent is zero, too"),
        WrongAnswer(
            forgets_the_slope,
            "the gradient passes the tanh as if it were not there; what is its slope, told by `parent`?",
        ),
        WrongAnswer(
            does_not_transpose_on_the_way_back,
            "your gradients of the children go through the weights in the same direction as the children did; sums "
            "over which index lead back?",
        ),
        WrongAnswer(
            gives_both_children_the_same_gradient,
            "both children get the gradient that came through both matrices; through which one did each of them go?",
        ),
        WrongAnswer(
            averages_over_the_pairs,
            "the gradients of the parameters are means over the pairs; if one set of weights serves several pairs, "
            "what does J owe to it?",
        ),
    ),
)
