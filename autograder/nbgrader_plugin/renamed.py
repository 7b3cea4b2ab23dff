"""Renamed notebooks, which nbgrader's own commands would skip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.course.course import Course


def expect_released_notebooks(notebooks: list[str], **_: Any) -> None:
    """Add to a submission's notebooks the released ones that it lacks, if it has others in their place.

    nbgrader calls it before it converts a submission, in the course's root. It skips every file whose name is not a
    notebook's of the assignment, and gives up if that leaves none. With the released name in its list, the exporter
    (`PreparingExporter`) is asked for it and finds the renamed file.

    Parameters
    ----------
    notebooks : list of str
        Paths of the files that nbgrader found; changed in place.
    """
    from nbgrader.api import Gradebook, MissingEntry

    folder = Path(notebooks[0]).parent
    with Gradebook(Course(Path.cwd()).nbgrader().coursedir.db_url) as gradebook:
        try:
            released = {notebook.name for notebook in gradebook.find_assignment(folder.name).notebooks}
        except MissingEntry:
            return
    held = {Path(notebook).stem for notebook in notebooks}
    if held - released:
        notebooks.extend(str(folder / f"{name}.ipynb") for name in sorted(released - held))
