"""All checks, in the order of the page. One that fails itself is a finding, too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from autograder.course.course import CourseError
from autograder.doctor import confining, packages, places, room, showing
from autograder.doctor.finding import Finding, Level
from autograder.doctor.machine import Machine

Check = Callable[[Machine], list[Finding]]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("Python", packages.python_version),
    ("packages", packages.required_packages),
    ("versions", packages.locked_versions),
    ("programs", packages.nbgrader_programs),
    ("package", packages.own_package),
    ("course", places.course_folder),
    ("confinement", confining.confinements),
    ("reference", confining.withheld_reference),
    ("a new gradebook", places.new_gradebook),
    ("gradebook", places.existing_gradebook),
    ("folders", places.writable_folders),
    ("disk", room.free_disk),
    ("cores and memory", room.cores_and_memory),
    ("clock", room.clock),
    ("figure", showing.figure),
    ("kernel", showing.kernel),
    ("extensions", showing.lab_extensions),
    ("formgrader", showing.formgrader),
    ("prompt answers", showing.prompt_answers),
    ("exchange", places.exchange_folder),
    ("browser", showing.chromium),
)


def examination(machine: Machine, only: Collection[str] = ()) -> Iterator[tuple[str, list[Finding]]]:
    """Yield what each check finds, when it has found it.

    Parameters
    ----------
    machine : Machine
        What is examined.
    only : collection of str
        The titles of the checks to make; all if none is named.
    """
    for title, check in CHECKS:
        if only and title not in only:
            continue
        try:
            yield title, check(machine)
        except CourseError as error:
            yield title, [Finding(title, Level.BROKEN, str(error), "do what that says, and run the doctor again")]
        except Exception as error:  # a doctor that falls ill still tells the rest
            words = f"this check itself failed: {type(error).__name__}: {error}"[:300]
            yield title, [Finding(title, Level.BROKEN, words, "make setup, or tell the course's authors")]
