"""The one writer: puts a verdict into the gradebook and the outputs into ``autograded/``.

nbgrader's `autograde` opens the gradebook anew for every step of every submission and commits every score by itself.
This does the same work in one held session, so that a submission costs milliseconds. A test holds the two against each
other, field by field.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, SaveAutoGrades
from traitlets import TraitError

from autograder.course.course import CourseError
from autograder.course.handed_in import handed_in_at
from autograder.engine.record.files import AutogradedFiles
from autograder.engine.record.gradebook import HeldGradebook
from autograder.engine.verdict import Verdict
from autograder.nbgrader_plugin.execute import ConfinedExecute, fill_outputs

NO_RESPONSE = "No response."


@dataclass(frozen=True)
class Scored:
    """What a submission earns before a person looks.

    Attributes
    ----------
    notebook : NotebookNode
        It, with its outputs.
    scores : dict of str to float or None
        The automatic score of each graded cell, in points; None if a person must give it.
    comments : dict of str to str or None
        nbgrader's automatic comment on each cell that a student writes in.
    """

    notebook: NotebookNode
    scores: dict[str, float | None]
    comments: dict[str, str | None]


def _nothing() -> None:
    pass


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
        self.lesson = lesson
        self._directories = api.coursedir
        autograde = Autograde(coursedir=api.coursedir, parent=api)
        exporter = NotebookExporter(parent=autograde, config=autograde.config)
        for preprocessor in autograde.autograde_preprocessors:
            exporter.register_preprocessor(preprocessor)
        self._steps = exporter._preprocessors
        self._late = next((step for step in self._steps if isinstance(step, AssignLatePenalties)), None)
        if self._late is not None:
            _require_usable(self._late)
        self._log = autograde.log
        self._files = AutogradedFiles(
            api.coursedir,
            lesson,
            int(str(autograde.permissions), 8),
            tuple(autograde.exclude_overwriting.get(lesson, [])),
        )
        self.gradebook = HeldGradebook(api.coursedir.db_url, api.coursedir.course_id, lesson)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gradebook.__exit__(kind, error, trace)

    def record(
        self, student: str, notebook: NotebookNode, verdict: Verdict, note: Callable[[], None] = _nothing
    ) -> None:
        """Record one submission: all of it, or nothing.

        Parameters
        ----------
        student : str
            nbgrader's student id.
        notebook : NotebookNode
            The submission as it was prepared, without outputs; this changes it.
        verdict : Verdict
            What its run came to.
        note : callable
            Notes whose verdict it is. It is called when all else has gone well, before anything is kept.
        """
        handed_in = handed_in_at(self._directories, self._files.submitted(student))
        with self.gradebook.submission(student, handed_in) as rows:
            for other in self.gradebook.notebooks:
                if other != self.lesson and not (self._files.submitted(student) / f"{other}.ipynb").exists():
                    rows.set_missing(other)
            scored = self.score(student, notebook, verdict)
            for name, score in scored.scores.items():
                rows.grade(self.lesson, name).set(score)
            for name, text in scored.comments.items():
                rows.comment(self.lesson, name).set(text)
            if self._late is not None:
                late = rows.seconds_late
                penalty = self.late_penalty(student, rows.score(self.lesson), late) if late > 0 else None
                rows.set_penalty(self.lesson, penalty)
            # Before the transaction ends: killed in between, the next run finds no score and does all again.
            self.write_files(student, scored)
            note()

    def score(self, student: str, notebook: NotebookNode, verdict: Verdict) -> Scored:
        """Return what a submission earns by the course's list of preprocessors, and its notebook; writes nothing.

        Parameters
        ----------
        student, notebook, verdict
            As for `record`.
        """
        about = {"student": student, "assignment": self.lesson, "notebook": self.lesson}
        about["db_url"] = self._directories.db_url
        resources: Any = {"nbgrader": about, "unique_key": self.lesson}
        scores: dict[str, float | None] = {}
        comments: dict[str, str | None] = {}
        for step in self._steps:
            if isinstance(step, ConfinedExecute):
                fill_outputs(notebook, verdict)
            elif isinstance(step, SaveAutoGrades):
                scores, comments = self._scores(notebook, verdict), _comments(notebook)
            # Penalties come with the record; CheckCellMetadata this notebook has passed before it ran.
            elif not isinstance(step, (AssignLatePenalties, CheckCellMetadata)):
                notebook, resources = step(notebook, resources)
        return Scored(notebook, scores, comments)

    def late_penalty(self, student: str, score: float, seconds_late: float) -> float | None:
        """Return the penalty of the course's late plug-in, bounded as nbgrader does; None if it gives none.

        Parameters
        ----------
        student : str
            nbgrader's student id.
        score : float
            The notebook's score, in points.
        seconds_late : float
            How late it was handed in; greater than 0.
        """
        if self._late is None:
            return None
        penalty = self._late.plugin_inst.late_submission_penalty(student, score, seconds_late)
        return None if penalty is None else min(max(float(penalty), 0.0), score)

    def write_files(self, student: str, scored: Scored) -> None:
        """Write what was scored where nbgrader's feedback and formgrader read it."""
        self._files.write(student, self.lesson, _as_text(scored.notebook))

    def _scores(self, notebook: NotebookNode, verdict: Verdict) -> dict[str, float | None]:
        points = self.gradebook.points(self.lesson)
        scores: dict[str, float | None] = {}
        for cell in filter(utils.is_grade, notebook.cells):
            name = cell.metadata.nbgrader["grade_id"]
            report = verdict.reports.get(name)
            # The gradebook may hold points of an older release: the share earned is what counts.
            scores[name] = (
                points[name] * report.score / report.points if report else utils.determine_grade(cell, self._log)[0]
            )
        return scores


def _comments(notebook: NotebookNode) -> dict[str, str | None]:
    """Return nbgrader's automatic comment on each cell that a student writes in."""
    comments: dict[str, str | None] = {}
    for cell in notebook.cells:
        if utils.is_solution(cell) or utils.is_task(cell):
            untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
            comments[cell.metadata.nbgrader["grade_id"]] = (
                NO_RESPONSE if untouched and not utils.is_task(cell) else None
            )
    return comments


def _require_usable(step: AssignLatePenalties) -> None:
    """Make the plug-in for late submissions now: a setting that it refuses is no fault of a submission."""
    try:
        step.init_plugin()
    except TraitError as error:
        raise CourseError(
            f"the rule for late submissions in nbgrader_config.py cannot be used: {str(error).splitlines()[0]}"
        ) from error


def _as_text(notebook: NotebookNode) -> str:
    text: str = nbformat.writes(notebook, version=nbformat.current_nbformat)
    return text if text.endswith("\n") else text + "\n"
