"""Put released cells back as they were released, and lose nothing that a student wrote on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.engine.prepare.draft import Cell, Draft
from autograder.engine.prepare.sentences import about


def restore_types(draft: Draft) -> Draft:
    """Turn released cells that became Markdown, raw or code back into what they were."""
    turned = [cell for cell in draft.cells if cell.released and cell.cell_type != cell.released.cell_type]
    problem = about(
        "cell",
        _names(turned),
        "had been turned into another type of cell and was turned back",
        "had been turned into other types of cells and were turned back",
    )
    return draft.with_cells(map(_typed, draft.cells), problem)


def _typed(cell: Cell) -> Cell:
    return cell.becomes(cell_type=cell.released.cell_type) if cell.released else cell


def restore_locked_text(draft: Draft) -> Draft:
    """Give test cells and other locked cells their released text.

    What a student wrote in them (a solution merged into its test, an answer typed into a question) goes on as a cell
    of their own just above.
    """
    altered = [cell for cell in draft.cells if _altered(cell)]
    problem = about(
        "locked cell",
        _names(altered),
        "had been altered: it was put back as released, and what was written in it stands in a cell above it",
        "had been altered: they were put back as released, and what was written in them stands in cells above them",
    )
    return draft.with_cells((each for cell in draft.cells for each in _unlocked(cell)), problem)


def _altered(cell: Cell) -> bool:
    if cell.released is None or not cell.released.locked:
        return False
    # A part of the released text, as splitting a cell leaves it, is nothing that a student wrote.
    return cell.source.strip() not in cell.released.source


def _unlocked(cell: Cell) -> Iterator[Cell]:
    if _altered(cell):
        yield cell.becomes(released=None, marks={}, tags=(), cell_id="")
    if cell.released and cell.released.locked:
        yield cell.becomes(source=cell.released.source)
    else:
        yield cell


def join_written_answers(draft: Draft) -> Draft:
    """Join the pieces of a written answer that was split or copied into one cell, where its first piece stands."""
    pieces: dict[str, list[Cell]] = {}
    for cell in draft.cells:
        if cell.released and cell.released.written:
            pieces.setdefault(cell.released.grade_id, []).append(cell)
    joined = {grade_id: _joined(held) for grade_id, held in pieces.items()}
    cells: list[Cell] = []
    for cell in draft.cells:
        if cell.released is None or not cell.released.written:
            cells.append(cell)
        elif cell.released.grade_id in joined:
            cells.append(joined.pop(cell.released.grade_id))
    problem = about(
        "answer",
        [grade_id for grade_id, held in pieces.items() if len(held) > 1],
        "stood in several cells, which were joined for the grader",
        "stood in several cells each, which were joined for the grader",
    )
    return draft.with_cells(cells, problem)


def _joined(pieces: Sequence[Cell]) -> Cell:
    first = pieces[0]
    if len(pieces) == 1 or first.released is None:
        return first
    blank = first.released.source.strip()
    texts = dict.fromkeys(piece.source for piece in pieces if piece.source.strip() != blank)
    attachments = {name: bundle for piece in pieces for name, bundle in piece.attachments.items()}
    return first.becomes(source="\n\n".join(texts) or first.source, attachments=attachments)


def drop_empty_copies(draft: Draft) -> Draft:
    """Drop copies of a solution cell that are as released, if another copy holds work: they would undo it."""
    worked_on = {cell.released.grade_id for cell in draft.cells if cell.released and not _as_released(cell)}
    return draft.with_cells(
        cell
        for cell in draft.cells
        if not (_is_solution(cell) and cell.released and _as_released(cell) and cell.released.grade_id in worked_on)
    )


def _is_solution(cell: Cell) -> bool:
    return bool(cell.released and cell.released.solution and not cell.released.graded)


def _as_released(cell: Cell) -> bool:
    return bool(cell.released and cell.source.strip() == cell.released.source.strip())


def _names(cells: Sequence[Cell]) -> list[str]:
    return list(dict.fromkeys(cell.released.grade_id for cell in cells if cell.released))
