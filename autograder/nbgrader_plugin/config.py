"""nbgrader's configuration for a course graded by this engine.

A course's ``nbgrader_config.py`` calls it::

    from autograder.nbgrader_plugin.config import configure

    configure(get_config(), __file__)

(`autograder.course.build.CONFIG_TEXT` is the whole file), so `nbgrader autograde`, formgrader's button and
`autograder grade` share one configuration.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import nbgrader
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from autograder.course.places import GRADEBOOK, VERDICTS

COURSE_ID = "deep-learning-by-writing-it"
RELEASE_DIRECTORY = "notebooks"

_HERE = "autograder.nbgrader_plugin"
_NBGRADER = "nbgrader.preprocessors"
_TEMPLATES = Path(__file__).parent / "templates"
_FORMGRADER_TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"


def configure(config: Config, config_file: str | Path) -> None:
    """Set nbgrader up for the course whose root holds `config_file`.

    Parameters
    ----------
    config : traitlets.config.Config
        What nbgrader's ``get_config()`` returns; changed in place.
    config_file : str or Path
        The course's ``nbgrader_config.py``; its folder becomes the course root.
    """
    # nbgrader relates objects before adding them to the session; SQLAlchemy says so for every new submission.
    warnings.filterwarnings("ignore", category=SAWarning, message="Object of type <Submitted")
    root = Path(config_file).resolve().parent
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = COURSE_ID
    config.CourseDirectory.release_directory = RELEASE_DIRECTORY
    # The long timeout lets a second process wait for the gradebook where SQLite would say "database is locked".
    config.CourseDirectory.db_url = f"sqlite:///{root / GRADEBOOK}?timeout=60"
    config.ClearSolutions.code_stub = {"python": "raise NotImplementedError()"}
    config.ConfinedExecute.store = str(root / VERDICTS)
    # `prepare` does what nbgrader's sanitising preprocessors do, for submissions in any state; this one checks it.
    config.Autograde.exporter_class = f"{_HERE}.prepare.PreparingExporter"
    config.Autograde.pre_convert_hook = f"{_HERE}.renamed.expect_released_notebooks"
    config.Autograde.sanitize_preprocessors = [f"{_NBGRADER}.CheckCellMetadata"]
    # Takes nothing off unless the course sets it up: docs/grades.md.
    config.AssignLatePenalties.plugin_class = f"{_HERE}.late_policy.LatePolicy"
    config.HTMLExporter.sanitize_html = True
    config.HTMLExporter.filters = {
        "markdown2html": f"{_HERE}.shown.as_html",
        "strip_files_prefix": f"{_HERE}.shown.shown_markdown",
        "clean_html": f"{_HERE}.shown.shown_html",
        "shown_latex": f"{_HERE}.shown.shown_latex",
        "escape_html": f"{_HERE}.sanitise_pages.escape_attribute",
    }
    # Parts of formgrader's template that ours replace are looked for here first, the others where nbgrader has them.
    config.HTMLExporter.extra_template_basedirs = [str(_TEMPLATES), str(_FORMGRADER_TEMPLATES)]
    # nbgrader names its template in `HTMLExporter`; what is set for our own class comes after.
    config.GenerateFeedback.exporter_class = f"{_HERE}.feedback_page.FeedbackExporter"
    config.GenerateFeedback.preprocessors = [f"{_HERE}.feedback_grades.FeedbackGrades"]
    config.FeedbackExporter.template_name = "lesson_feedback"
    config.FeedbackExporter.extra_template_basedirs = [str(_TEMPLATES)]
    config.FeedbackExporter.exclude_input_prompt = True
    config.FeedbackExporter.exclude_output_prompt = True
    # nbgrader imports it when feedback is released, and no sooner.
    config.ExchangeFactory.release_feedback = f"{_HERE}.release_feedback.ReleaseFeedback"
    config.Autograde.autograde_preprocessors = [
        f"{_HERE}.execute.ConfinedExecute",
        f"{_NBGRADER}.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        f"{_NBGRADER}.LimitOutput",
        f"{_HERE}.record.SaveVerdicts",
        f"{_NBGRADER}.AssignLatePenalties",
        f"{_NBGRADER}.CheckCellMetadata",
    ]
