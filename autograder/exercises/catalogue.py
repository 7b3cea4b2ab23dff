"""Lessons by name, each loaded when it is first asked for: grading one needs none of the others."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence

from autograder.exercises.declaration import Lesson

_PREFIX = "lesson_"


class Catalogue(Mapping[str, Lesson]):
    """The lessons of packages: ``lesson_01_neurons`` holds the `LESSON` that is called "01-neurons".

    Parameters
    ----------
    package : str
        The dotted name of the package that holds them.
    names : sequence of str
        The names of the lessons' packages in it; others than ``lesson_*`` are passed over.
    """

    def __init__(self, package: str, names: Sequence[str]) -> None:
        self._modules = {
            name.removeprefix(_PREFIX).replace("_", "-"): f"{package}.{name}"
            for name in sorted(names)
            if name.startswith(_PREFIX)
        }
        self.loaded: dict[str, Lesson] = {}

    def __getitem__(self, name: str) -> Lesson:
        """Return the lesson called `name`.

        Raises
        ------
        KeyError
            If there is none.
        ValueError
            If its package declares a lesson of another name.
        """
        if name not in self.loaded:
            module = self._modules[name]
            lesson: Lesson = importlib.import_module(module).LESSON
            if lesson.name != name:
                raise ValueError(f"{module} declares the lesson {lesson.name!r}; its package's name says {name!r}")
            self.loaded[name] = lesson
        return self.loaded[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a lesson of that name; it is not loaded."""
        return name in self._modules

    def __iter__(self) -> Iterator[str]:
        """Return the names in their order."""
        return iter(self._modules)

    def __len__(self) -> int:
        """Return how many lessons there are."""
        return len(self._modules)
