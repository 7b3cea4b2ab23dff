import math

import numpy as np
import pytest

from autograder.similarity.documents import document
from autograder.similarity.rarity import Rarity

SHARED = "y = np.exp(x) / np.exp(x).sum() - 1.5\n"


def class_of(sharing, size):
    """Return documents: the first `sharing` hold the same line, and all hold something of their own."""
    return [
        document(f"student-{number}", (SHARED if number < sharing else "") + f"z = w ** {number} + {number} * w - 7\n")
        for number in range(size)
    ]


def mark(documents):
    return next(iter(set(documents[0].fingerprints) & set(document("", SHARED).fingerprints)))


@pytest.mark.parametrize(("sharing", "weight"), [(1, 1.0), (2, 1.0), (3, math.log(40 / 3) / math.log(20)), (9, 0.0)])
def test_the_more_have_it_the_less_it_weighs(sharing, weight):
    documents = class_of(sharing, 40)
    assert Rarity.among(documents).weight(mark(documents)) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("sharing", "size", "is_common"),
    [
        *((3, 5, False), (4, 5, True), (4, 11, True), (4, 12, False), (5, 20, False), (7, 20, True)),
        *((8, 24, False), (9, 39, True), (8, 80, False), (9, 80, True), (9, 90, False)),
    ],
)
def test_a_group_counts_while_it_is_a_small_part_of_the_class(sharing, size, is_common):
    documents = class_of(sharing, size)
    assert (Rarity.among(documents).weight(mark(documents)) == 0) == is_common


def test_two_students_are_a_class_in_which_nothing_is_common():
    documents = class_of(2, 2)
    assert Rarity.among(documents).weight(mark(documents)) == 1


def test_a_token_weighs_what_the_rarest_fingerprint_over_it_weighs():
    documents = class_of(2, 10)
    rarity = Rarity.among(documents)
    assert rarity.weights(documents[0]).max() == 1
    both = rarity.weights(documents[0], documents[1])
    tokens = len(document("", SHARED).tokens.symbols)
    np.testing.assert_array_equal(both[:tokens], np.ones(tokens))
    assert both.sum() < rarity.weights(documents[0]).sum()


def test_the_share_that_is_common_can_be_chosen():
    documents = class_of(8, 10)
    assert Rarity.among(documents).weight(mark(documents)) == 0
    assert Rarity.among(documents, common_share=0.9).weight(mark(documents)) > 0
    assert Rarity.among(documents).common > 0 == Rarity.among(documents, common_share=1.0).common
