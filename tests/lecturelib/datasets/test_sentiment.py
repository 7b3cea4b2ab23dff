import numpy as np
import pytest

from lecturelib.datasets import sentiment_labels, sentiment_trees
from lecturelib.datasets.sentiment import INTENSIFIERS, NEGATIONS, SENTIMENTS
from lecturelib.nested import leaves


@pytest.fixture(scope="module")
def trees():
    return sentiment_trees(1000, np.random.default_rng(0))


def whole(phrase, tree):
    return int(sentiment_labels(phrase.split(), tree)[-1])


def test_words_have_the_sentiment_they_are_listed_with():
    for word, sentiment in SENTIMENTS.items():
        assert sentiment_labels([word], 0).tolist() == [sentiment + 2]
    assert set(SENTIMENTS.values()) == {-2, -1, 1, 2}
    assert whole("wombat", 0) == 2


@pytest.mark.parametrize("negation", NEGATIONS)
def test_negations_flip(negation):
    found = [whole(f"{negation} {word}", (0, 1)) for word in ("dreadful", "weak", "film", "warm", "splendid")]
    assert found == [4, 3, 2, 1, 0]


@pytest.mark.parametrize("intensifier", INTENSIFIERS)
def test_intensifiers_strengthen_up_to_the_end_of_the_scale(intensifier):
    found = [whole(f"{intensifier} {word}", (0, 1)) for word in ("dreadful", "weak", "film", "warm", "splendid")]
    assert found == [0, 0, 2, 4, 4]


def test_other_pairs_add_up():
    assert whole("good good", (0, 1)) == 4
    assert whole("good dull", (0, 1)) == 2
    assert whole("splendid good", (0, 1)) == 4
    assert whole("dreadful weak", (0, 1)) == 0
    assert whole("good not", (0, 1)) == 3  # a negation speaks only of what follows
    assert whole("not good film", ((0, 1), 2)) == 1  # and only where it is the first part itself
    assert whole("not good film", (0, (1, 2))) == 1
    assert whole("not good good", ((0, 1), 2)) == 2
    assert whole("very good splendid", ((0, 1), 2)) == 4


def test_labels_of_words_come_first_and_each_pair_after_its_parts():
    labels = sentiment_labels(["good", "film", "not", "dull"], ((0, 1), (2, 3)))
    assert labels.tolist() == [3, 2, 2, 1, 3, 3, 4]
    assert labels.dtype == np.int64


def test_trees_are_pairs_over_their_words_with_labels_of_all_kinds(trees):
    for words, tree, labels in trees:
        assert leaves(tree) == list(range(len(words)))
        assert np.array_equal(labels, sentiment_labels(words, tree))
        assert labels.dtype == np.int64
    assert np.all(np.bincount([labels[-1] for _, _, labels in trees], minlength=5) > 80)
    assert {len(words) for words, _, _ in trees} == set(range(4, 12))
    used = {word for words, _, _ in trees for word in words}
    nouns, others = {"film", "plot", "cast", "ending"}, {"the", "this", "was", "seemed", "and"}
    assert used == SENTIMENTS.keys() | set(NEGATIONS) | set(INTENSIFIERS) | nouns | others


def test_shares_of_what_is_chosen(trees):
    with_adjective = np.mean([words[1] in SENTIMENTS for words, _, _ in trees])
    plain = np.mean([len(words) - (words[1] in SENTIMENTS) == 4 for words, _, _ in trees])
    negated = np.mean([words[3 + (words[1] in SENTIMENTS)] in NEGATIONS for words, _, _ in trees])
    assert (with_adjective, plain) == pytest.approx((0.3, 0.25), abs=0.05)
    # One in four, and one in four of the doubled ones, whose first half begins so.
    assert negated == pytest.approx(0.25 + 0.25 * 0.25, abs=0.05)


def test_the_same_seed_gives_the_same_trees():
    first, again = (sentiment_trees(5, np.random.default_rng(2)) for _ in range(2))
    assert [each[:2] for each in first] == [each[:2] for each in again]
    assert sentiment_trees(0, np.random.default_rng(2)) == []


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match=r"^n must be a whole number of at least 0; got -1$"):
        sentiment_trees(-1, np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"^tree must have the leaves 0 to 1 in this order; got \[1, 0\]$"):
        sentiment_labels(["a", "b"], (1, 0))
    with pytest.raises(ValueError, match=r"^tree must have the leaves 0 to -1 in this order; got \[\]$"):
        sentiment_labels([], ())
    with pytest.raises(ValueError, match=r"^tree must hold pairs; got \(0, 1, 2\)$"):
        sentiment_labels(["a", "b", "c"], (0, 1, 2))
