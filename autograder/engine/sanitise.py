"""nbgrader's sanitising preprocessors, which repair what a student changed, applied ahead of the run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde


@dataclass(frozen=True)
class Prepared:
    """A submission as it is graded: its notebook, or None if it cannot be read; and what had to be mended."""

    notebook: NotebookNode | None
    problems: tuple[str, ...]


class Sanitiser:
    """Prepares the submissions of a lesson."""

    def __init__(self, api: Any, lesson: str) -> None:
        autograde = Autograde(coursedir=api.coursedir, parent=api)
        self._exporter = NotebookExporter(parent=autograde, config=autograde.config)
        for preprocessor in autograde.sanitize_preprocessors:
            self._exporter.register_preprocessor(preprocessor, enabled=True)
        self._about = {"assignment": lesson, "notebook": lesson, "db_url": api.coursedir.db_url}

    def __call__(self, folder: Path) -> Prepared:
        """Return the submission in `folder`."""
        notebook = self._about["notebook"]
        resources = {"nbgrader": {"student": folder.parent.name, **self._about}, "unique_key": notebook}
        try:
            text, _ = self._exporter.from_filename(str(folder / f"{notebook}.ipynb"), resources=resources)
        except Exception as error:  # whatever a submission's file can provoke in nbformat or nbgrader
            return Prepared(None, (f"the notebook could not be read ({type(error).__name__})",))
        return Prepared(nbformat.reads(text, as_version=4), ())
