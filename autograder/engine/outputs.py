"""Outputs that came out of a sandbox, turned into valid nbformat outputs or left out."""

from __future__ import annotations

import re
from typing import Any

MAX_OUTPUTS = 1100
MAX_TOTAL = 12 * 2**20
_MIME = re.compile(r"[a-zA-Z0-9.+_-]{1,100}/[a-zA-Z0-9.+_-]{1,100}")
_MAX_DEPTH = 12


def error_output(name: str, sentence: str) -> dict[str, Any]:
    """Return an error output that says `sentence`."""
    return {"output_type": "error", "ename": name, "evalue": sentence, "traceback": [f"{name}: {sentence}"]}


def valid_outputs(claimed: Any) -> list[dict[str, Any]]:
    """Return what of `claimed` is a valid output, in nbformat's form (version 4), up to a total size.

    Parameters
    ----------
    claimed : object
        What msgpack decoded; it may come from a hostile process.
    """
    if type(claimed) is not list:
        return []
    outputs, total = [], 0
    for candidate in claimed[:MAX_OUTPUTS]:
        output = _valid_output(candidate)
        total += _size(output)
        if output is not None and total <= MAX_TOTAL:
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
    bundle = {mime: value for mime, value in data.items() if _MIME.fullmatch(mime)}
    # Only types that are JSON themselves may hold anything but text.
    if not all(type(value) is str or mime.endswith("json") for mime, value in bundle.items()):
        return None
    output: dict[str, Any] = {"output_type": kind, "data": bundle, "metadata": metadata}
    if kind == "execute_result":
        count = claimed.get("execution_count")
        output["execution_count"] = count if type(count) is int and 0 <= count < 2**31 else None
    return output


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


def _size(value: Any) -> int:
    if type(value) is dict:
        return sum(_size(key) + _size(item) for key, item in value.items())
    if type(value) is list:
        return sum(map(_size, value))
    return len(value) if type(value) is str else 8
