"""What was measured, and the ratios that follow from it."""

import statistics
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from benchmarks.grading.measure import Cost

MEGABYTE = 2**20
UNDRAWN = "undrawn, 2"


@dataclass
class Results:
    """Costs by what was run, of every round.

    "stock, 1" and "stock, sample" are nbgrader on one submission and on `sample` of them, "stock" on all, if it was
    run; "ours, 2" is our command with two workers, "undrawn, 2" the same with ``--no-figures``; "floor, 1" and "floor"
    are the cells in one plain process.
    """

    students: int
    sample: int
    costs: dict[str, list[Cost]] = field(default_factory=dict)
    growth: dict[int, Cost] = field(default_factory=dict)
    recording: float = 0.0

    def add(self, what: str, cost: Cost) -> None:
        """Keep the cost of one run."""
        self.costs.setdefault(what, []).append(cost)

    def median(self, what: str, of: str = "seconds") -> float:
        """Return the median over the rounds of "seconds", "processor_seconds" or "peak_bytes"."""
        return statistics.median(getattr(cost, of) for cost in self.costs[what])

    def stock(self, of: str = "seconds") -> float:
        """Return nbgrader's time for the class: measured, or start and slope of two smaller classes prolonged."""
        if "stock" in self.costs:
            return self.median("stock", of)
        one, some = self.median("stock, 1", of), self.median("stock, sample", of)
        return one + (some - one) / (self.sample - 1) * (self.students - 1)

    def floor(self, of: str = "seconds") -> float:
        """Return the floor of one submission: what one more takes, without the start of the process."""
        return (self.median("floor", of) - self.median("floor, 1", of)) / (self.students - 1)

    @property
    def workers(self) -> list[int]:
        """Numbers of workers that were tried."""
        return [int(what.removeprefix("ours, ")) for what in self.costs if what.startswith("ours, ")]

    def times_stock(self, what: str, of: str = "seconds") -> float:
        """Return how many times as fast as nbgrader one of our runs is, start included."""
        return self.stock(of) / self.median(what, of)

    def times_floor(self, what: str) -> float:
        """Return the processor time of a submission, start included, over the floor's."""
        return self.median(what, "processor_seconds") / self.students / self.floor("processor_seconds")


def show(results: Results, console: Console, slope: float | None) -> None:
    """Print the table and the ratios."""
    table = Table(title=f"{results.students} submissions, start and gradebook included", title_justify="left")
    for heading in ("", "s", "CPU s", "s each", "each / s", "peak MB", "x stock", "CPU x stock", "CPU / floor"):
        table.add_column(heading, justify="left" if heading == "" else "right", no_wrap=True)
    whole = "stock" in results.costs
    _row(table, results, "nbgrader autograde" + ("" if whole else " *"), None)
    for workers in results.workers:
        _row(table, results, f"autograder grade, {workers} worker{'s' if workers > 1 else ''}", f"ours, {workers}")
    _row(table, results, "the same with 2, --no-figures", UNDRAWN)
    each = results.floor()
    table.add_row("floor: cells alone", "", "", f"{each:.3f}", f"{1 / each:.2f}", "", "", "", "1.00")
    console.print(table)
    if not whole:
        console.print(f"* prolonged from classes of 1 and {results.sample}")
    console.print(f"recording: {results.recording:.1f} ms of processor time a submission (at most 30 wanted)")
    if slope is not None:
        sizes = ", ".join(f"{size}: {cost.seconds:.0f} s" for size, cost in results.growth.items())
        console.print(f"growth, two workers: {sizes}; slope of log time over log size {slope:.2f} (1 is linear)")


def _row(table: Table, results: Results, name: str, what: str | None) -> None:
    if what is None:
        seconds, processor = results.stock(), results.stock("processor_seconds")
        peak = results.median("stock, sample", "peak_bytes")
        ratios = ["1", "1", f"{processor / results.students / results.floor('processor_seconds'):.2f}"]
    else:
        seconds, processor, peak = (results.median(what, of) for of in ("seconds", "processor_seconds", "peak_bytes"))
        ratios = [
            f"{results.times_stock(what):.1f}",
            f"{results.times_stock(what, 'processor_seconds'):.1f}",
            f"{results.times_floor(what):.2f}",
        ]
    each = seconds / results.students
    numbers = [f"{seconds:.1f}", f"{processor:.1f}", f"{each:.3f}", f"{1 / each:.2f}", f"{peak / MEGABYTE:.0f}"]
    table.add_row(name, *numbers, *ratios)
