"""The steps from a submission to the notebook that is scored, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.engine.prepare.bound import bound
from autograder.engine.prepare.compose import compose
from autograder.engine.prepare.decode import UnreadableError, decode
from autograder.engine.prepare.draft import Cell, Draft, Step
from autograder.engine.prepare.find import find_notebook
from autograder.engine.prepare.place import place_graded_cells, settle_copies
from autograder.engine.prepare.recognise import recognise
from autograder.engine.prepare.released import Released
from autograder.engine.prepare.restore import (
    drop_empty_copies,
    join_written_answers,
    restore_locked_text,
    restore_types,
)
from autograder.engine.prepare.shape import shape

STEPS: tuple[Step, ...] = (
    recognise,
    bound,
    restore_types,
    restore_locked_text,
    join_written_answers,
    drop_empty_copies,
    place_graded_cells,
    settle_copies,
)
_ZERO = "Nothing could be graded, so the exercises score 0."


@dataclass(frozen=True)
class Prepared:
    """A submission that can be scored.

    Attributes
    ----------
    notebook : NotebookNode
        Valid, in format 4.5, without outputs. Every released graded cell is in it once, in the order of the release,
        with its released text (written answers: the student's), type and marks. If there are problems, its first cell
        tells them.
    problems : tuple of str
        What had to be mended, each a sentence for student and instructor. Empty if nothing had to.
    readable : bool
        False if there was no notebook to read: then it is the release itself, which is scored like any other.
    """

    notebook: NotebookNode
    problems: tuple[str, ...]
    readable: bool


def prepare(released: Released, folder: Path) -> Prepared:
    """Return the submission in a folder as it is graded.

    Nothing that the folder holds makes it raise. An exception is a fault of ours, and no reason for a score.

    Parameters
    ----------
    released : Released
        What the student received.
    folder : Path
        ``submitted/STUDENT/LESSON``.
    """
    found = find_notebook(released, folder)
    if found.draft is None:
        return _unreadable(released, found.problems)
    return _mended(Draft(released, found.draft.cells, (*found.problems, *found.draft.problems)))


def prepare_bytes(released: Released, data: bytes) -> Prepared:
    """Return the submission in the bytes of an ``.ipynb`` file as it is graded; `prepare` says more."""
    try:
        draft = shape(released, decode(data))
    except UnreadableError as error:
        return _unreadable(released, (f"The notebook could not be read: {error}.",))
    return _mended(draft)


def _mended(draft: Draft) -> Prepared:
    for step in STEPS:
        draft = step(draft)
    return Prepared(compose(draft.released, draft.cells, draft.problems), draft.problems, readable=True)


def _unreadable(released: Released, problems: tuple[str, ...]) -> Prepared:
    cells = [Cell(cell.cell_type, cell.source, released=cell) for cell in released.cells]
    problems = (*problems, _ZERO)
    return Prepared(compose(released, cells, problems), problems, readable=False)
