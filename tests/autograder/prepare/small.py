"""A small release, and drafts made from a line of text, so that a test of a step shows its whole notebook."""

from autograder.engine.prepare import Released, ReleasedCell
from autograder.engine.prepare.draft import Cell, Draft


def _solution(name):
    return ReleasedCell(f"{name}-solution", "code", f"def {name}(): raise NotImplementedError()", solution=True)


def _test(name):
    return ReleasedCell(name, "code", f'check("{name}", {name})', grade=True, locked=True, points=2.0)


SMALL = Released(
    lesson="small",
    notebook="small",
    cells=(
        _solution("a"),
        _test("a"),
        ReleasedCell("why", "markdown", "YOUR ANSWER HERE", grade=True, solution=True, points=4.0),
        _solution("b"),
        _test("b"),
    ),
    kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
)


def draft(line, **sources):
    """Return a draft of the cells named in `line`: grade ids are released cells, other words are the student's own.

    `sources` gives texts other than the released ones, by word with underscores for hyphens; "a.2" is a copy of "a".
    """
    cells = []
    for word in line.split():
        known = SMALL.by_id.get(word.split(".")[0])
        source = sources.get(word.replace("-", "_").replace(".", "_"), known.source if known else word)
        cells.append(
            Cell(known.cell_type if known else "code", source, marks=known.marks() if known else {}, released=known)
        )
    return Draft(SMALL, tuple(cells))


def line(after):
    """Return a draft's cells as words: the grade ids of released cells, the text of others."""
    return " ".join(cell.released.grade_id if cell.released else cell.source for cell in after.cells)
