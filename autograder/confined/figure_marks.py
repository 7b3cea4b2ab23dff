"""The line before a picture that says which figure it is: part of its bytes for all who pass them on."""

from __future__ import annotations

import re

MOST_LENT = 20  # figures of a cell that a submission may leave to others to draw
_MARK = re.compile(rb"lesson figure ([0-9a-f]{32})\n")


def mark(fingerprint: str) -> bytes:
    """Return the line for the figure with a fingerprint of 32 hexadecimal digits."""
    return f"lesson figure {fingerprint}\n".encode()


def split_mark(picture: bytes) -> tuple[str, bytes]:
    """Return the fingerprint before a picture, and the picture; without a mark the fingerprint is empty.

    Examples
    --------
    >>> split_mark(mark("0123456789abcdef" * 2) + b"picture")
    ('0123456789abcdef0123456789abcdef', b'picture')
    >>> split_mark(b"picture")
    ('', b'picture')
    """
    found = _MARK.match(picture)
    return (found[1].decode(), picture[found.end() :]) if found else ("", picture)
