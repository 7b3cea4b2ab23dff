"""Exercise tree_states: the vector of every node, and the gradient through the whole tree."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.grouped_gradients import grouped_gradients
from autograder.checks.observers import value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_12_sequences_and_trees import tree_states_mistakes as mistakes
from autograder.exercises.lesson_12_sequences_and_trees.tree_compose import OF_THE_COMPOSITION, draw_composition
from lecturelib.recursive import tree_children, tree_states

TREES: dict[str, Any] = {
    "two pairs joined": ((0, 1), (2, 3)),
    "a tree that grows to the right": (0, (1, (2, 3))),
    "a tree that grows to the left": (((0, 1), 2), 3),
    "leaves in another order": (3, ((1, 0), 2)),
    "two leaves": (0, 1),
    "a single leaf": 0,
}


def _draw(rng: np.random.Generator, root_only: bool) -> list[Case]:
    cases = []
    for label, tree in TREES.items():
        children = tree_children(tree)
        leaves = rng.standard_normal((len(children) + 1, 3))
        incoming = rng.standard_normal((2 * len(children) + 1, 3))
        if root_only:
            incoming[:-1] = 0
        cases.append(Case(label, (children, leaves, draw_composition(rng, 3)), incoming=incoming))
    return cases


def draw_trees(rng: np.random.Generator) -> list[Case]:
    """Draw vectors for trees of several shapes; J asks something of every node."""
    return _draw(rng, root_only=False)


def draw_roots(rng: np.random.Generator) -> list[Case]:
    """Draw the same, but J asks something of the root alone."""
    return _draw(rng, root_only=True)


GRADIENTS = grouped_gradients("d_leaves", OF_THE_COMPOSITION)

EXERCISE = Exercise(
    name="tree_states",
    number="12.5",
    reference=tree_states,
    parts=(
        Part("states", 2, draw_trees, value_of_pair("states")),
        Part("gradient of the root", 1, draw_roots, GRADIENTS),
        Part("gradient of all nodes", 2, draw_trees, GRADIENTS),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.reads_from_left_to_right,
            "your network joins what it has with the next word, whatever the tree says: where do you look up the two "
            "children of a node?",
        ),
        WrongAnswer(
            mistakes.exchanges_the_children,
            "the left child meets the weights of the right one; which column of `tree` is which?",
        ),
        WrongAnswer(
            mistakes.composes_leaves_without_their_tanh,
            "the inner nodes are sums without the tanh; each of them is a `tree_compose` of its children",
        ),
        WrongAnswer(
            mistakes.does_not_sum_over_the_nodes,
            "the gradients of the parameters are not summed over the nodes: each node overwrites what the one before "
            "asked for. How many nodes use the same weights?",
        ),
        WrongAnswer(
            mistakes.averages_over_the_nodes,
            "the gradients of the parameters are means over the nodes; one weight is used at all of them, and J "
            "changes by what each use adds",
        ),
        WrongAnswer(
            mistakes.climbs_on_the_way_back,
            "the gradient goes one step down from each node and no further: a child has passed its own on before it "
            "hears from its parent. In which order must the nodes be visited?",
        ),
        WrongAnswer(
            mistakes.loses_what_j_asks_below_the_root,
            "of `d_states` only the root's row counts in the end: what comes from a parent takes the place of what J "
            "asks of the node itself. A node may owe to both",
        ),
    ),
)
