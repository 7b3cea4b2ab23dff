"""A submission on its way through the steps: cells that hold nothing but what a notebook may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.engine.prepare.released import Released, ReleasedCell


@dataclass(frozen=True)
class Cell:
    """One cell. Outputs are left out from the start: the run makes new ones.

    Attributes
    ----------
    cell_type : {"code", "markdown", "raw"}
        Its type.
    source : str
        Its text, without lone surrogates.
    cell_id : str
        The id it came with, whatever it is; empty if it had none.
    marks : mapping
        nbgrader's metadata as submitted; empty if there is none. Nothing in it is to be trusted.
    tags : tuple of str
        Its tags.
    attachments : mapping
        Pictures of a Markdown cell: name to MIME bundle.
    released : ReleasedCell or None
        The released cell that it is; None for a cell without marks.
    """

    cell_type: str
    source: str
    cell_id: str = ""
    marks: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    released: ReleasedCell | None = None

    def becomes(self, **changes: Any) -> Cell:
        """Return it with some attributes changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Draft:
    """A submission between two steps.

    Attributes
    ----------
    released : Released
        What it is held against.
    cells : tuple of Cell
        What it holds by now.
    problems : tuple of str
        What had to be mended by now, one sentence each.
    """

    released: Released
    cells: tuple[Cell, ...]
    problems: tuple[str, ...] = ()

    def with_cells(self, cells: Iterable[Cell], *problems: str) -> Draft:
        """Return it with other cells, and with those of `problems` that are not empty."""
        return replace(self, cells=tuple(cells), problems=(*self.problems, *filter(None, problems)))


Step = Callable[[Draft], Draft]
