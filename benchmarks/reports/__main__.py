"""Measure and print: ``python -m benchmarks reports [--students N] [--lessons N] [--rounds N] [--quick]``."""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from autograder.course.build import build_lesson, make_course
from autograder.course.course import Course
from autograder.exercises import LESSONS
from benchmarks.grading.measure import Cost, cost_of
from benchmarks.reports.ready_class import deal, record

ROOT = Path(__file__).resolve().parents[2]
FIRST = "01-neurons"
PICTURE_BYTES = 30_000  # of each exercise, as the lessons' figures are
ABSENT = 25  # one in so many has not handed in
EXPORT, LESSON, TERM = "nbgrader export: points only", "autograder report LESSON", "autograder report --term"


def parse(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options; wrong ones end with a sentence."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks reports", description="Time the reports on a class.")
    parser.add_argument("--students", type=int, help="size of the class (default 300; quick: 30)")
    parser.add_argument("--lessons", type=int, help=f"lessons of the term (default {len(LESSONS)}; quick: 2)")
    parser.add_argument("--rounds", type=int, help="interleaved rounds (default 5; quick: 1)")
    parser.add_argument("--quick", action="store_true", help="half a minute")
    options = parser.parse_args(words)
    for name, full, quick in (("students", 300, 30), ("lessons", len(LESSONS), 2), ("rounds", 5, 1)):
        if getattr(options, name) is None:
            setattr(options, name, quick if options.quick else full)
    if options.students < 2 or options.rounds < 1 or not 1 <= options.lessons <= len(LESSONS):
        parser.error(
            f"--students must be at least 2, --rounds at least 1, and --lessons from 1 to {len(LESSONS)}; "
            f"got {options.students}, {options.rounds} and {options.lessons}"
        )
    return options


def make_term(folder: Path, students: int, lessons: int, console: Console) -> Course:
    """Return a course with a graded term: each lesson graded twice, so that there is a change to report."""
    course, random = make_course(folder / "term"), Random(1)
    everybody = [f"student-{number:04d}" for number in range(students)]
    for lesson in list(LESSONS.values())[:lessons]:
        with console.status(f"making the term: {lesson.name}"):
            build_lesson(course, lesson, scripts=ROOT / "solutions")
            present = [student for student in everybody if random.randrange(ABSENT)]
            first = deal(lesson, present, random)
            again = {student: first[student] for student in present}
            again |= deal(lesson, random.sample(present, len(present) // 10), random)
            record(course, lesson, first, "2026-01-02T12:00:00+00:00", random, PICTURE_BYTES)
            record(course, lesson, again, "2026-01-09T12:00:00+00:00", random, PICTURE_BYTES)
    with Gradebook(course.nbgrader().coursedir.db_url) as gradebook:
        for student in everybody:
            gradebook.update_or_create_student(student)
    return course


def measure(options: argparse.Namespace, console: Console) -> dict[str, list[Cost]]:
    """Return what each command took, in interleaved rounds."""
    commands = {
        EXPORT: ["nbgrader", "export"],
        LESSON: ["autograder", "report", FIRST],
        TERM: ["autograder", "report", "--term"],
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        course = make_term(Path(folder), options.students, options.lessons, console)
        for number in range(options.rounds):
            with console.status(f"round {number + 1} of {options.rounds}"):
                for name, command in commands.items():
                    costs[name].append(cost_of(command, course.root))
    return costs


def table_of(costs: dict[str, list[Cost]], students: int, lessons: int) -> Table:
    """Return medians, and each beside nbgrader's export of the same gradebook."""
    table = Table(
        title=f"{students} students, {lessons} lessons; medians of {len(costs[EXPORT])} rounds", title_justify="left"
    )
    for heading in ("", "seconds", "of the processor", "MB", "times the export"):
        table.add_column(heading, justify="left" if not heading else "right")
    medians = {name: statistics.median(cost.processor_seconds for cost in found) for name, found in costs.items()}
    for name, found in costs.items():
        seconds = statistics.median(cost.seconds for cost in found)
        peak = max(cost.peak_bytes for cost in found) / 2**20
        ratio = medians[name] / medians[EXPORT]
        table.add_row(name, f"{seconds:.2f}", f"{medians[name]:.2f}", f"{peak:.0f}", f"{ratio:.2f}")
    return table


def main() -> int:
    options = parse()
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    console.print(table_of(measure(options, console), options.students, options.lessons))
    console.print(
        "Times the export: processor time beside that of `nbgrader export`, which writes every student's points."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
