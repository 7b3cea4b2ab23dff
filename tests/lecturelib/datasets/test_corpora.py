import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.datasets import corpus, unigram_entropy


def test_sentences_begin_with_a_capital_and_end_with_a_full_stop():
    text = corpus(40, np.random.default_rng(0))
    sentences = text.split(". ")
    assert len(sentences) == 40 and text.endswith(".") and text.count(".") == 40
    assert all(each[0].isupper() for each in sentences)
    assert "Ada" in text and " Mei" in text
    assert text == corpus(40, np.random.default_rng(0))


def test_no_sentence_is_no_text():
    assert corpus(0, np.random.default_rng(0)) == ""


@given(st.text("abcd", min_size=1, max_size=30))
def test_entropy_one_character_at_a_time(text):
    expected = sum(math.log(len(text) / text.count(character)) for character in text) / len(text)
    assert unigram_entropy(text) == pytest.approx(expected, abs=1e-14)
    assert 0 <= unigram_entropy(text) <= math.log(4) + 1e-14
    assert unigram_entropy(text[::-1]) == pytest.approx(unigram_entropy(text), abs=1e-14)


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match=r"^text must hold at least one character; got none$"):
        unigram_entropy("")
    with pytest.raises(ValueError, match=r"^n must be a whole number of at least 0; got -1$"):
        corpus(-1, np.random.default_rng(0))
