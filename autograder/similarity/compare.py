"""One exercise: which answers are alike in what few others wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from autograder.similarity.documents import Document
from autograder.similarity.passages import Passage, shared_passages
from autograder.similarity.rarity import COMMON_SHARE, Rarity

THRESHOLD = 0.5
# Fewer tokens than three plain lines have are no reason to look, however rare they are.
FEWEST_TOKENS = 25.0
_FEWEST_SHARED = 4


@dataclass(frozen=True)
class Alike:
    """Two documents that are alike.

    Attributes
    ----------
    exercise : str
        Its name.
    left, right : Document
        The two; `right` may be a source.
    shares : (float, float)
        For each, what part of its distinctive tokens, by weight, the other has too: 0 to 1. For a source, which is no
        answer, the student's share stands twice.
    evidence : float
        How many distinctive tokens they share, by weight.
    passages : tuple of Passage
        What they share.
    """

    exercise: str
    left: Document
    right: Document
    shares: tuple[float, float]
    evidence: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """What came of one exercise.

    Attributes
    ----------
    exercise : str
        Its name.
    students : int
        How many wrote something that can be compared.
    common : float
        Part of the fingerprints that were set aside because many have them.
    pairs, with_sources : tuple of Alike
        Students with students, and students with sources.
    """

    exercise: str
    students: int
    common: float
    pairs: tuple[Alike, ...]
    with_sources: tuple[Alike, ...]


def compare(
    exercise: str,
    documents: Sequence[Document],
    sources: Sequence[Document] = (),
    threshold: float = THRESHOLD,
    common_share: float = COMMON_SHARE,
) -> Comparison:
    """Compare the answers to an exercise with each other and with sources.

    Parameters
    ----------
    exercise : str
        Its name.
    documents : sequence of Document
        One for each student who wrote something.
    sources : sequence of Document
        What the answers are held against besides: of several that an answer is like, the likest is shown.
    threshold : float
        The larger of the two shares that makes two documents alike.
    common_share : float
        What more than this part of the class wrote is common.
    """
    written = [each for each in documents if each.fingerprints]
    rarity = Rarity.among(written, common_share)
    totals = {id(each): float(rarity.weights(each).sum()) for each in written}
    pairs = [
        alike
        for left, right in _candidates(written, rarity)
        if (alike := _alike(exercise, left, right, rarity, totals)) and _counts(alike, threshold)
    ]
    by_mark: dict[int, list[int]] = {}
    for number, source in enumerate(sources):
        for mark in source.fingerprints:
            by_mark.setdefault(mark, []).append(number)
    with_sources = [
        max(found, key=lambda alike: alike.evidence)
        for each in written
        if (
            found := [
                alike
                for source in _sources_of(each, sources, by_mark, rarity)
                if (alike := _alike(exercise, each, source, rarity, totals)) and _counts(alike, threshold)
            ]
        )
    ]
    common = rarity.common / len(rarity.holders) if rarity.holders else 0.0
    return Comparison(exercise, len(written), common, tuple(pairs), tuple(with_sources))


def _counts(alike: Alike, threshold: float) -> bool:
    return alike.evidence >= FEWEST_TOKENS and max(alike.shares) >= threshold


def _candidates(documents: Sequence[Document], rarity: Rarity) -> Iterator[tuple[Document, Document]]:
    """Yield the pairs that share a few fingerprints at least, without looking at all the others."""
    owners: dict[int, list[int]] = {}
    for number, each in enumerate(documents):
        for mark in each.fingerprints:
            if rarity.holders[mark] > 1 and rarity.weight(mark):
                owners.setdefault(mark, []).append(number)
    shared = Counter(pair for holders in owners.values() for pair in combinations(holders, 2))
    for (one, other), count in sorted(shared.items()):
        if count >= _FEWEST_SHARED:
            yield documents[one], documents[other]


def _sources_of(
    document: Document, sources: Sequence[Document], by_mark: Mapping[int, Sequence[int]], rarity: Rarity
) -> list[Document]:
    """Return the sources that share a few fingerprints at least with a document."""
    shared = Counter(
        number for mark in document.fingerprints if rarity.weight(mark) for number in by_mark.get(mark, ())
    )
    return [sources[number] for number, count in sorted(shared.items()) if count >= _FEWEST_SHARED]


def _alike(exercise: str, left: Document, right: Document, rarity: Rarity, totals: dict[int, float]) -> Alike:
    weight_left = float(rarity.weights(left, right).sum())
    share_left = weight_left / totals[id(left)] if weight_left else 0.0
    if id(right) not in totals:
        return Alike(exercise, left, right, (share_left, share_left), weight_left, shared_passages(left, right, rarity))
    weight_right = float(rarity.weights(right, left).sum())
    share_right = weight_right / totals[id(right)] if weight_right else 0.0
    evidence = min(weight_left, weight_right)
    return Alike(exercise, left, right, (share_left, share_right), evidence, shared_passages(left, right, rarity))
