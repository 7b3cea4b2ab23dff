"""What the gradebook holds on a submission, put where the feedback page's template finds it."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades

from autograder.engine.reach import declared_lesson
from autograder.nbgrader_plugin.feedback_summary import as_html, summarise


class FeedbackGrades(GetGrades):  # type: ignore[misc]
    """Put points, comments and the late penalty into the notebook, and a summary of all of it into the resources.

    Beyond nbgrader's preprocessor it tells which cells wait for a person, and which have a person's mark.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Prepare one autograded notebook."""
        nb, resources = super().preprocess(nb, resources)
        about = resources["nbgrader"]
        summary = summarise(declared_lesson(about["assignment"]), nb)
        resources["feedback_summary"] = as_html(summary, about["score"], about["max_score"], about["late_penalty"])
        return nb, resources

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        marks = cell.metadata.nbgrader
        grade = self.gradebook.find_grade(marks["grade_id"], self.notebook_id, self.assignment_id, self.student_id)
        marks["awaits_a_person"] = bool(grade.needs_manual_grade)
        marks["marked_by_a_person"] = grade.manual_score is not None
