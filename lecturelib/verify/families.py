"""The kinds of evidence, in the four families that the page distinguishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lecturelib.verify.findings import Finding


class Family(NamedTuple):
    """Kinds of evidence that answer the same question.

    Attributes
    ----------
    name : str
        As the page's legend has it.
    question : str
        What these kinds of evidence answer.
    kinds : tuple of str
        In the order of the columns.
    """

    name: str
    question: str
    kinds: tuple[str, ...]


DERIVATIVE = Family(
    "derivative",
    "Is backward the derivative of what forward computes?",
    ("complex step", "central difference", "sizes 0 and 1"),
)
PYTORCH = Family(
    "PyTorch", "Does an independent library give the same values and gradients?", ("PyTorch", "PyTorch live")
)
PROMISE = Family(
    "promise",
    "Are dtypes kept, inputs left alone, and results finite?",
    ("float32", "unchanged inputs", "huge inputs"),
)
# Whatever is written for one operation belongs here, also kinds that are not listed.
OUTSIDE = Family(
    "from outside",
    "Is the value right, by paper, book, slow loop or theorem?",
    ("by hand", "published", "loop", "all inputs", "theorem", "adjoint", "symmetry", "statistics"),
)
FAMILIES = (OUTSIDE, DERIVATIVE, PYTORCH, PROMISE)


def family_of(kind: str) -> Family:
    """Return the family of a kind of evidence.

    Examples
    --------
    >>> family_of("float32").name, family_of("a new kind").name
    ('promise', 'from outside')
    """
    return next((family for family in FAMILIES if kind in family.kinds), OUTSIDE)


def kinds_in_order(findings: Iterable[Finding]) -> Sequence[str]:
    """Return the kinds that occur, family by family; those that are not listed come last in theirs."""
    found = {finding.evidence.kind for finding in findings}
    return [
        kind
        for family in FAMILIES
        for kind in (*family.kinds, *sorted(found - set(family.kinds)))
        if kind in found and family_of(kind) is family
    ]
