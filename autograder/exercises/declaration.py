"""What an exercise is: a reference, cases drawn from a seed, parts that earn points, and named wrong answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.subjects import Subject

Observation = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One call of the function under examination.

    Attributes
    ----------
    label : str
        What is special about it, in words for a student: "one row", "a sum of exactly 0".
    args : tuple
        Positional arguments.
    kwargs : mapping
        Keyword arguments.
    incoming : ndarray or None
        For gradients: dJ/d(value), random, of the value's shape.
    """

    label: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    incoming: Any = None


@dataclass(frozen=True)
class Part:
    """A share of an exercise's points.

    Attributes
    ----------
    name : str
        "value", "gradient", "bad input" or another short name.
    points : int
        Points for getting every case right.
    draw_cases : callable
        Maps a `numpy.random.Generator` to a list of cases, edge cases first.
    observe : callable
        Maps a subject and a case to named plain values, which are compared with those of the reference. See
        `autograder.checks.observers`.
    tolerance : float
        Largest relative error of a float64 result.
    """

    name: str
    points: int
    draw_cases: Callable[[np.random.Generator], Sequence[Case]]
    observe: Callable[[Subject, Case], Observation]
    tolerance: float = 1e-6


@dataclass(frozen=True)
class WrongAnswer:
    """One plausible mistake, runnable.

    Attributes
    ----------
    function : callable
        The mistaken implementation. It stands on its own, like a student's cell: NumPy as ``np``, what the lesson
        imports, and nothing else. Its name is the mistake's name. Where a class is asked, it is a class, which may
        inherit from a right one: see `autograder.standalone_source`.
    sentence : str
        What the student reads: it names the mistake and points to the line of thought, not to the answer.
    """

    function: Callable[..., Any]
    sentence: str

    @property
    def name(self) -> str:
        """The mistake's name: "fires at the threshold" for ``fires_at_the_threshold`` or ``FiresAtTheThreshold``."""
        name = self.function.__name__
        if isinstance(self.function, type):
            name = re.sub("(?<!^)(?=[A-Z])", "_", name).lower()
        return name.replace("_", " ")


@dataclass(frozen=True)
class Exercise:
    """A function that a student writes, and everything needed to examine it.

    Attributes
    ----------
    name : str
        The function's name, which is also the grade id, the heading, the pytest id and the word in the report.
    number : str
        "1.3": lesson and place in it.
    reference : callable
        The operation of `lecturelib` that it is held against.
    parts : tuple of Part
        What earns points.
    wrong_answers : tuple of WrongAnswer
        The mistakes that are named, the most specific first.
    seeds_to_prove : int
        On how many seeds `autograder prove` tries them all; fewer where a case takes long.
    builds_on : tuple of str
        Other exercises of the lesson whose answers this one's calls, so that a mistake there shows here too. Only a
        capstone has such exercises.
    """

    name: str
    number: str
    reference: Callable[..., Any]
    parts: tuple[Part, ...]
    wrong_answers: tuple[WrongAnswer, ...]
    seeds_to_prove: int = 20
    builds_on: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """Points of all parts together."""
        return sum(part.points for part in self.parts)


@dataclass(frozen=True)
class Lesson:
    """A lesson's exercises, and what its students cannot import while they are graded.

    Attributes
    ----------
    name : str
        "01-neurons": the name of the script, the notebook and the assignment.
    exercises : tuple of Exercise
        In the order of the notebook.
    withheld : tuple of str
        Dotted names of the modules or packages of `lecturelib` that hold the lesson's references.
    preload : tuple of str
        What the lesson imports that takes time: a warm worker imports it once for all submissions. Of
        ``module:function``, it calls the function as well, so that its files have been read.
    """

    name: str
    exercises: tuple[Exercise, ...]
    withheld: tuple[str, ...]
    preload: tuple[str, ...] = ()

    def exercise(self, name: str) -> Exercise:
        """Return the exercise of that name, or raise `KeyError`."""
        return {each.name: each for each in self.exercises}[name]
