import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.datasets import Alphabet

texts_drawn = st.lists(st.text("abc ", max_size=6), max_size=5)


@given(texts_drawn, st.booleans(), st.booleans(), st.integers(0, 3))
def test_what_is_encoded_is_decoded(texts, start, stop, more):
    alphabet = Alphabet(texts)
    least = max((len(text) + start + stop for text in texts), default=0)
    ids, mask = alphabet.encode(texts, start=start, stop=stop, length=least + more)
    assert ids.shape == mask.shape == (len(texts), least + more)
    assert (ids.dtype, mask.dtype) == (np.int64, np.bool_)
    assert mask.sum(axis=1).tolist() == [len(text) + start + stop for text in texts]
    assert np.all(ids[~mask] == 0) and np.all(ids[mask] != 0)
    assert np.all(np.diff(mask.astype(int), axis=1) <= 0)
    assert alphabet.decode(ids) == texts


def test_numbers_follow_the_alphabet_after_padding_start_and_stop():
    alphabet = Alphabet(["cab", "bad"])
    assert alphabet.symbols == ("a", "b", "c", "d")
    assert (alphabet.PADDING, alphabet.START, alphabet.STOP, len(alphabet)) == (0, 1, 2, 7)
    assert alphabet.encode(["abcd"]).ids.tolist() == [[3, 4, 5, 6]]
    assert alphabet.separator == ""


def test_a_decoders_input_and_target_are_one_step_apart():
    alphabet = Alphabet(["ab"])
    source, target = alphabet.encode(["ab", "b"], start=True), alphabet.encode(["ab", "b"], stop=True)
    assert source.ids.tolist() == [[1, 3, 4], [1, 4, 0]]
    assert target.ids.tolist() == [[3, 4, 2], [4, 2, 0]]
    assert np.array_equal(source.mask, target.mask)


def test_words_are_symbols_where_a_separator_is_given():
    alphabet = Alphabet(["the dog saw", "the saw"], separator=" ")
    assert alphabet.symbols == ("dog", "saw", "the")
    ids, mask = alphabet.encode(["the dog", ""])
    assert ids.tolist() == [[5, 3], [0, 0]]
    assert not mask[1].any()
    assert alphabet.decode(ids) == ["the dog", ""]
    assert Alphabet(["a b-c"], separator="-").symbols == ("a b", "c")


def test_decoding_ends_at_the_first_stop_and_passes_over_start_and_padding():
    alphabet = Alphabet(["ab"])
    assert alphabet.decode(np.array([[1, 3, 0, 4, 2, 3, 2], [2, 3, 3, 3, 3, 3, 3]])) == ["ab", ""]
    assert alphabet.decode(np.zeros((0, 4), dtype=int)) == []


def test_no_text_has_no_column():
    assert Alphabet([]).encode([]).ids.shape == (0, 0)
    assert len(Alphabet([])) == 3


def test_bad_arguments_are_named():
    alphabet = Alphabet(["ab"])
    with pytest.raises(ValueError, match=r"^the symbol 'c' is not in the alphabet$"):
        alphabet.encode(["ac"])
    with pytest.raises(ValueError, match=r"^length must be at least 4, the longest text's; got 3$"):
        alphabet.encode(["a", "abb"], stop=True, length=3)
    with pytest.raises(ValueError, match=r"^ids must lie in \[0, 5\); got 5$"):
        alphabet.decode(np.array([[5]]))
    with pytest.raises(ValueError, match=r"^ids must have shape \(N, T\); got shape \(1,\)$"):
        alphabet.decode(np.array([3]))
