"""Passages that two documents share: runs of the same tokens, as long as they go."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.similarity.documents import FINGERPRINT_LENGTH, Document
from autograder.similarity.rarity import Rarity


@dataclass(frozen=True)
class Passage:
    """One run of tokens that stands in two documents.

    Attributes
    ----------
    left, right : (int, int)
        Where it begins and ends in the code of the one and of the other.
    """

    left: tuple[int, int]
    right: tuple[int, int]


def shared_passages(left: Document, right: Document, rarity: Rarity) -> tuple[Passage, ...]:
    """Return the passages that are not common, in the order of the left document, none of them overlapping there."""
    shared = {mark for mark in left.fingerprints if mark in right.fingerprints and rarity.weight(mark)}
    in_left, in_right = _by_place(left, shared), _by_place(right, shared)
    found = []
    place, end = 0, len(left.tokens.symbols)
    while place < end:
        if place not in in_left:
            place += 1
            continue
        other = right.fingerprints[in_left[place]][0]
        steps = 1
        while place + steps in in_left and in_left[place + steps] == in_right.get(other + steps):
            steps += 1
        length = steps + FINGERPRINT_LENGTH - 1
        found.append(Passage(_span(left, place, length), _span(right, other, length)))
        place += length
    return tuple(found)


def _by_place(document: Document, shared: set[int]) -> dict[int, int]:
    return {place: mark for mark in shared for place in document.fingerprints[mark]}


def _span(document: Document, first: int, length: int) -> tuple[int, int]:
    spans = document.tokens.spans
    return spans[first][0], spans[first + length - 1][1]
