"""Measure and print: ``python -m benchmarks grading [--lesson NAME] [--students N] [--rounds N] [--quick]``."""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console

from autograder.exercises import LESSONS
from benchmarks.grading.classes import Classes
from benchmarks.grading.measure import Cost, cost_of
from benchmarks.grading.picture import draw
from benchmarks.grading.recording import RESULT
from benchmarks.grading.report import UNDRAWN, Results, show

PICTURE = Path(__file__).resolve().parents[2] / "build" / "benchmarks" / "grading.svg"
GROWTH = (25, 50, 100, 200, 400)


def parse(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options; wrong ones end with a sentence."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks grading", description="Time a class beside stock nbgrader."
    )
    parser.add_argument("--lesson", default="01-neurons", help="what the class has handed in (default 01-neurons)")
    parser.add_argument("--students", type=int, help="size of the class (default 200; quick: 8)")
    parser.add_argument("--rounds", type=int, help="interleaved rounds (default 3; quick: 1)")
    parser.add_argument("--sample", type=int, help="submissions that nbgrader grades in a round (default 10; quick: 2)")
    parser.add_argument("--quick", action="store_true", help="a minute: nbgrader's time for the class is extrapolated")
    options = parser.parse_args(words)
    for name, full, quick in (("students", 200, 8), ("rounds", 3, 1), ("sample", 10, 2)):
        if getattr(options, name) is None:
            setattr(options, name, quick if options.quick else full)
    if options.students < 2 or options.rounds < 1 or options.sample < 2:
        parser.error("--students and --sample must be at least 2, and --rounds at least 1")
    if options.lesson not in LESSONS:
        parser.error(f"there is no lesson called {options.lesson}; the lessons are {', '.join(LESSONS)}")
    options.sample = min(options.sample, options.students)
    return options


def measure(options: argparse.Namespace, console: Console) -> Results:
    """Return everything that was measured, in interleaved rounds."""
    growth = () if options.quick else tuple(size for size in GROWTH if size <= 2 * options.students)
    workers = (1, 2) if options.quick else (1, 2, 4)
    with tempfile.TemporaryDirectory() as folder:
        with console.status("making the class"):
            classes = Classes(Path(folder), max(options.students, *growth, 0), options.lesson)

        def stock(size: int) -> Cost:
            return cost_of(["nbgrader", "autograde", options.lesson], classes.ungraded("stock", size))

        def ours(size: int, workers: int, *more: str) -> Cost:
            command = ["autograder", "grade", options.lesson, "--workers", str(workers), *more]
            return cost_of(command, classes.ungraded("ours", size))

        def floor(size: int) -> Cost:
            return cost_of(["benchmarks.grading.floor", options.lesson, str(size)], classes.ungraded("ours", size))

        results = Results(options.students, options.sample)
        for number in range(options.rounds):
            with console.status(f"round {number + 1} of {options.rounds}"):
                results.add("stock, 1", stock(1))
                results.add("stock, sample", stock(options.sample))
                for count in workers:
                    results.add(f"ours, {count}", ours(options.students, count))
                results.add(UNDRAWN, ours(options.students, 2, "--no-figures"))
                results.add("floor, 1", floor(1))
                results.add("floor", floor(options.students))
        for size in growth:
            with console.status(f"growth: a class of {size}"):
                results.growth[size] = ours(size, 2)
        if not options.quick:
            with console.status(f"nbgrader grades all {options.students}"):
                results.add("stock", stock(options.students))
        with console.status("recording"):
            results.recording = recording(classes, options.students, options.lesson)
    return results


def recording(classes: Classes, size: int, lesson: str) -> float:
    """Return the median milliseconds of processor time that recording one submission takes."""
    course = classes.ungraded("ours", size)
    cost_of(["autograder", "grade", lesson], course)
    cost_of(["benchmarks.grading.recording", lesson], course)
    return statistics.median(json.loads((course / RESULT).read_text()))


def slope(costs: dict[int, Cost]) -> float:
    """Return the slope of log time over log size: 1 is linear."""
    sizes, seconds = zip(*((size, cost.seconds) for size, cost in costs.items()), strict=True)
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def main() -> int:
    options = parse()
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    results = measure(options, console)
    show(results, console, slope(results.growth) if len(results.growth) > 1 else None)
    draw(results, PICTURE)
    console.print(f"picture: {PICTURE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
