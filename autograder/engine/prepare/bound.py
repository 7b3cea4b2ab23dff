"""Keep what is graded within reason: neither a cell nor a notebook is longer than anybody writes."""

from __future__ import annotations

from autograder.engine.prepare.draft import Cell, Draft
from autograder.engine.prepare.sentences import counted

MAX_CODE = 1_000_000
MAX_TEXT = 8_000_000
MAX_CELLS = 5_000


def bound(draft: Draft) -> Draft:
    """Leave out code too long to be run, cut text, and drop cells beyond the first 5,000 that are not the lesson's."""
    cells = [cell for place, cell in enumerate(draft.cells) if place < MAX_CELLS or cell.released]
    kept = [_shortened(cell) for cell in cells]
    too_long = sum(cell is not before for cell, before in zip(kept, cells, strict=True))
    dropped = len(draft.cells) - len(cells)
    return draft.with_cells(
        kept,
        f"The notebook has {len(draft.cells):,} cells: {dropped:,} cells after the first {MAX_CELLS:,} were left out."
        if dropped
        else "",
        counted(
            too_long,
            f"cell was too long: code beyond {MAX_CODE:,} characters is not run, text beyond {MAX_TEXT:,} is cut",
            f"cells were too long: code beyond {MAX_CODE:,} characters is not run, text beyond {MAX_TEXT:,} is cut",
        ),
    )


def _shortened(cell: Cell) -> Cell:
    will_run = (cell.released or cell).cell_type == "code"
    if will_run and len(cell.source) > MAX_CODE:
        return cell.becomes(source=f"# {len(cell.source):,} characters stood here; they were not run.")
    pictures = sum(len(text) for bundle in cell.attachments.values() for text in bundle.values())
    if len(cell.source) + pictures <= MAX_TEXT:
        return cell
    return cell.becomes(source=cell.source[:MAX_TEXT], attachments={} if pictures > MAX_TEXT else cell.attachments)
