"""The files of a graded submission: ``autograded/STUDENT/LESSON``, as nbgrader's autograde leaves it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files

_OWN_ENDING = ".partial"


class AutogradedFiles:
    """Writes the autograded files of a lesson's submissions, each file whole.

    Parameters
    ----------
    directories : CourseDirectory
        nbgrader's view of the course.
    lesson : str
        The assignment.
    permissions : int
        Mode of every file; nbgrader makes them read-only.
    kept_by_students : iterable of str
        Files of the release, relative to it, that a student may hand in changed: ``Autograde.exclude_overwriting``.
    """

    def __init__(
        self, directories: CourseDirectory, lesson: str, permissions: int, kept_by_students: tuple[str, ...] = ()
    ) -> None:
        self._directories, self._lesson, self._permissions = directories, lesson, permissions
        released = self._folder(directories.source_directory, ".")
        self._of_release = {
            path: source for path, source in self._others(released).items() if path not in kept_by_students
        }

    def submitted(self, student: str) -> Path:
        """Return the folder that the student handed in."""
        return self._folder(self._directories.submitted_directory, student)

    def write(self, student: str, notebook: str, text: str) -> None:
        """Write a submission's notebook; beside it, what else was handed in, and over that what was released."""
        target = self._folder(self._directories.autograded_directory, student)
        target.mkdir(parents=True, exist_ok=True)
        beside = {**self._others(self.submitted(student)), **self._of_release}
        for path, source in beside.items():
            place = target / path
            place.parent.mkdir(parents=True, exist_ok=True)
            partial = place.with_name(place.name + _OWN_ENDING)
            shutil.copyfile(source, partial)
            self._put(partial, place)
        partial = target / f"{notebook}.ipynb{_OWN_ENDING}"
        partial.write_text(text, encoding="utf-8")
        self._put(partial, target / f"{notebook}.ipynb")
        self._remove_all_but(target, {*beside, f"{notebook}.ipynb"})

    def _put(self, partial: Path, place: Path) -> None:
        partial.chmod(self._permissions)
        partial.replace(place)

    def _remove_all_but(self, target: Path, kept: set[str]) -> None:
        """Remove what an earlier version of the submission has left."""
        for directory, folders, names in os.walk(target, topdown=False):
            here = Path(directory)
            for name in names:
                if (here / name).relative_to(target).as_posix() not in kept:
                    (here / name).unlink()
            for folder in folders:
                if not (here / folder).is_symlink() and not any((here / folder).iterdir()):
                    (here / folder).rmdir()

    def _others(self, folder: Path) -> dict[str, Path]:
        """Return the files but notebooks that nbgrader takes along; links, which may lead anywhere, are left out."""
        names = map(Path, find_all_files(str(folder), [*self._directories.ignore, "*.ipynb"]))
        return {path.relative_to(folder).as_posix(): path for path in names if path.is_file() and not path.is_symlink()}

    def _folder(self, step: str, student: str) -> Path:
        return Path(self._directories.format_path(step, student, self._lesson))
