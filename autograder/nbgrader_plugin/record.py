"""SaveVerdicts: the last word on a score, written to nbgrader's gradebook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import SaveAutoGrades

from autograder.course.course import Course
from autograder.course.journal import Entry, Journal
from autograder.engine.grade import Graded
from autograder.engine.verdict import Verdict, work_fingerprint


class SaveVerdicts(SaveAutoGrades):  # type: ignore[misc]
    """Save the oracle's score for each exercise; leave other graded cells to nbgrader's own rule.

    It refuses to save where there is no verdict: nbgrader gives full marks to a test cell without outputs.
    """

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Save the scores of every graded cell of one submission, and before it in the journal whose they are."""
        verdict = resources.get("autograder_verdict")
        if not isinstance(verdict, Verdict):
            raise RuntimeError(
                "no score was saved because the submission has no verdict: "
                "ConfinedExecute must come before SaveVerdicts in Autograde.autograde_preprocessors"
            )
        journal = Journal.of(Course(Path(self.config.CourseDirectory.root)), verdict.lesson)
        graded = Graded(resources["nbgrader"]["student"], verdict, work=work_fingerprint(nb))
        journal.note(Entry.of(graded))
        try:
            return super().preprocess(nb, resources)
        except Exception as error:
            journal.note(Entry.of(replace(graded, problem=f"not recorded: {type(error).__name__}: {error}")))
            raise

    def _add_score(self, cell: Any, resources: Any) -> None:
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        report = resources["autograder_verdict"].reports.get(grade_id)
        if report is None:
            super()._add_score(cell, resources)
            return
        grade = self.gradebook.find_grade(grade_id, self.notebook_id, self.assignment_id, self.student_id)
        # The gradebook may hold points of an older release: the share earned is what counts.
        grade.auto_score = float(grade.max_score_gradecell) * report.score / report.points
        # As in nbgrader: a score that a person has given is kept and marked for another look.
        grade.needs_manual_grade = grade.manual_score is not None
        self.gradebook.db.commit()
