"""The `autograder` that a student's notebook sees while it is graded.

Here `check` does nothing. The grader calls the student's function itself, from outside the sandbox, with cases drawn
when grading starts; what a notebook prints or computes about its own score decides nothing.
"""

from __future__ import annotations


def check(name: str, function: object = None, **options: object) -> None:
    """Accept any function and return None: while a class is graded, the verdict is given elsewhere."""
