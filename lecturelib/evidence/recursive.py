"""Evidence for `lecturelib.recursive`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.recurrent import RNNParameters, rnn
from lecturelib.recursive import TreeParameters, tree_children, tree_compose, tree_states
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

LOG2, LOG3 = math.log(2.0), math.log(3.0)
# A sentence of five words: ((the cat) (saw (a dog))); and a single leaf, which has nothing to compose.
SENTENCE = ((0, 1), (2, (3, 4)))
MIXED = (3, ((1, 0), 2))


def _parameters(rng: np.random.Generator, hidden: int) -> TreeParameters:
    return TreeParameters(
        *(rng.normal(scale=0.7, size=shape) for shape in ((hidden, hidden), (hidden, hidden), hidden))
    )


def _draw_pairs(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    n, hidden = sizes["N"], sizes["H"]
    return rng.standard_normal((n, hidden)), rng.standard_normal((n, hidden)), _parameters(rng, hidden)


def _draw_one(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return rng.standard_normal(sizes["H"]), rng.standard_normal(sizes["H"]), _parameters(rng, sizes["H"])


def _draw_leaves(count: int) -> Any:
    return lambda rng, sizes: (rng.standard_normal((count, sizes["H"])), _parameters(rng, sizes["H"]))


def _torch_compose(torch: Any, left: Any, right: Any, parameters: Any) -> Any:
    """One matrix for both children, as Socher et al. write it."""
    both = torch.cat([parameters.W_left, parameters.W_right])
    return torch.tanh(torch.cat([left, right], dim=-1) @ both + parameters.b)


def _torch_states(torch: Any, tree: Any, leaves: Any, parameters: Any) -> Any:
    composed = []

    def vector(part: Any) -> Any:
        if isinstance(part, int):
            return leaves[part]
        parent = _torch_compose(torch, vector(part[0]), vector(part[1]), parameters)
        composed.append(parent)
        return parent

    vector(tree)
    return torch.cat([leaves, torch.stack(composed)]) if composed else 1 * leaves


def _states_trial(setting: str, tree: Any, count: int) -> Trial:
    return Trial(
        "recursive.tree_states",
        lambda leaves, parameters: tree_states(tree, leaves, parameters),
        _draw_leaves(count),
        {"H": (3, 1)},
        setting,
        pytorch=lambda torch, leaves, parameters: _torch_states(torch, tree, leaves, parameters),
    )


TRIALS = (
    Trial(
        "recursive.tree_compose",
        lambda left, right, parameters: tree_compose(left, right, parameters),
        _draw_pairs,
        {"N": (4, 1, 0), "H": (3, 1)},
        pytorch=_torch_compose,
    ),
    Trial(
        "recursive.tree_compose",
        lambda left, right, parameters: tree_compose(left, right, parameters),
        _draw_one,
        {"H": (3, 1)},
        "one pair",
        pytorch=_torch_compose,
    ),
    _states_trial("a sentence", SENTENCE, 5),
    _states_trial("leaves in mixed order", MIXED, 4),
    _states_trial("a single leaf", 0, 1),
)


def _compose_by_hand(_: np.random.Generator) -> float:
    # Sums log 3 + log 2 - log 2 and log 2: parents 4/5 and 3/5, slopes 9/25 and 16/25.
    parameters = TreeParameters(
        np.array([[LOG3, 0.0], [0.0, 0.0]]), np.array([[0.0, 0.0], [LOG2, LOG2]]), np.array([-LOG2, 0.0])
    )
    parent, backward = tree_compose(np.array([1.0, 7.0]), np.array([-2.0, 1.0]), parameters)
    d_left, d_right, d_parameters = backward(np.array([25.0, 50.0]))
    d_b = np.array([9.0, 32.0])
    d_weights = TreeParameters(np.outer([1.0, 7.0], d_b), np.outer([-2.0, 1.0], d_b), d_b)
    expected = np.array([9 * LOG3, 0.0]), np.array([0.0, 41 * LOG2]), d_weights
    return largest_error((parent, (d_left, d_right, d_parameters)), (np.array([0.8, 0.6]), expected))


def _states_by_hand(_: np.random.Generator) -> float:
    # Node 3 has the sum log 2: 3/5, slope 16/25. The root has the sum 5 * 3/5 - 3 = 0, slope 1.
    parameters = TreeParameters(np.array([[5.0]]), np.array([[1.0]]), np.array([0.0]))
    states, backward = tree_states(((0, 1), 2), np.array([[0.0], [LOG2], [-3.0]]), parameters)
    d_leaves, d_parameters = backward(np.array([[100.0], [0.0], [0.0], [20.0], [1.0]]))
    node = (20 + 5 * 1) * 0.64
    expected_leaves = np.array([[100 + 5 * node], [node], [1.0]])
    expected = TreeParameters(np.array([[0.6]]), np.array([[LOG2 * node - 3]]), np.array([node + 1]))
    value = np.array([[0.0], [LOG2], [-3.0], [0.6], [0.0]])
    return largest_error((states, (d_leaves, d_parameters)), (value, (expected_leaves, expected)))


def _random_tree(rng: np.random.Generator, leaves: list[int]) -> Any:
    if len(leaves) == 1:
        return leaves[0]
    cut = int(rng.integers(1, len(leaves)))
    return _random_tree(rng, leaves[:cut]), _random_tree(rng, leaves[cut:])


def _children_recursively(tree: Any, count: int) -> Array:
    rows: list[tuple[int, int]] = []

    def number(part: Any) -> int:
        if isinstance(part, int):
            return part
        rows.append((number(part[0]), number(part[1])))
        return count + len(rows) - 1

    number(tree)
    return np.array(rows, dtype=int).reshape(-1, 2)


def _numbered_recursively(rng: np.random.Generator) -> float:
    count = int(rng.integers(1, 12))
    tree = _random_tree(rng, rng.permutation(count).tolist())
    return largest_error(tree_children(tree), _children_recursively(tree, count))


def _children_by_hand(_: np.random.Generator) -> float:
    # Four leaves: node 4 joins 1 and 0, node 5 joins that and 2, the root joins 3 and node 5.
    return largest_error(
        (tree_children(MIXED), tree_children(0)), (np.array([[1, 0], [4, 2], [3, 5]]), np.zeros((0, 2)))
    )


def _composed_in_turn(rng: np.random.Generator) -> float:
    leaves, parameters = _draw_leaves(4)(rng, {"H": 3})
    W_left, W_right, b = (each.tolist() for each in parameters)
    vectors = leaves.tolist()
    for left, right in ((1, 0), (4, 2), (3, 5)):
        sums = [
            sum(vectors[left][i] * W_left[i][j] + vectors[right][i] * W_right[i][j] for i in range(3)) + b[j]
            for j in range(3)
        ]
        vectors.append([math.tanh(a) for a in sums])
    return largest_error(tree_states(MIXED, leaves, parameters)[0], np.array(vectors))


def _chain_is_recurrent(rng: np.random.Generator) -> float:
    # A tree that only grows to the left is a recurrent network over its leaves, started by the first.
    leaves, parameters = _draw_leaves(6)(rng, {"H": 3})
    tree: Any = 0
    for leaf in range(1, 6):
        tree = (tree, leaf)
    recurrent = RNNParameters(U=parameters.W_right, W=parameters.W_left, b=parameters.b)
    states, backward = tree_states(tree, leaves, parameters)
    expected, expected_backward = rnn(leaves[None, 1:], leaves[:1], recurrent)
    d_states = rng.standard_normal((5, 3))
    d_leaves, d_parameters = backward(np.concatenate([np.zeros((6, 3)), d_states]))
    d_x, d_h0, d_recurrent = expected_backward(d_states[None])
    swapped = TreeParameters(d_recurrent.W, d_recurrent.U, d_recurrent.b)
    gradients = np.concatenate([d_h0, d_x[0]]), swapped
    return largest_error((states[6:], (d_leaves, d_parameters)), (expected[0], gradients))


def _mirrored(rng: np.random.Generator) -> float:
    left, right, parameters = _draw_pairs(rng, {"N": 4, "H": 3})
    mirrored = TreeParameters(parameters.W_right, parameters.W_left, parameters.b)
    d_parent = rng.standard_normal((4, 3))
    parent, backward = tree_compose(left, right, parameters)
    expected, expected_backward = tree_compose(right, left, mirrored)
    d_right, d_left, (d_W_right, d_W_left, d_b) = expected_backward(d_parent)
    return largest_error((parent, backward(d_parent)), (expected, (d_left, d_right, (d_W_left, d_W_right, d_b))))


EVIDENCE = (
    Evidence("recursive.tree_compose", "by hand", "parents 4/5 and 3/5", 1e-13, _compose_by_hand),
    Evidence("recursive.tree_compose", "symmetry", "children and weights swapped", 1e-14, _mirrored),
    Evidence("recursive.tree_states", "by hand", "three leaves, sums log 2 and 0", 1e-13, _states_by_hand),
    Evidence("recursive.tree_states", "loop", "the equation, one number at a time", 1e-14, _composed_in_turn),
    Evidence("recursive.tree_states", "theorem", "a chain is a recurrent network", 1e-13, _chain_is_recurrent),
    Evidence("recursive.tree_children", "loop", "numbered by recursion, random trees", 0.0, _numbered_recursively),
    Evidence("recursive.tree_children", "by hand", "four leaves; one leaf", 0.0, _children_by_hand),
)
