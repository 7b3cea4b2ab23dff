"""A document: one student's code for one exercise, or a source that it is held against, with its fingerprints.

The fingerprints are copydetect's: hashes of all k-grams (Schleimer, Wilkerson and Aiken, "Winnowing", SIGMOD 2003).
Cells are short, so that every fingerprint is kept: the window is 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from copydetect.utils import get_document_fingerprints

from autograder.similarity.tokens import Tokens, tokenise

# In tokens: longer than a call with its arguments, shorter than most statements, which may be put in another order.
FINGERPRINT_LENGTH = 10
_KEEP_ALL = 1


@dataclass(frozen=True, eq=False)
class Document:
    """Code with its fingerprints.

    Attributes
    ----------
    owner : str
        The student, or the name of the source.
    code : str
        As it was written.
    tokens : Tokens
        Its tokens without those that the release gave.
    fingerprints : mapping of int to list of int
        Each fingerprint, and the tokens at which it begins. Fingerprints of the release are left out.
    """

    owner: str
    code: str
    tokens: Tokens
    fingerprints: Mapping[int, list[int]]


def document(
    owner: str, code: str, given_lines: frozenset[str] = frozenset(), given: frozenset[int] = frozenset()
) -> Document:
    """Return a document of some code.

    Parameters
    ----------
    owner : str
        The student, or the name of the source.
    code : str
        The code.
    given_lines, given : frozenset
        Lines and fingerprints of the release, which are nobody's work.
    """
    tokens = tokenise(code, given_lines)
    # copydetect's own subtraction expects that no fingerprint occurs twice in a document.
    _, places = get_document_fingerprints(tokens.symbols, FINGERPRINT_LENGTH, _KEEP_ALL)
    kept = {int(mark): [int(place) for place in found] for mark, found in places.items() if int(mark) not in given}
    return Document(owner, code, tokens, kept)


def fingerprints_of(codes: Iterable[str]) -> frozenset[int]:
    """Return the fingerprints of the release's cells, each by itself."""
    return frozenset(mark for code in codes for mark in document("", code).fingerprints)
