"""Outputs that came out of a sandbox, turned into valid nbformat outputs or left out.

Formgrader shows them on a page that may change scores, with the instructor's rights. So nothing stays that a browser
would run: of rich outputs text, formulas, pictures and JSON.
"""

from __future__ import annotations

import re
from typing import Any

MAX_OUTPUTS = 1100
MAX_TOTAL = 12 * 2**20
_TEXTS = frozenset({"text/plain", "text/latex", "text/markdown"})
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/svg+xml"})  # shown as <img>, which runs no script
_JSON = re.compile(r"application/([a-zA-Z0-9._-]{1,100}\+)?json")
_ACTIVE = "[HTML and scripts of a submission are not kept]"
_CUT = f"[output was cut: a cell may put out {MAX_TOTAL // 2**20} MB, and a notebook not much more]\n"
_MAX_DEPTH = 12


def error_output(name: str, sentence: str) -> dict[str, Any]:
    """Return an error output that says `sentence`."""
    return {"output_type": "error", "ename": name, "evalue": sentence, "traceback": [f"{name}: {sentence}"]}


def valid_outputs(claimed: Any, room: int = MAX_TOTAL) -> list[dict[str, Any]]:
    """Return what of `claimed` is a valid output, in nbformat's form (version 4), up to a total size.

    Parameters
    ----------
    claimed : object
        What msgpack decoded; it may come from a hostile process.
    room : int
        The total size in bytes, at most `MAX_TOTAL`.
    """
    if type(claimed) is not list:
        return []
    outputs: list[dict[str, Any]] = []
    total = 0
    for output in filter(None, map(_valid_output, claimed[:MAX_OUTPUTS])):
        total += size_of(output)
        if total > min(room, MAX_TOTAL):
            return [*outputs, {"output_type": "stream", "name": "stdout", "text": _CUT}]
        outputs.append(output)
    return outputs


def _valid_output(claimed: Any) -> dict[str, Any] | None:
    if type(claimed) is not dict:
        return None
    kind = claimed.get("output_type")
    if kind == "stream" and claimed.get("name") in ("stdout", "stderr") and type(claimed.get("text")) is str:
        return {"output_type": "stream", "name": claimed["name"], "text": claimed["text"]}
    if kind == "error":
        texts = [claimed.get("ename"), claimed.get("evalue")]
        lines = claimed.get("traceback")
        if type(lines) is list and all(type(text) is str for text in [*texts, *lines]):
            return {"output_type": "error", "ename": texts[0], "evalue": texts[1], "traceback": lines}
    if kind in ("display_data", "execute_result"):
        return _valid_rich(kind, claimed)
    return None


def _valid_rich(kind: str, claimed: dict[str, Any]) -> dict[str, Any] | None:
    data, metadata = claimed.get("data"), claimed.get("metadata")
    if type(data) is not dict or type(metadata) is not dict or not (_is_json(data) and _is_json(metadata)):
        return None
    bundle = {mime: value for mime, value in data.items() if _is_passive(mime, value)}
    metadata = {mime: _plain_size(metadata[mime]) for mime in bundle if mime in _PICTURES and mime in metadata}
    # Only types that are JSON themselves may hold anything but text.
    if not all(type(value) is str or _JSON.fullmatch(mime) for mime, value in bundle.items()):
        return None
    if data and not bundle:
        bundle = {"text/plain": _ACTIVE}
    output: dict[str, Any] = {"output_type": kind, "data": bundle, "metadata": metadata}
    if kind == "execute_result":
        count = claimed.get("execution_count")
        output["execution_count"] = count if type(count) is int and 0 <= count < 2**31 else None
    return output


def _plain_size(metadata: Any) -> dict[str, int]:
    """Return width and height of a picture: pages put what stands here into their HTML."""
    sizes = metadata if type(metadata) is dict else {}
    return {
        name: sizes[name] for name in ("width", "height") if type(sizes.get(name)) is int and 0 < sizes[name] <= 10_000
    }


def _is_passive(mime: str, value: Any) -> bool:
    if mime == "text/markdown":
        return type(value) is str and "<" not in value  # in Markdown, HTML is HTML
    return mime in _TEXTS or mime in _PICTURES or _JSON.fullmatch(mime) is not None


def _is_json(value: Any, depth: int = 0) -> bool:
    if depth > _MAX_DEPTH:
        return False
    if type(value) is dict:
        return all(type(key) is str and _is_json(item, depth + 1) for key, item in value.items())
    if type(value) is list:
        return all(_is_json(item, depth + 1) for item in value)
    if type(value) is float:
        return value == value and abs(value) != float("inf")
    return value is None or type(value) in (bool, int, str)


def size_of(value: Any) -> int:
    """Return roughly the bytes of an output."""
    if type(value) is dict:
        return sum(size_of(key) + size_of(item) for key, item in value.items())
    if type(value) is list:
        return sum(map(size_of, value))
    return len(value) if type(value) is str else 8
