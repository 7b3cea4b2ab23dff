"""A class of hostile and broken submissions with honest ones between them, and what must be so after it was graded."""

import hashlib
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder.commands.demo import make_sample_course
from autograder.course.course import Course
from autograder.engine.limits import MEGABYTE, Limits
from autograder.engine.verdict import Verdict
from autograder.exercises import find_lesson
from tests.hostile import (
    attacks_on_neighbours,
    attacks_on_resources,
    attacks_on_the_border,
    attacks_on_the_machine,
    attacks_on_values,
    hunts_for_the_reference,
    tuned_to_visible_cases,
)
from tests.hostile.attack import attacks_of, short
from tests.hostile.broken import BROKEN
from tests.hostile.case import HostileCase, SubmissionMaterial, as_bytes, hand_in

ROOT = Path(__file__).resolve().parents[2]
LESSON = find_lesson("01-neurons")
CASES = (
    *attacks_of(attacks_on_values),
    *attacks_of(attacks_on_the_border),
    *attacks_of(hunts_for_the_reference),
    *attacks_of(tuned_to_visible_cases),
    *tuned_to_visible_cases.TABLES,
    *attacks_of(attacks_on_resources),
    *attacks_of(attacks_on_the_machine),
    *attacks_of(attacks_on_neighbours),
    *BROKEN,
)
HONEST = HostileCase("honest", lambda material: as_bytes(short(material.solved)), "full", "")
_FEW = {
    "equals-everything",
    "too-large-a-number",
    "answers-ahead",
    "impossible-shape",
    "imports-it",
    "table-of-visible-cases",
    "endless-loop",
    "memory-of-many-processes",
    "files-without-a-name",
    "raises-its-score",
    "becomes-root",
    "scripts-for-the-instructor",
    "leaves-its-answers",
    "looks-for-a-friend-s-answers",
}
# For the ways of grading that reach one verdict after the other.
A_FEW_OF_EACH_THEME = tuple(case for case in CASES if case.name in _FEW)
ONE_HONEST_IN = 8
# Small, so that what runs until it is stopped is stopped soon; an honest submission needs a tenth of it.
LIMITS = Limits(
    cell_seconds=3.0,
    submission_seconds=30.0,
    memory_bytes=1024 * MEGABYTE,
    file_bytes=16 * MEGABYTE,
    scratch_bytes=64 * MEGABYTE,
)
CANARY = "the-graders-own-secret"
LEFT_BEHIND = ("left-by-a-submission.py", "answers-of-a-friend")


def class_of(cases: Iterable[HostileCase]) -> dict[str, HostileCase]:
    """Return the submissions by student, in the order in which they are graded, honest ones between the others."""
    students: dict[str, HostileCase] = {}
    for number, case in enumerate(cases):
        if number % ONE_HONEST_IN == 0:
            students[f"{number:03d}-a-honest"] = HONEST
        students[f"{number:03d}-b-{re.sub('[^a-z0-9]+', '-', case.name.lower()).strip('-')}"] = case
    students["999-honest"] = HONEST
    return students


def material_from(folder: Path) -> tuple[SubmissionMaterial, Course]:
    """Build the lesson in a course of its own, with nobody's submissions."""
    _, course = make_sample_course(Course(ROOT), LESSON, folder)
    subprocess.run(["/bin/rm", "-rf", str(course.submitted)], check=True)
    source = nbformat.read(course.source / LESSON.name / f"{LESSON.name}.ipynb", as_version=4)
    released = nbformat.read(course.notebooks / LESSON.name / f"{LESSON.name}.ipynb", as_version=4)
    answers = {_grade_id(cell): cell.source for cell in source.cells if _grade_id(cell).endswith("-solution")}
    solved = deepcopy(released)
    for cell in solved.cells:
        cell.source = answers.get(_grade_id(cell), cell.source)
    return SubmissionMaterial(LESSON.name, released, solved), course


def _grade_id(cell: nbformat.NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def hand_in_class(course: Course, material: SubmissionMaterial, students: dict[str, HostileCase]) -> None:
    for student, case in students.items():
        hand_in(case, material, course.submitted / student / LESSON.name)


def expected_scores(students: dict[str, HostileCase]) -> dict[tuple[str, str], float]:
    return {
        (student, exercise.name): exercise.points if case.expected_of(exercise.name) == "full" else 0
        for student, case in students.items()
        for exercise in LESSON.exercises
    }


def recorded_scores(course: Course) -> dict[tuple[str, str], float]:
    names = {exercise.name for exercise in LESSON.exercises}
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(LESSON.name)
            for notebook in submission.notebooks
            for grade in notebook.grades
            if grade.name in names
        }


def sentences_of(verdict: Verdict, mended: Iterable[str] = ()) -> Iterator[str]:
    """Yield every sentence that a student reads: of the verdict, and on what had to be mended."""
    yield from mended
    if verdict.stopped:
        yield verdict.stopped
    for report in verdict.reports.values():
        if report.note:
            yield report.note
        for part in report.parts:
            yield from part.failure.sentences if part.failure else ()


def is_fit_for_a_student(sentence: str) -> bool:
    """Whether it is a sentence of modest length, without a traceback, a path of this machine or control characters."""
    words = sentence.split()
    told = re.search(r"Traceback|File \"|site-packages|\.py\b|/tmp|/root|/home|0x[0-9a-f]{6}|autograder\.", sentence)
    return (
        len(words) >= 2
        and len(sentence) <= 400
        and told is None
        and str(ROOT) not in sentence
        and sentence.isprintable()
    )


def checksums(folders: Iterable[Path]) -> dict[str, str]:
    """Return a checksum of every file of the course that grading has no business with."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    files += [path for folder in folders for path in sorted(folder.rglob("*"))]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


def left_behind() -> list[Path]:
    """Return what a submission left where it may not write."""
    places = [Path(place) for place in ("/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/etc", "/usr/local/bin")]
    places += [Path.home(), ROOT, ROOT / "lecturelib", ROOT / "autograder", *(Path(os.sys.prefix) / "lib").glob("*/*")]
    return [place / name for place in places for name in LEFT_BEHIND if (place / name).exists()]


def processes_of(folder: Path, uids: range) -> list[str]:
    """Return the command lines of processes that were started from a folder, or run as one of the users."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                command, owner = (process / "cmdline").read_bytes(), process.stat().st_uid
            except OSError:
                continue
            if os.fsencode(folder) in command or owner in uids:
                found.append(command.decode(errors="replace"))
    return found
