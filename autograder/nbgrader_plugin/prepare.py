"""Where nbgrader's own commands take a submission in: the same `prepare` as ours, ahead of nbgrader's reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from autograder.engine.prepare import Released, prepare


class PreparingExporter(NotebookExporter):
    """The exporter of nbgrader's `Autograde`, which hands submissions to `prepare`.

    nbgrader's sanitising preprocessors come too late for a file that `nbformat.read` refuses, and the first of them
    would be the last for a notebook with duplicate grade ids. The exporter opens the file, so it is the place where
    every submission can be taken in. `Autograde` reads its own output through it as well, which is left as it is.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook in a file, prepared if it is a submission, after the preprocessors."""
        about = (resources or {}).get("nbgrader")
        if resources is None or about is None or not self._is_submission(filename, about):
            return super().from_filename(filename, resources=resources, **kw)
        path = Path(filename)
        released = Released.from_gradebook(about["db_url"], about["assignment"], about["notebook"])
        prepared = prepare(released, path.parent)
        for problem in prepared.problems:
            self.log.warning("%s: %s", about["student"], problem)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        convert: Any = self.from_notebook_node  # untyped in nbconvert
        return convert(prepared.notebook, resources=resources, **kw)

    def _is_submission(self, filename: str, about: dict[str, str]) -> bool:
        autograde: Any = self.parent
        coursedir = autograde.coursedir
        submitted = coursedir.format_path(coursedir.submitted_directory, about["student"], about["assignment"])
        # Of the file itself nothing is resolved: it may be a link.
        return Path(filename).parent.resolve() == Path(submitted).resolve()
