"""nbgrader's export plug-ins: `nbgrader export --exporter=autograder.nbgrader_plugin.export.CanvasExporter --to FILE`.

`autograder export` uses the same classes. Their settings may stand in the course's ``nbgrader_config.py``::

    c = get_config()
    c.MoodleExporter.by = "id"
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Dict, Enum, Unicode

from autograder.course.course import CourseError
from autograder.course.whole_files import write_whole
from autograder.exports.canvas import canvas_file
from autograder.exports.canvas_copy import read_canvas_copy
from autograder.exports.canvas_fill import filled_copy
from autograder.exports.exercises import exercises_file
from autograder.exports.moodle import moodle_file
from autograder.exports.rules import EMPTY, SCORE, ZERO, Rules
from autograder.exports.scores import Scores, read_scores
from autograder.exports.table import Export

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


class ScoresExporter(ExportPlugin):  # type: ignore[misc]
    """What the exporters share; by itself it exports nothing."""

    default_name = "grades.csv"

    missing = Enum(
        (EMPTY, ZERO), default_value=EMPTY, help="What stands for a lesson that was not handed in: empty, or zero."
    ).tag(config=True)
    waiting = Enum(
        (SCORE, EMPTY),
        default_value=SCORE,
        help="What stands for a lesson with answers that nobody has marked: the score so far, or empty.",
    ).tag(config=True)

    @property
    def rules(self) -> Rules:
        """The settings for scores that are not final."""
        return Rules(self.missing, self.waiting)

    def table(self, scores: Scores) -> Export:
        """Return the file of a class."""
        raise NotImplementedError

    def write(self, gradebook: Gradebook) -> tuple[Scores, Export]:
        """Write the file whole; return what it was made of, and the file.

        Raises
        ------
        CourseError
            If there is nothing to export, or the settings do not fit the class.
        OSError
            If a file cannot be read or written; what was there before is unharmed.
        """
        scores = read_scores(gradebook, map(str, self.assignment), map(str, self.student))
        made = self.table(scores)
        write_whole(Path(self.to or self.default_name), made.content)
        return scores, made

    def export(self, gradebook: Gradebook) -> None:
        """Do what `nbgrader export` asks for; whatever a reader must know is in its log."""
        try:
            _, made = self.write(gradebook)
        except (CourseError, OSError) as error:
            self.log.error("nothing was exported: %s", error)
            sys.exit(1)
        for note in made.notes:
            self.log.warning("%s", note)
        self.log.info("%d students are in %s", made.students, self.to or self.default_name)


class CanvasExporter(ScoresExporter):
    """A gradebook that Canvas imports."""

    default_name = "canvas.csv"

    like = Unicode("", help="The CSV file that Canvas exported: scores are filled in to its rows and columns.").tag(
        config=True
    )
    columns = Dict(help="An assignment's title in Canvas, by lesson, where it is not the lesson's name.").tag(
        config=True
    )
    by = Enum(("id", "email"), default_value="id", help="Without `like`: what is the login in Canvas.").tag(config=True)

    def table(self, scores: Scores) -> Export:
        """Return the file of a class."""
        if not self.like:
            return canvas_file(scores, self.rules, self.by)
        target = Path(self.to or self.default_name)
        if target.exists() and target.samefile(self.like):
            raise CourseError(f"{self.like} is what Canvas exported and would be replaced: name another file to write")
        return filled_copy(read_canvas_copy(Path(self.like)), scores, self.rules, self.columns)


class MoodleExporter(ScoresExporter):
    """A grade file that Moodle imports."""

    default_name = "moodle.csv"

    by = Enum(
        ("email", "id", "lms"),
        default_value="email",
        help="What Moodle knows students by: email, id (Moodle's username), or lms (Moodle's ID number).",
    ).tag(config=True)
    feedback = Bool(False, help="Whether a column says how each lesson's points come about.").tag(config=True)
    separator = Enum((",", ";", "\t"), default_value=",", help="What stands between cells.").tag(config=True)

    def table(self, scores: Scores) -> Export:
        """Return the file of a class."""
        return moodle_file(scores, self.rules, self.by, self.feedback, self.separator)


class ExercisesExporter(ScoresExporter):
    """Every graded cell of every student."""

    default_name = "exercises.csv"

    separator = Enum((",", ";", "\t"), default_value=",", help="What stands between cells.").tag(config=True)

    def table(self, scores: Scores) -> Export:
        """Return the file of a class."""
        return exercises_file(scores, self.rules, self.separator)
