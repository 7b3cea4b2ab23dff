"""What a hostile case is: a submission made from a lesson's notebooks, and how it must be graded."""

import json
import os
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode


@dataclass(frozen=True)
class SubmissionMaterial:
    """What submissions of a lesson are made from: the notebook that students receive, and one with full marks."""

    lesson: str
    released: NotebookNode
    solved: NotebookNode

    @property
    def file_name(self) -> str:
        return f"{self.lesson}.ipynb"

    def solved_copy(self) -> NotebookNode:
        return deepcopy(self.solved)

    def exercises(self) -> list[str]:
        """Return the names of the exercises, in order: the grade ids of the test cells."""
        marks = [cell.metadata.get("nbgrader", {}) for cell in self.released.cells]
        return [each["grade_id"] for each in marks if each.get("grade") and not each.get("solution")]


@dataclass(frozen=True)
class Link:
    """A symbolic link in a submission's folder."""

    target: str


@dataclass(frozen=True)
class Pipe:
    """A named pipe in a submission's folder."""


@dataclass(frozen=True)
class Folder:
    """A folder in a submission's folder."""

    content: Mapping[str, bytes]


Content = bytes | Link | Pipe | Folder


@dataclass(frozen=True)
class HostileCase:
    """One submission that a grader must cope with.

    Attributes
    ----------
    name : str
        What is wrong with it.
    make : callable
        Maps the material to the bytes of the lesson's notebook, or to the content of the submission's folder.
    expected : "full", "zero" or mapping
        The score of the exercises; a mapping says "full" or "zero" for those that it names, and the rest are full.
    says : str
        A fragment of the reason that the student reads; empty if there is nothing to mend.
    """

    name: str
    make: Callable[[SubmissionMaterial], bytes | dict[str, Content]]
    expected: str | Mapping[str, str]
    says: str

    def expected_of(self, exercise: str) -> str:
        """Return "full" or "zero" for one exercise."""
        return self.expected if isinstance(self.expected, str) else self.expected.get(exercise, "full")


def hand_in(case: HostileCase, material: SubmissionMaterial, folder: Path) -> None:
    """Write the case's submission to a folder, ``submitted/STUDENT/LESSON``."""
    made = case.make(material)
    folder.mkdir(parents=True)
    for name, content in made.items() if isinstance(made, dict) else [(material.file_name, made)]:
        _write(folder / name, content)


def _write(path: Path, content: Content) -> None:
    if isinstance(content, Link):
        path.symlink_to(content.target)
    elif isinstance(content, Pipe):
        os.mkfifo(path)
    elif isinstance(content, Folder):
        path.mkdir()
        for name, data in content.content.items():
            (path / name).write_bytes(data)
    else:
        path.write_bytes(content)


def as_bytes(notebook: NotebookNode) -> bytes:
    """Return a notebook as its file may hold it, valid or not."""
    return json.dumps(notebook, indent=1).encode()
