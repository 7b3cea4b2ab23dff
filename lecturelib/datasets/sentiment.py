"""Small trees of words with a sentiment at every node, made by rules that a network can find out.

A tree is a nested pair of leaf numbers: ``(0, (1, 2))`` joins words 1 and 2, and word 0 with what they made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_whole
from lecturelib.nested import leaves, rebuild

# From -2, very negative, to 2, very positive. Every other word is neutral.
SENTIMENTS = {
    **dict.fromkeys(("dreadful", "hopeless"), -2),
    **dict.fromkeys(("dull", "weak", "slow"), -1),
    **dict.fromkeys(("good", "warm", "clever"), 1),
    **dict.fromkeys(("brilliant", "splendid"), 2),
}
NEGATIONS = ("not", "never")
INTENSIFIERS = ("very", "truly")
_NOUNS, _DETERMINERS, _VERBS = ("film", "plot", "cast", "ending"), ("the", "this"), ("was", "seemed")


class SentimentTree(NamedTuple):
    """A phrase of L words: the words, a nested pair of leaf numbers, and labels (2 L - 1,), 0 to 4.

    Labels of the words come first, then those of the pairs, each after its two parts; the last is the whole phrase's.
    """

    words: tuple[str, ...]
    tree: Any
    labels: Array


def sentiment_trees(n: int, rng: np.random.Generator) -> list[SentimentTree]:
    """Return phrases about films, as trees, with a sentiment at every node.

    Parameters
    ----------
    n : int
        Number of trees.
    rng : numpy.random.Generator
        Source of the phrases.

    Returns
    -------
    trees : list of n SentimentTree
        Words, tree, and labels as `sentiment_labels` gives them.

    Raises
    ------
    ValueError
        If `n` is negative.

    Examples
    --------
    >>> words, tree, labels = sentiment_trees(1, np.random.default_rng(1))[0]
    >>> print(words, tree, labels)
    ('this', 'plot', 'was', 'brilliant') ((0, 1), (2, 3)) [2 2 2 4 2 4 4]
    """
    require_whole("n", n, 0)
    trees = []
    for _ in range(n):
        phrase = (_noun_phrase(rng), (_one_of(_VERBS, rng), _description(rng, depth=2)))
        words = tuple(leaves(phrase))
        tree = rebuild(phrase, range(len(words)))
        trees.append(SentimentTree(words, tree, sentiment_labels(words, tree)))
    return trees


def sentiment_labels(words: Sequence[str], tree: Any) -> Array:
    """Return the sentiment of every node of a tree, from its words upwards.

    A pair that begins with a negation has the sentiment of its second part with the sign turned round; one that begins
    with an intensifier has it one step further from neutral; any other pair has the sum of its parts. No sentiment is
    beyond 2 or -2.

    Parameters
    ----------
    words : sequence of L str
        The words; those not in `SENTIMENTS` are neutral.
    tree : nested pairs of int
        The leaf numbers 0 to L - 1 in this order, such as ``((0, 1), 2)``.

    Returns
    -------
    labels : ndarray of int, shape (2 L - 1,)
        From 0, very negative, over 2, neutral, to 4, very positive: words first, then each pair after its two parts.

    Raises
    ------
    ValueError
        If the tree's leaves are not 0 to L - 1, or it holds something else than pairs.

    Examples
    --------
    >>> sentiment_labels(["not", "very", "dull"], (0, (1, 2)))
    array([2, 2, 1, 0, 4])
    """
    if leaves(tree) != list(range(len(words))) or len(words) == 0:
        raise ValueError(f"tree must have the leaves 0 to {len(words) - 1} in this order; got {leaves(tree)}")
    of_pairs: list[int] = []

    def sentiment(node: Any) -> int:
        if not isinstance(node, tuple):
            return SENTIMENTS.get(words[node], 0)
        if len(node) != 2:
            raise ValueError(f"tree must hold pairs; got {node}")
        left, right = (sentiment(part) for part in node)
        first = words[node[0]] if isinstance(node[0], int) else ""
        if first in NEGATIONS:
            combined = -right
        elif first in INTENSIFIERS:
            combined = right + int(np.sign(right))
        else:
            combined = left + right
        of_pairs.append(max(-2, min(2, combined)))
        return of_pairs[-1]

    sentiment(tree)
    of_words = [SENTIMENTS.get(word, 0) for word in words]
    return np.array(of_words + of_pairs) + 2


def _one_of(words: tuple[str, ...], rng: np.random.Generator) -> str:
    return words[rng.integers(len(words))]


def _noun_phrase(rng: np.random.Generator) -> Any:
    noun: Any = _one_of(_NOUNS, rng)
    if rng.random() < 0.3:
        noun = (_one_of(tuple(SENTIMENTS), rng), noun)
    return (_one_of(_DETERMINERS, rng), noun)


def _description(rng: np.random.Generator, depth: int) -> Any:
    """Return an adjective, or in at most `depth` steps a negated, strengthened or doubled one."""
    way = rng.integers(4) if depth else 0
    if way == 1:
        return (_one_of(NEGATIONS, rng), _description(rng, depth - 1))
    if way == 2:
        return (_one_of(INTENSIFIERS, rng), _description(rng, depth - 1))
    if way == 3:
        return (_description(rng, depth - 1), ("and", _description(rng, depth - 1)))
    return _one_of(tuple(SENTIMENTS), rng)
