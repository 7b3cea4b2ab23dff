"""The one writer: puts a verdict into the gradebook and the outputs into ``autograded/``.

nbgrader's `autograde` opens the gradebook anew for every step of every submission and commits every score by itself.
This does the same work in one held session, so that a submission costs milliseconds. A test holds the two against each
other, field by field.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, SaveAutoGrades

from autograder.course.handed_in import handed_in_at
from autograder.engine.record.files import AutogradedFiles
from autograder.engine.record.gradebook import HeldGradebook
from autograder.engine.record.rows import SubmissionRows
from autograder.engine.verdict import Verdict
from autograder.nbgrader_plugin.execute import ConfinedExecute, fill_outputs

NO_RESPONSE = "No response."


class Recorder:
    """Records the verdicts of one lesson; use it as a context manager, in one thread.

    Parameters
    ----------
    api : NbGraderAPI
        nbgrader as the course configures it. Its list of autograde preprocessors is followed, in its order.
    lesson : str
        The assignment, whose notebook has the same name.
    """

    def __init__(self, api: Any, lesson: str) -> None:
        self._lesson = lesson
        self._directories = api.coursedir
        autograde = Autograde(coursedir=api.coursedir, parent=api)
        exporter = NotebookExporter(parent=autograde, config=autograde.config)
        for preprocessor in autograde.autograde_preprocessors:
            exporter.register_preprocessor(preprocessor)
        self._steps = exporter._preprocessors
        self._log = autograde.log
        self._files = AutogradedFiles(
            api.coursedir,
            lesson,
            int(str(autograde.permissions), 8),
            tuple(autograde.exclude_overwriting.get(lesson, [])),
        )
        self._gradebook = HeldGradebook(api.coursedir.db_url, api.coursedir.course_id, lesson)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gradebook.__exit__(kind, error, trace)

    def record(self, student: str, notebook: NotebookNode, verdict: Verdict) -> None:
        """Record one submission: all of it, or nothing.

        Parameters
        ----------
        student : str
            nbgrader's student id.
        notebook : NotebookNode
            The submission as it was prepared, without outputs; this changes it.
        verdict : Verdict
            What its run came to.
        """
        about = {"student": student, "assignment": self._lesson, "notebook": self._lesson}
        about["db_url"] = self._directories.db_url
        resources: Any = {"nbgrader": about, "unique_key": self._lesson}
        handed_in = handed_in_at(self._directories, self._files.submitted(student))
        with self._gradebook.submission(student, handed_in) as rows:
            for other in self._gradebook.notebooks:
                if other != self._lesson and not (self._files.submitted(student) / f"{other}.ipynb").exists():
                    rows.set_missing(other)
            for step in self._steps:
                if isinstance(step, ConfinedExecute):
                    fill_outputs(notebook, verdict)
                elif isinstance(step, SaveAutoGrades):
                    self._save(notebook, verdict, rows)
                elif isinstance(step, AssignLatePenalties):
                    self._penalise(step, student, rows)
                elif not isinstance(step, CheckCellMetadata):  # which this notebook has passed before it ran
                    notebook, resources = step(notebook, resources)
            # Before the transaction ends: killed in between, the next run finds no score and does both again.
            self._files.write(student, self._lesson, _as_text(notebook))

    def _save(self, notebook: NotebookNode, verdict: Verdict, rows: SubmissionRows) -> None:
        for cell in notebook.cells:
            if utils.is_grade(cell):
                name = cell.metadata.nbgrader["grade_id"]
                row, report = rows.grade(self._lesson, name), verdict.reports.get(name)
                if report is None:
                    row.set(utils.determine_grade(cell, self._log)[0])
                else:
                    # The gradebook may hold points of an older release: the share earned is what counts.
                    row.set(row.points * report.score / report.points)
            if utils.is_solution(cell) or utils.is_task(cell):
                untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
                comment = NO_RESPONSE if untouched and not utils.is_task(cell) else None
                rows.comment(self._lesson, cell.metadata.nbgrader["grade_id"]).set(comment)

    def _penalise(self, step: AssignLatePenalties, student: str, rows: SubmissionRows) -> None:
        penalty = None
        if rows.seconds_late > 0:
            score = rows.score(self._lesson)
            step.init_plugin()
            penalty = step.plugin_inst.late_submission_penalty(student, score, rows.seconds_late)
            if penalty is not None:
                penalty = min(max(penalty, 0.0), score)
        rows.set_penalty(self._lesson, penalty)


def _as_text(notebook: NotebookNode) -> str:
    text: str = nbformat.writes(notebook, version=nbformat.current_nbformat)
    return text if text.endswith("\n") else text + "\n"
