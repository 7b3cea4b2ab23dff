"""How much a fingerprint says: the more students have it, the less; what many have says nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.similarity.documents import FINGERPRINT_LENGTH, Document

COMMON_SHARE = 0.1
# A tenth of a seminar is two or three, and a group that works together is larger. It is worth showing while most of the
# class found another way; three are in any class.
LARGEST_GROUP = 8
MINORITY = 3  # one in so many
FEWEST_COMMON = 3

Weights = np.ndarray[tuple[int], np.dtype[np.float64]]


def most_of(students: int, common_share: float = COMMON_SHARE) -> int:
    """Return how many students may have written the same before it counts as common.

    Parameters
    ----------
    students : int
        Size of the class.
    common_share : float
        This part of the class may; and eight may, if they are no more than a third of it; and three may.

    Examples
    --------
    >>> [most_of(students) for students in (5, 15, 24, 80, 300)]
    [3, 5, 8, 8, 30]
    """
    return max(FEWEST_COMMON, min(LARGEST_GROUP, students // MINORITY), math.floor(common_share * students))


@dataclass(frozen=True)
class Rarity:
    r"""The fingerprints of one exercise, and how many students have each.

    A fingerprint that h of n students have weighs

    .. math:: w = \min\Big(1, \frac{\log (n / h)}{\log (n / 2)}\Big),

    1 if two or fewer have it, and 0 if it is common.

    Attributes
    ----------
    students : int
        Number n of students who wrote something.
    holders : Counter
        Number h for each fingerprint.
    most : int
        A fingerprint of more students than these is common.
    """

    students: int
    holders: Counter[int]
    most: int

    @classmethod
    def among(cls, documents: Sequence[Document], common_share: float = COMMON_SHARE) -> Rarity:
        """Return the rarity of the fingerprints of a class.

        Parameters
        ----------
        documents : sequence of Document
            What the class wrote.
        common_share : float
            What more than this part of the class has is common, unless they are few; see `most_of`.
        """
        holders = Counter(mark for each in documents for mark in each.fingerprints)
        return cls(len(documents), holders, most_of(len(documents), common_share))

    def weight(self, fingerprint: int) -> float:
        """Return w, between 0 and 1."""
        held = self.holders[fingerprint]
        if held > self.most:
            return 0.0
        if held <= 2 or self.students <= 2:
            return 1.0
        return math.log(self.students / held) / math.log(self.students / 2)

    def weights(self, document: Document, others: Document | None = None) -> Weights:
        """Return the weight of each token: that of the rarest fingerprint over it.

        Parameters
        ----------
        document : Document
            Whose tokens.
        others : Document, optional
            If given, only fingerprints count that this one has too.
        """
        begins = np.zeros(len(document.tokens.symbols))
        for fingerprint, places in document.fingerprints.items():
            if others is None or fingerprint in others.fingerprints:
                begins[places] = self.weight(fingerprint)
        found = begins.copy()
        for shift in range(1, FINGERPRINT_LENGTH):
            np.maximum(found[shift:], begins[:-shift], out=found[shift:])
        return found

    @property
    def common(self) -> int:
        """Number of fingerprints that are common."""
        return sum(held > self.most for held in self.holders.values())
