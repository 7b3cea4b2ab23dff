"""A lesson's comparisons put together: pairs of students over all exercises, and groups of three or more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.similarity.answers import Answers
from autograder.similarity.compare import Alike, Comparison


@dataclass(frozen=True)
class Pair:
    """Two who are alike in one exercise or more.

    Attributes
    ----------
    left, right : str
        Two students, or a student and a source.
    exercises : tuple of Alike
        Where they are alike, the most unusual first.
    """

    left: str
    right: str
    exercises: tuple[Alike, ...]

    @property
    def evidence(self) -> float:
        """How many distinctive tokens they share, by weight, over all exercises."""
        return sum(alike.evidence for alike in self.exercises)


@dataclass(frozen=True)
class Findings:
    """What a lesson's comparison found.

    Attributes
    ----------
    lesson : str
        Its name.
    threshold, common_share : float
        What it was asked for.
    students : tuple of str
        Who was compared.
    comparisons : tuple of Comparison
        One for each exercise.
    pairs, with_sources : tuple of Pair
        The most unusual first.
    groups : tuple of tuple of str
        Three or more students, each alike with another of the group; the largest first.
    unread : tuple of Answers
        Whose submission could not be read, or holds no code of their own.
    without_solution : bool
        Whether the instructor's solution was not there to compare with.
    """

    lesson: str
    threshold: float
    common_share: float
    students: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    pairs: tuple[Pair, ...]
    with_sources: tuple[Pair, ...]
    groups: tuple[tuple[str, ...], ...]
    unread: tuple[Answers, ...]
    without_solution: bool = False


def pairs_of(found: Sequence[Alike]) -> tuple[Pair, ...]:
    """Return what was found in several exercises by pair, the most unusual pair first."""
    by_owners: dict[tuple[str, str], list[Alike]] = defaultdict(list)
    for alike in found:
        by_owners[alike.left.owner, alike.right.owner].append(alike)
    pairs = [
        Pair(left, right, tuple(sorted(each, key=lambda alike: -alike.evidence)))
        for (left, right), each in by_owners.items()
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.evidence, pair.left, pair.right)))


def groups_of(pairs: Sequence[Pair]) -> tuple[tuple[str, ...], ...]:
    """Return the students who hang together through pairs, three or more at a time.

    Examples
    --------
    >>> groups_of([Pair("ada", "ben", ()), Pair("ben", "cem", ()), Pair("dora", "eva", ())])
    (('ada', 'ben', 'cem'),)
    """
    group: dict[str, set[str]] = {}
    for pair in pairs:
        together = group.get(pair.left, {pair.left}) | group.get(pair.right, {pair.right})
        group.update(dict.fromkeys(together, together))
    distinct = {tuple(sorted(members)) for members in group.values() if len(members) > 2}
    return tuple(sorted(distinct, key=lambda members: (-len(members), members)))
