"""From bytes to a notebook's JSON document, or to the reason why there is none."""

from __future__ import annotations

import json
from typing import Any

MAX_BYTES = 64 * 2**20
# Each opening bracket of JSON becomes a Python object, so that a few bytes could become much memory.
MAX_CONTAINERS = 5_000_000
_OPENING = (b"{", b"[")


class UnreadableError(Exception):
    """There is no notebook in the bytes; the message completes the sentence "it could not be read: ..."."""


def decode(data: bytes) -> dict[str, Any]:
    """Return the document in an ``.ipynb`` file, encoded in UTF-8, UTF-16, UTF-32 or, failing that, in Latin-1.

    Raises
    ------
    UnreadableError
        If there is none.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError(
            f"the file is larger than {MAX_BYTES // 2**20} MB; clear its outputs and hand it in again"
        )
    text = _text(data).strip("\0 \t\r\n")
    if not text:
        raise UnreadableError("the file is empty")
    if sum(map(data.count, _OPENING)) > MAX_CONTAINERS:
        raise UnreadableError("the file holds too many lists and objects to be a notebook")
    try:
        document = json.loads(text)
    except RecursionError:
        raise UnreadableError("its lists and objects are nested too deeply") from None
    except json.JSONDecodeError as error:
        raise UnreadableError(_what_is_wrong(text, error)) from None
    except ValueError:  # a number of thousands of digits
        raise UnreadableError("it holds a number that is too long") from None
    if not isinstance(document, dict):
        raise UnreadableError("the file holds JSON, but no notebook")
    return document


def _text(data: bytes) -> str:
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding, "surrogatepass").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _what_is_wrong(text: str, error: json.JSONDecodeError) -> str:
    if not text.startswith("{"):
        return "the file holds no notebook but something else"
    if error.pos >= len(text) or error.msg.startswith("Unterminated string"):
        return "the file breaks off in the middle, as after an interrupted upload"
    return f"the file is damaged in line {error.lineno} ({error.msg})"
