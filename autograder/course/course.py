"""A course directory: the folder with an ``nbgrader_config.py``, as nbgrader and we see it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course.places import JOURNALS, LEDGERS, UNFINISHED_RUNS, VERDICTS

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

CONFIG_FILE = "nbgrader_config.py"


class CourseError(Exception):
    """Something about the course that its owner can mend; the message is one sentence that says how."""


@dataclass(frozen=True)
class Course:
    """A course directory.

    Attributes
    ----------
    root : Path
        Folder with ``nbgrader_config.py``; holds source/, notebooks/, submitted/, autograded/, feedback/ and the
        gradebook.
    database : str
        Where the gradebook is, as SQLAlchemy writes it, if it is not where the course's configuration says.
    """

    root: Path
    database: str = ""

    @classmethod
    def find(cls, start: Path | None = None) -> Course:
        """Return the course that `start` (by default the current folder) lies in.

        Raises
        ------
        CourseError
            If neither it nor a folder above it holds an ``nbgrader_config.py``.
        """
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / CONFIG_FILE).is_file():
                return cls(folder)
        raise CourseError(
            f"no course was found in {start} or above it: go to the folder that holds {CONFIG_FILE}, "
            "or name it with --course"
        )

    @property
    def solutions(self) -> Path:
        """Folder of the instructor scripts."""
        return self.root / "solutions"

    @property
    def source(self) -> Path:
        """Folder of the instructor notebooks that nbgrader reads; built, not committed."""
        return self.root / "source"

    @property
    def notebooks(self) -> Path:
        """Folder of the student notebooks; built and committed."""
        return self.root / "notebooks"

    @property
    def submitted(self) -> Path:
        """Folder of what students handed in: STUDENT/LESSON/LESSON.ipynb."""
        return self.root / "submitted"

    @property
    def verdicts(self) -> Path:
        """Folder of the verdicts that were reached, by submission and version."""
        return self.root / VERDICTS

    @property
    def unfinished_runs(self) -> Path:
        """Folder in which a run of the grader leaves word until it is finished."""
        return self.root / UNFINISHED_RUNS

    @property
    def ledgers(self) -> Path:
        """Folder of the audit trails: every score that a regrade has changed."""
        return self.root / LEDGERS

    @property
    def journals(self) -> Path:
        """Folder of the journals, which say which verdict each student's scores come from."""
        return self.root / JOURNALS

    def script(self, lesson: str) -> Path:
        """Return the instructor script of a lesson.

        Raises
        ------
        CourseError
            If there is none.
        """
        path = self.solutions / f"{lesson}.py"
        if not path.is_file():
            raise CourseError(f"lesson {lesson!r} has no script: {path} does not exist")
        return path

    def students_who_submitted(self, lesson: str) -> list[str]:
        """Return the students with a folder for the lesson, sorted."""
        return sorted(path.parent.name for path in self.submitted.glob(f"*/{lesson}") if path.is_dir())

    def nbgrader(self) -> NbGraderAPI:
        """Return nbgrader's API for this course, configured by its ``nbgrader_config.py``.

        Raises
        ------
        CourseError
            If that file raises an error.
        """
        from nbgrader.apps.api import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory
        from traitlets.config.loader import PyFileConfigLoader

        put_interpreter_on_path()
        try:
            config = PyFileConfigLoader(CONFIG_FILE, path=str(self.root)).load_config()
        except Exception as error:  # whatever its owner has written there
            reason = f"{type(error).__name__}: {str(error).strip() or 'no more is known'}".splitlines()[0]
            raise CourseError(f"{self.root / CONFIG_FILE} cannot be loaded ({reason}): mend it") from error
        if self.database:
            config.CourseDirectory.db_url = self.database
        return NbGraderAPI(CourseDirectory(config=config), config=config)


def put_interpreter_on_path() -> None:
    """Let nbgrader find the ``alembic`` command, which it starts for every new gradebook, in this environment too.

    It stands beside the interpreter, where the search path leads only if the environment was activated.
    """
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", "")])
