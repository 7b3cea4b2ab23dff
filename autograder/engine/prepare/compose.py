"""From cells to the notebook that is run, shown and kept: valid, and with a note on what was mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.engine.prepare.draft import Cell
from autograder.engine.prepare.released import Released

_VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_NOTE = "**Something in this submission had to be mended before it was graded.**"


def compose(released: Released, cells: Sequence[Cell], problems: Sequence[str]) -> NotebookNode:
    """Return the notebook, in format 4.5.

    Problems stand in a Markdown cell at its head: an ordinary cell, in which nbgrader takes no interest, so that
    formgrader and feedback show it and no checksum depends on it.
    """
    shown = [*([_note(problems)] if problems else []), *cells]
    entries = [_entry(cell, cell_id) for cell, cell_id in zip(shown, _ids(shown), strict=True)]
    metadata: dict[str, Any] = {}
    if released.kernelspec:
        language = released.kernelspec.get("language") or "python"
        metadata = {"kernelspec": dict(released.kernelspec), "language_info": {"name": language}}
    return nbformat.from_dict({"cells": entries, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _note(problems: Sequence[str]) -> Cell:
    return Cell("markdown", "\n".join([_NOTE, "", *(f"- {problem}" for problem in problems)]), cell_id="mended")


def _ids(cells: Sequence[Cell]) -> Iterator[str]:
    """Yield for each cell the id it came with, or another where that is missing, malformed or taken."""
    taken = {cell.cell_id for cell in cells}
    used: set[str] = set()
    for place, cell in enumerate(cells):
        wanted = cell.cell_id or (cell.released.grade_id if cell.released else "")
        candidate = wanted
        number = place
        while not _VALID_ID.fullmatch(candidate) or candidate in used or (candidate in taken and candidate != wanted):
            candidate = f"cell-{number}"
            number += len(cells)
        used.add(candidate)
        yield candidate


def _entry(cell: Cell, cell_id: str) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if cell.tags:
        metadata["tags"] = list(cell.tags)
    if cell.released:
        metadata["nbgrader"] = cell.released.marks()
    entry: dict[str, Any] = {"cell_type": cell.cell_type, "id": cell_id, "metadata": metadata, "source": cell.source}
    if cell.cell_type == "code":
        entry |= {"execution_count": None, "outputs": []}
    elif cell.attachments:
        entry["attachments"] = {name: dict(bundle) for name, bundle in cell.attachments.items()}
    return entry
