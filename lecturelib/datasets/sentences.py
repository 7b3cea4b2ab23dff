"""Sentences from a small grammar, with the part of speech of every word.

Some words stand in two parts of speech ("the saw rose", "she saw the rose"), so a tagger must look at their
neighbours.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lecturelib.arguments import require_whole

# What a sentence is made of: for each phrase the ways to build it.
GRAMMAR = {
    "sentence": (("noun phrase", "verb phrase"),),
    "noun phrase": (("determiner", "noun"), ("determiner", "adjective", "noun"), ("name",)),
    "verb phrase": (
        ("intransitive verb",),
        ("intransitive verb", "adverb"),
        ("intransitive verb", "prepositional phrase"),
        ("transitive verb", "noun phrase"),
        ("transitive verb", "noun phrase", "adverb"),
        ("transitive verb", "noun phrase", "prepositional phrase"),
    ),
    "prepositional phrase": (("preposition", "noun phrase"),),
}
# The tag of each kind of word, after the Universal Dependencies, and the words.
LEXICON = {
    "determiner": ("DET", ("the", "a", "this", "every")),
    "adjective": ("ADJ", ("small", "fast", "light", "hard", "left", "red", "quiet")),
    "noun": ("NOUN", ("saw", "rose", "light", "felt", "spoke", "dog", "baker", "teacher", "garden", "boat")),
    "name": ("PROPN", ("Ada", "Kofi", "Mei", "Noor")),
    "intransitive verb": ("VERB", ("rose", "spoke", "slept", "left", "waited")),
    "transitive verb": ("VERB", ("saw", "felt", "left", "found", "painted")),
    "adverb": ("ADV", ("fast", "hard", "quietly", "slowly")),
    "preposition": ("ADP", ("near", "behind", "with", "under")),
}


class TaggedSentence(NamedTuple):
    """A sentence: its words, and a part of speech for each."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def tagged_sentences(n: int, rng: np.random.Generator) -> list[TaggedSentence]:
    """Return sentences of two to eleven words with their parts of speech.

    Every choice of `GRAMMAR` and every word of `LEXICON` is as likely as the others in its place.

    Parameters
    ----------
    n : int
        Number of sentences.
    rng : numpy.random.Generator
        Source of the choices.

    Returns
    -------
    sentences : list of n TaggedSentence
        Words, and tags among ADJ, ADP, ADV, DET, NOUN, PROPN and VERB.

    Raises
    ------
    ValueError
        If `n` is negative.

    Examples
    --------
    >>> for words, tags in tagged_sentences(2, np.random.default_rng(3)):
    ...     print(*(f"{word}/{tag}" for word, tag in zip(words, tags)))
    Ada/PROPN spoke/VERB fast/ADV
    Noor/PROPN saw/VERB a/DET spoke/NOUN
    """
    require_whole("n", n, 0)
    pairs = [_expanded("sentence", rng) for _ in range(n)]
    return [TaggedSentence(tuple(word for word, _ in each), tuple(tag for _, tag in each)) for each in pairs]


def _expanded(kind: str, rng: np.random.Generator) -> list[tuple[str, str]]:
    if kind in LEXICON:
        tag, words = LEXICON[kind]
        return [(words[rng.integers(len(words))], tag)]
    ways = GRAMMAR[kind]
    return [pair for part in ways[rng.integers(len(ways))] for pair in _expanded(part, rng)]
