"""A tree of words, composed from the leaves upwards by the reader's function, each node in the colour of its class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import pair_of

CLASSES = ("very negative", "negative", "neutral", "positive", "very positive")


def tree_colorer(
    tree_compose: Callable[..., Any],
    vectors: Mapping[str, Array],
    parameters: Sequence[Array],
    class_probabilities: Callable[[Array], Array],
    phrases: Sequence[Any],
) -> TreeColorer:
    """Compose phrases node by node, and see how a class travels when a word is replaced.

    Parameters
    ----------
    tree_compose : callable
        The reader's function, ``tree_compose(left, right, parameters)``, which returns the parents and `backward`.
    vectors : mapping of str to ndarray, shape (H,)
        The vector of every word.
    parameters : sequence of ndarray
        W_left, W_right and b.
    class_probabilities : callable
        Maps vectors of nodes, shape (N, H), to probabilities of the five classes, shape (N, 5).
    phrases : sequence of nested pairs of str
        The trees that may be chosen, such as ``("not", ("very", "good"))``.

    Returns
    -------
    TreeColorer
        A widget. `phrase`, `words`, `word` and `composed` may be set from Python.
    """
    return TreeColorer(tree_compose, vectors, parameters, class_probabilities, phrases)


class TreeColorer(anywidget.AnyWidget):
    """The widget behind `tree_colorer`; its traits are its whole state.

    Parameters
    ----------
    tree_compose, vectors, parameters, class_probabilities, phrases
        As in `tree_colorer`.
    **state : Any
        First values of the traits that may be set. The other traits are results.
    """

    _esm = javascript("tree_colorer.js")
    _css = stylesheet("tree_colorer.css")

    phrase = traitlets.Int(0, min=0, help="Which of the phrases.").tag(sync=True)
    words = traitlets.List(traitlets.Unicode(), help="The words at the leaves.").tag(sync=True)
    word = traitlets.Int(0, min=0, help="Which leaf is to be replaced.").tag(sync=True)
    composed = traitlets.Int(0, min=0, help="How many inner nodes are composed.").tag(sync=True)

    phrases = traitlets.List(traitlets.Unicode(), help="The phrases in words.").tag(sync=True)
    vocabulary = traitlets.List(traitlets.Unicode()).tag(sync=True)
    classes = traitlets.List(traitlets.Unicode(), list(CLASSES)).tag(sync=True)
    children = traitlets.List(traitlets.List(), help="Left and right child of each inner node.").tag(sync=True)
    labels = traitlets.List(traitlets.Int(), help="Class of each node, -1 while unknown.").tag(sync=True)
    shares = traitlets.List(traitlets.Float(), help="Probability of that class, for each node.").tag(sync=True)
    changed = traitlets.List(traitlets.Bool(), help="Whether its class changed with the last word.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's function.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(
        self,
        tree_compose: Callable[..., Any],
        vectors: Mapping[str, Array],
        parameters: Sequence[Array],
        class_probabilities: Callable[[Array], Array],
        phrases: Sequence[Any],
        **state: Any,
    ) -> None:
        self._function = StudentFunction("tree_compose", tree_compose)
        self._vectors, self._parameters = dict(vectors), tuple(parameters)
        self._probabilities = class_probabilities
        self._trees = [_laid_out(phrase) for phrase in phrases]
        super().__init__(**state)
        self.vocabulary = sorted(self._vectors)
        self.phrases = [" ".join(words) for words, _ in self._trees]
        words, self.children = self._trees[self.phrase]
        self.words = self.words or words
        self._evaluate([])
        self.observe(self._phrase_was_chosen, "phrase")
        self.observe(self._words_were_set, "words")
        self.observe(self._was_set, ["composed", "word"])

    @traitlets.validate("phrase")
    def _is_a_phrase(self, proposal: Any) -> int:
        if proposal["value"] >= len(self._trees):
            raise traitlets.TraitError(f"phrase must lie below {len(self._trees)}; got {proposal['value']}")
        return int(proposal["value"])

    @traitlets.validate("words")
    def _are_known(self, proposal: Any) -> list[str]:
        words = list(proposal["value"])
        unknown = [word for word in words if word not in self._vectors]
        if unknown:
            raise traitlets.TraitError(f"words must be among the vocabulary; got {unknown[0]!r}")
        expected = len(self._trees[self.phrase][0])
        if len(words) != expected:
            raise traitlets.TraitError(f"this phrase has {expected} words; got {len(words)}")
        return words

    def _phrase_was_chosen(self, _change: object) -> None:
        with self.hold_sync():
            words, self.children = self._trees[self.phrase]
            self.word, self.composed, self.labels = 0, 0, []
            # Equal words are no change: the nodes must be coloured all the same.
            if self.words == words:
                self._evaluate([])
            self.words = words

    def _words_were_set(self, _change: object) -> None:
        with self.hold_sync():
            self._evaluate(list(self.labels))

    def _was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._tell()

    def _evaluate(self, before: list[int]) -> None:
        """Compose all nodes with the reader's function, and note which classes differ from those before."""
        states = [self._vectors[word].astype(float) for word in self.words]
        self.problem = ""
        try:
            for left, right in self.children:
                answer = self._function(states[left][np.newaxis], states[right][np.newaxis], self._parameters)
                parent, _ = pair_of(self._function, answer, "the parent and backward")
                states.append(self._function.numbers(parent, (1, len(states[0])), "the parent")[0])
        except Unusable as unusable:
            self.problem = str(unusable)
        p = np.asarray(self._probabilities(np.array(states)))
        unknown = 2 * len(self.words) - 1 - len(states)
        self.labels = [*p.argmax(axis=1).tolist(), *[-1] * unknown]
        self.shares = [*p.max(axis=1).tolist(), *[0.0] * unknown]
        self.changed = [old != new for old, new in zip(before or self.labels, self.labels, strict=True)]
        self._tell()

    def _tell(self) -> None:
        count, inner = len(self.words), len(self.children)
        shown = min(self.composed, inner)
        node = count + shown - 1
        if shown and self.labels[node] >= 0:
            left, right = (
                "the pair" if child >= count else f"'{self.words[child]}'" for child in self.children[shown - 1]
            )
            said = f"{left} and {right} make a node that is {CLASSES[self.labels[node]]} ({self.shares[node]:.0%})."
        else:
            said = "Only the words are coloured." if not self.problem else ""
        changed = sum(self.changed[: count + shown])
        if changed:
            said += f" The new word changed the class of {changed} of the {count + shown} nodes on show."
        self.message = said[:1].upper() + said[1:]
        of_words = ", ".join(f"{w} {CLASSES[k]}" for w, k in zip(self.words, self.labels, strict=False))
        self.description = (
            f"A tree over the words: {of_words}. Replaced next: '{self.words[min(self.word, count - 1)]}'. "
            f"{shown} of {inner} pairs are composed. {self.message}"
        )


def _laid_out(phrase: Any) -> tuple[list[str], list[list[int]]]:
    """Return the words of nested pairs from left to right, and the children of the inner nodes, numbered after them."""
    words: list[str] = []
    pairs: list[tuple[Any, Any]] = []

    def visit(part: Any) -> tuple[str, int]:
        if isinstance(part, str):
            words.append(part)
            return "word", len(words) - 1
        pair = visit(part[0]), visit(part[1])
        pairs.append(pair)
        return "pair", len(pairs) - 1

    visit(phrase)
    return words, [[number + len(words) * (kind == "pair") for kind, number in pair] for pair in pairs]
