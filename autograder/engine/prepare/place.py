"""Put every graded cell in its place, once: tests stand below what they test, in the order of the release.

A student's own cells and solution cells stay where they are; only graded cells are moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograder.engine.prepare.draft import Cell, Draft
from autograder.engine.prepare.released import Released, ReleasedCell
from autograder.engine.prepare.sentences import about

_LOOK_ELSEWHERE = (
    "The cell of this answer was missing from the submission and was put back. "
    "Grader: the answer may stand elsewhere in the notebook."
)


@dataclass
class _Plan:
    """Where graded cells go: those that stay, and those put in front of the cell at an index."""

    staying: set[int] = field(default_factory=set)
    inserted: dict[int, list[Cell]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)

    def insert(self, place: int, cell: Cell) -> None:
        self.inserted.setdefault(place, []).append(cell)


def place_graded_cells(draft: Draft) -> Draft:
    """Keep each graded cell where it stands if it may stand there; else put it where its section ends.

    It may stand below the graded cells that were released before it and below one copy, at least, of each solution
    that was. Its section ends at the next cell that was released after it, so that a solution written in new cells
    below a deleted one is still run before its test.
    """
    plan = _plan(draft.released, draft.cells)
    cells = list(_carried_out(plan, draft.cells))
    tests = [name for name in plan.missing if not draft.released.by_id[name].written]
    answers = [name for name in plan.missing if draft.released.by_id[name].written]
    return draft.with_cells(
        cells,
        about("graded cell", tests, "was missing and was put back", "were missing and were put back"),
        about("answer", answers, "was missing: its cell was put back", "were missing: their cells were put back"),
        about("graded cell", plan.moved, "had been moved and was put back", "had been moved and were put back"),
    )


def _plan(released: Released, cells: Sequence[Cell]) -> _Plan:
    copies: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        if cell.released:
            copies.setdefault(cell.released.grade_id, []).append(index)
    has_own_cells = any(cell.released is None and cell.source.strip() for cell in cells)
    plan = _Plan()
    lowest = 0  # the first index that the next graded cell may have
    for wanted in released.cells:
        held = copies.get(wanted.grade_id, [])
        if not wanted.graded:
            lowest = max(lowest, held[0] + 1) if held else lowest
            continue
        stays = next((index for index in held if index >= lowest), None)
        if stays is not None:
            plan.staying.add(stays)
            lowest = stays + 1
            continue
        lowest = _end_of_section(released, cells, wanted, lowest)
        (plan.moved if held else plan.missing).append(wanted.grade_id)
        plan.insert(lowest, cells[held[0]] if held else _missing(wanted, has_own_cells))
    return plan


def _end_of_section(released: Released, cells: Sequence[Cell], wanted: ReleasedCell, start: int) -> int:
    place = released.place[wanted.grade_id]
    for index in range(start, len(cells)):
        held = cells[index].released
        if held and released.place[held.grade_id] > place:
            return index
    return len(cells)


def _missing(wanted: ReleasedCell, has_own_cells: bool) -> Cell:
    # The released text of an answer means that nothing was written, which nbgrader scores 0 without asking a person.
    if not (wanted.written and has_own_cells):
        return Cell(wanted.cell_type, wanted.source, released=wanted)
    note = f"*{_LOOK_ELSEWHERE}*" if wanted.cell_type == "markdown" else f"# {_LOOK_ELSEWHERE}"
    return Cell(wanted.cell_type, f"{note}\n\n{wanted.source}", released=wanted)


def _carried_out(plan: _Plan, cells: Sequence[Cell]) -> Iterator[Cell]:
    for index, cell in enumerate(cells):
        yield from plan.inserted.get(index, ())
        if index in plan.staying or not (cell.released and cell.released.graded):
            yield cell
    yield from plan.inserted.get(len(cells), ())


def settle_copies(draft: Draft) -> Draft:
    """Let one copy of each solution cell be the solution: the last above its test, which is the one the test sees.

    The other copies stay where they are, as cells of the student's own, and run in their turn.
    """
    copies: dict[str, list[int]] = {}
    graded_at: dict[str, int] = {}
    for index, cell in enumerate(draft.cells):
        if cell.released and cell.released.graded:
            graded_at[cell.released.grade_id] = index
        elif cell.released:
            copies.setdefault(cell.released.grade_id, []).append(index)
    test_at = len(draft.cells)
    chosen = set()
    for wanted in reversed(draft.released.cells):
        if wanted.graded:
            test_at = graded_at[wanted.grade_id]
        elif wanted.grade_id in copies:
            held = copies[wanted.grade_id]
            chosen.add(max((index for index in held if index < test_at), default=held[0]))
    cells = [
        cell if index in chosen or not cell.released or cell.released.graded else cell.becomes(released=None)
        for index, cell in enumerate(draft.cells)
    ]
    problem = about(
        "cell",
        [grade_id for grade_id, held in copies.items() if len(held) > 1],
        "was there more than once: every copy stays, and code in it runs where it stands",
        "were there more than once: every copy stays, and code in it runs where it stands",
    )
    return draft.with_cells(cells, problem)
