"""The line in the place of a picture that says which figure it is: a picture for all who pass it on."""

from __future__ import annotations

import re

MOST_LENT = 20  # figures of a cell that a submission may leave to others to draw
_MARK = re.compile(rb"lesson figure ([0-9a-f]{32})\n")


def mark(fingerprint: str) -> bytes:
    """Return the line for the figure with a fingerprint of 32 hexadecimal digits."""
    return f"lesson figure {fingerprint}\n".encode()


def found_mark(picture: bytes) -> str:
    """Return the fingerprint that stands in the place of a picture; it is empty if that is no mark.

    Examples
    --------
    >>> found_mark(mark("0123456789abcdef" * 2))
    '0123456789abcdef0123456789abcdef'
    >>> found_mark(b"picture")
    ''
    """
    found = _MARK.fullmatch(picture)
    return found[1].decode() if found else ""
