"""Running text for character models, and how well one can guess it without looking at what came before."""

from __future__ import annotations

from collections import Counter

import numpy as np

from lecturelib.datasets.sentences import tagged_sentences


def corpus(n: int, rng: np.random.Generator) -> str:
    """Return a text of sentences of the grammar in `lecturelib.datasets.sentences`, one after the other.

    Parameters
    ----------
    n : int
        Number of sentences.
    rng : numpy.random.Generator
        Source of the sentences.

    Returns
    -------
    text : str
        Each sentence begins with a capital and ends with a full stop; a space stands between two.

    Raises
    ------
    ValueError
        If `n` is negative.

    Examples
    --------
    >>> corpus(2, np.random.default_rng(3))
    'Ada spoke fast. Noor saw a spoke.'
    """
    texts = [" ".join(words) for words, _ in tagged_sentences(n, rng)]
    return " ".join(f"{text[0].upper()}{text[1:]}." for text in texts)


def unigram_entropy(text: str) -> float:
    r"""Return the entropy of the characters of a text: what the best guess without any context costs.

    .. math:: H = -\sum_c p_c \log p_c, \qquad p_c = \text{share of the character } c

    Shannon, "A mathematical theory of communication", 1948, section 6. A character model has learned something about
    order when its cross-entropy on new text falls below.

    Parameters
    ----------
    text : str
        At least one character.

    Returns
    -------
    entropy : float
        In nats a character.

    Raises
    ------
    ValueError
        If the text is empty.

    Examples
    --------
    >>> round(unigram_entropy("abba"), 4)  # two characters, equally frequent: log 2
    0.6931
    """
    if not text:
        raise ValueError("text must hold at least one character; got none")
    shares = np.array(list(Counter(text).values())) / len(text)
    return float(shares @ -np.log(shares))
