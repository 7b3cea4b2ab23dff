"""The tree colorer without a browser: what it composes with the reader's function, and what it says."""

import numpy as np
import pytest
import traitlets

from demos import tree_colorer
from demos.tree_colorer import TreeColorer

# A vector is a sentiment and whether it turns its neighbour round; the parameters are of no use.
VECTORS = {
    word: np.array(vector)
    for word, vector in {"not": [0, 1], "good": [1, 0], "dull": [-1, 0], "very": [0, 0], "film": [0, 0]}.items()
}
PHRASES = [("film", ("not", "good")), ("very", "good"), (("very", "good"), ("not", "dull"))]


def compose(left, right, parameters):
    assert parameters == ("W", "b")
    parent = left + right
    parent[:, 0] = np.where(left[:, 1] == 1, -right[:, 0], parent[:, 0])
    parent[:, 1] = 0
    return parent, lambda d_parent: None


def class_probabilities(states):
    return np.eye(5)[np.clip(2 + states[:, 0], 0, 4).astype(int)] * 0.6 + 0.08


def colorer(function=compose, **state):
    return TreeColorer(function, VECTORS, ("W", "b"), class_probabilities, PHRASES, **state)


def test_nodes_are_composed_from_the_words_upwards():
    demo = colorer()
    assert demo.words == ["film", "not", "good"]
    assert demo.children == [[1, 2], [0, 3]]
    assert demo.labels == [2, 2, 3, 1, 1]
    assert demo.shares == pytest.approx([0.68] * 5)


def test_balanced_trees_are_numbered_children_first():
    demo = colorer(phrase=2)
    assert demo.children == [[0, 1], [2, 3], [4, 5]]
    assert demo.labels == [2, 3, 2, 1, 3, 3, 4]


def test_a_new_word_changes_its_ancestors_alone():
    demo = colorer(composed=2)
    demo.words = ["film", "not", "dull"]
    assert demo.labels == [2, 2, 1, 3, 3]
    assert demo.changed == [False, False, True, True, True]
    assert "changed the class of 3 of the 5 nodes on show" in demo.message
    demo.words = ["film", "very", "dull"]
    assert demo.changed == [False, False, False, True, True]


def test_the_message_tells_about_the_node_composed_last():
    demo = colorer()
    assert demo.message == "Only the words are coloured."
    demo.composed = 1
    assert demo.message == "'not' and 'good' make a node that is negative (68%)."
    demo.composed = 2
    assert demo.message == "'film' and the pair make a node that is negative (68%)."
    assert "2 of 2 pairs are composed" in demo.description
    demo.word = 2
    assert "Replaced next: 'good'" in demo.description


def test_another_phrase_begins_with_its_words():
    demo = colorer(composed=2, word=2)
    demo.phrase = 1
    assert (demo.words, demo.composed, demo.word) == (["very", "good"], 0, 0)
    assert demo.labels == [2, 3, 3]
    assert demo.changed == [False] * 3
    demo.phrase = 0
    assert demo.labels == [2, 2, 3, 1, 1]


def test_what_is_missing_is_said_and_the_words_stay_coloured():
    def stub(*_):
        raise NotImplementedError

    demo = tree_colorer(stub, VECTORS, ("W", "b"), class_probabilities, PHRASES)
    assert demo.problem.startswith("tree_compose is not written yet")
    assert demo.labels == [2, 2, 3, -1, -1]
    demo.composed = 1
    assert demo.message == ""


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (None, "returned None"),
        (np.zeros((1, 2)), "should return two things"),
        ((np.zeros(2), None), "the parent in the shape"),
    ],
)
def test_nonsense_is_named(answer, problem):
    assert problem in colorer(lambda *_: answer).problem


def test_what_cannot_be_is_refused():
    demo = colorer()
    with pytest.raises(traitlets.TraitError, match="phrase must lie below 3"):
        demo.phrase = 3
    with pytest.raises(traitlets.TraitError, match="'splendid'"):
        demo.words = ["film", "not", "splendid"]
    with pytest.raises(traitlets.TraitError, match="this phrase has 3 words; got 2"):
        demo.words = ["not", "good"]
