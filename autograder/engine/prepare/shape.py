"""From a JSON document of any form to cells: of every format since 2, with anything odd left out or made plain.

`nbformat.convert` refuses what is malformed and validates the whole notebook on its way; here each cell is built anew
from the fields that are kept, so that the result is valid by construction and costs no validation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.engine.prepare.decode import UnreadableError
from autograder.engine.prepare.draft import Cell, Draft
from autograder.engine.prepare.released import Released
from autograder.engine.prepare.sentences import counted, quoted

_CURRENT_FORMAT = 4
_TYPES = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown", "html": "markdown"}
_MIME = re.compile(r"[a-zA-Z0-9.+_-]{1,100}/[a-zA-Z0-9.+_-]{1,100}")
_DEEPEST_MARKS = 3
_LONGEST_TAG = 100


def shape(released: Released, document: Mapping[str, Any]) -> Draft:
    """Return the cells of a notebook's document.

    Raises
    ------
    UnreadableError
        If it has no list of cells.
    """
    entries = list(_entries(document))
    cells = [_cell(entry) for entry in entries if isinstance(entry, dict)]
    without_text = sum(_source(entry) is None for entry in entries if isinstance(entry, dict))
    odd_types = sum(_type(entry) is None for entry in entries if isinstance(entry, dict))
    problems = [
        _format_problem(document.get("nbformat")),
        _language_problem(released, document.get("metadata")),
        counted(
            len(entries) - len(cells),
            "entry of the notebook was no cell and was left out",
            "entries of the notebook were no cells and were left out",
        ),
        counted(
            without_text,
            "cell held something other than text and was emptied",
            "cells held something other than text and were emptied",
        ),
        counted(
            odd_types,
            "cell had no type or an unknown one and was taken for code",
            "cells had no type or an unknown one and were taken for code",
        ),
    ]
    return Draft(released, ()).with_cells(cells, *problems)


def _entries(document: Mapping[str, Any]) -> Iterator[Any]:
    cells, worksheets = document.get("cells"), document.get("worksheets")
    if isinstance(cells, list):
        yield from cells
    elif isinstance(worksheets, list):  # formats 2 and 3
        for worksheet in worksheets:
            held = worksheet.get("cells") if isinstance(worksheet, dict) else None
            yield from held if isinstance(held, list) else ()
    else:
        raise UnreadableError("it has no list of cells")


def _format_problem(version: Any) -> str:
    if version == _CURRENT_FORMAT and type(version) is not bool:
        return ""
    if type(version) is int and 0 < version < _CURRENT_FORMAT:
        return f"The notebook is in the old format {version} and was converted to format {_CURRENT_FORMAT}."
    return f"The notebook does not say that it is in format {_CURRENT_FORMAT}; it was read as if it were."


def _language_problem(released: Released, metadata: Any) -> str:
    language = str(released.kernelspec.get("language") or "python")
    for name, key in (("kernelspec", "language"), ("language_info", "name")):
        about = metadata.get(name) if isinstance(metadata, dict) else None
        said = about.get(key) if isinstance(about, dict) else None
        if isinstance(said, str) and said:
            other = said.lower() not in (language.lower(), f"i{language.lower()}")
            return f"The notebook says that its language is {quoted(said)}; it was run as {language}." if other else ""
    return ""


def _cell(entry: Mapping[str, Any]) -> Cell:
    cell_type = _type(entry) or "code"
    metadata = entry.get("metadata")
    source = _source(entry) or ""
    if entry.get("cell_type") == "heading":
        source = f"{'#' * _level(entry.get('level'))} {' '.join(source.split())}"
    return Cell(
        cell_type,
        source,
        _id(entry, metadata),
        _marks(entry, _DEEPEST_MARKS),
        _tags(metadata),
        _attachments(entry.get("attachments")),
    )


def _type(entry: Mapping[str, Any]) -> str | None:
    named = entry.get("cell_type")
    return _TYPES.get(named) if isinstance(named, str) else None


def _source(entry: Mapping[str, Any]) -> str | None:
    source = entry["source"] if "source" in entry else entry.get("input")
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        return plain_text("".join(lines)) if lines or not source else None
    return plain_text(source) if isinstance(source, str) else None


def plain_text(text: str) -> str:
    """Return text that can be encoded (JSON can spell a lone surrogate: a question mark here), with plain newlines."""
    text = text.replace("\r\n", "\n")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _level(level: Any) -> int:
    return level if type(level) is int and 1 <= level <= 6 else 1


def _id(entry: Mapping[str, Any], metadata: Any) -> str:
    """Return a cell's id; Colab keeps it in the metadata."""
    for holder in (entry, metadata):
        if isinstance(holder, dict) and isinstance(holder.get("id"), str):
            return str(holder["id"])
    return ""


def _marks(holder: Any, depth: int) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell, also where an editor moved it deeper down or beside the metadata."""
    if not isinstance(holder, dict) or depth < 0:
        return {}
    if isinstance(holder.get("nbgrader"), dict):
        return dict(holder["nbgrader"])
    found = (_marks(holder.get(name), depth - 1) for name in ("metadata", "custom"))
    return next(filter(None, found), {})


def _tags(metadata: Any) -> tuple[str, ...]:
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    fit = [plain_text(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return tuple(dict.fromkeys(tag for tag in fit if "," not in tag and 0 < len(tag) <= _LONGEST_TAG))


def _attachments(claimed: Any) -> dict[str, dict[str, str]]:
    if not isinstance(claimed, dict):
        return {}
    bundles = {plain_text(name): _bundle(bundle) for name, bundle in claimed.items()}
    return {name: bundle for name, bundle in bundles.items() if bundle}


def _bundle(claimed: Any) -> dict[str, str]:
    if not isinstance(claimed, dict):
        return {}
    texts = {mime: _source({"source": value}) for mime, value in claimed.items() if _MIME.fullmatch(mime)}
    return {mime: text for mime, text in texts.items() if text and not mime.endswith("json")}
