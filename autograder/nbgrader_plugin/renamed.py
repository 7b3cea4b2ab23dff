"""Renamed notebooks, which nbgrader's own commands would skip."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ExpectReleasedNotebooks:
    """A hook before `Autograde` converts a submission: it looks for released notebooks, under whatever name they are.

    nbgrader skips every file whose name is not a notebook's of the assignment, and gives up if that leaves none. With
    the released name in its list, the exporter (`PreparingExporter`) is asked for it and finds the renamed file.

    Attributes
    ----------
    db_url : str
        Where the gradebook is.
    """

    db_url: str

    def __call__(self, *, notebooks: list[str], **_: Any) -> None:
        """Add to a submission's notebooks the released ones that it lacks, if it has others in their place."""
        from nbgrader.api import Gradebook, MissingEntry

        folder = Path(notebooks[0]).parent
        with Gradebook(self.db_url) as gradebook:
            try:
                released = {notebook.name for notebook in gradebook.find_assignment(folder.name).notebooks}
            except MissingEntry:
                return
        held = {Path(notebook).stem for notebook in notebooks}
        if held - released:
            notebooks.extend(str(folder / f"{name}.ipynb") for name in sorted(released - held))
