import numpy as np
import pytest

from lecturelib.datasets import tagged_sentences
from lecturelib.datasets.sentences import GRAMMAR, LEXICON


@pytest.fixture(scope="module")
def sentences():
    return tagged_sentences(3000, np.random.default_rng(0))


def test_every_word_has_a_tag_and_every_choice_is_made(sentences):
    assert all(len(words) == len(tags) for words, tags in sentences)
    assert {len(words) for words, _ in sentences} == set(range(2, 12))
    found = {pair for words, tags in sentences for pair in zip(words, tags, strict=True)}
    assert found == {(word, tag) for tag, words in LEXICON.values() for word in words}


def test_ways_to_build_a_phrase_are_equally_likely(sentences):
    names = np.mean([tags[0] == "PROPN" for _, tags in sentences])
    adjectives = np.mean([tags[1] == "ADJ" for _, tags in sentences])
    bare_verbs = np.mean([tags[-1] == "VERB" for _, tags in sentences])
    assert (names, adjectives, bare_verbs) == pytest.approx((1 / 3, 1 / 3, 1 / 6), abs=0.04)
    determiners = [words[0] for words, tags in sentences if tags[0] == "DET"]
    assert np.mean(np.array(determiners) == "every") == pytest.approx(1 / 4, abs=0.04)


def test_some_words_have_two_parts_of_speech(sentences):
    tags_of = {}
    for words, tags in sentences:
        for word, tag in zip(words, tags, strict=True):
            tags_of.setdefault(word, set()).add(tag)
    ambiguous = {word for word, tags in tags_of.items() if len(tags) > 1}
    assert ambiguous == {"saw", "rose", "light", "felt", "spoke", "left", "fast", "hard"}


def test_the_grammar_names_only_what_there_is():
    parts = {part for ways in GRAMMAR.values() for way in ways for part in way}
    assert parts | {"sentence"} == GRAMMAR.keys() | LEXICON.keys()
    assert not GRAMMAR.keys() & LEXICON.keys()


def test_the_same_seed_gives_the_same_sentences():
    assert tagged_sentences(9, np.random.default_rng(4)) == tagged_sentences(9, np.random.default_rng(4))
    assert tagged_sentences(0, np.random.default_rng(4)) == []
    with pytest.raises(ValueError, match=r"^n must be a whole number of at least 0; got -1$"):
        tagged_sentences(-1, np.random.default_rng(0))
