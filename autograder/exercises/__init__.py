"""The exercises of every lesson: the one place where names are looked up.

A lesson is a package here whose name begins with ``lesson_`` and which holds a ``LESSON``.
"""

import pkgutil
from difflib import get_close_matches

from autograder.exercises.catalogue import Catalogue
from autograder.exercises.declaration import Exercise, Lesson

LESSONS = Catalogue(__name__, [module.name for module in pkgutil.iter_modules(__path__)])


def find_lesson(name: str) -> Lesson:
    """Return the lesson called `name`.

    Raises
    ------
    ValueError
        If there is none; the sentence lists those there are.
    """
    if name not in LESSONS:
        raise ValueError(f"there is no lesson called {name!r}; the lessons are: {', '.join(LESSONS)}")
    return LESSONS[name]


def find_exercise(name: str) -> Exercise:
    """Return the exercise called `name`, of whichever lesson.

    Raises
    ------
    ValueError
        If there is none; the sentence suggests the nearest name.
    """
    exercises: dict[str, Exercise] = {}
    for lesson in LESSONS.values():  # one after another: none is loaded that need not be
        exercises.update({exercise.name: exercise for exercise in lesson.exercises})
        if name in exercises:
            return exercises[name]
    near = get_close_matches(str(name), exercises, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise ValueError(f"there is no exercise called {name!r}{hint}")
