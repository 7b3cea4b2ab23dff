"""The table of ratios, printed."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.layers.case import Case
from benchmarks.layers.compete import OURS, TORCH, Result
from benchmarks.layers.growth import Growth
from benchmarks.layers.imports import ImportTime

DTYPES = {"f32": np.float32, "f64": np.float64}
Results = Mapping[str, Result]  # by the name of a dtype


def number(ratio: float) -> str:
    """Return a ratio as the table shows it.

    >>> number(0.123), number(12.3), number(math.nan)
    ('0.12', '12', '-')
    """
    return "-" if math.isnan(ratio) else f"{ratio:.0f}" if ratio >= 9.95 else f"{ratio:.2f}"


def our_time(result: Result) -> str:
    """Return lecturelib's ratio, or its milliseconds where there is no PyTorch to divide by."""
    if OURS in result.timings and TORCH not in result.timings:
        return f"{1000 * result.timings[OURS].seconds:.3g} ms"
    return number(result.ours)


def met(case: Case, results: Results) -> str:
    """Return in which dtypes the target is met, or by how much it is missed."""
    if case.target is None:
        return ""
    verdicts = []
    for name, target in zip(DTYPES, case.target, strict=True):
        if name in results and not math.isnan(results[name].ours):
            over = results[name].ours / target
            verdicts.append("[green]yes[/]" if over <= 1 else f"[bold red]{math.ceil(100 * (over - 1))} % over[/]")
        elif name in results:
            verdicts.append("-")
    return " / ".join(verdicts)


def table_of_ratios(rows: Sequence[tuple[Case, Results]]) -> Table:
    """Return the table: one row for each case."""
    table = Table()
    table.add_column("operation", no_wrap=True)
    table.add_column("size")
    for heading in ("torch ms", "lecturelib", "best peer", "", "target", "met"):
        table.add_column(heading, justify="left" if heading in ("", "met") else "right", no_wrap=True)
    for case, results in rows:
        shown = [results[name] for name in DTYPES if name in results]
        seconds = [each.timings[TORCH].seconds if TORCH in each.timings else math.nan for each in shown]
        peers = [each.best_peer for each in shown]
        names = list(dict.fromkeys(name for name, _ in peers if name))
        table.add_row(
            case.operation,
            case.setting,
            " / ".join("-" if math.isnan(s) else f"{1000 * s:.3g}" for s in seconds),
            " / ".join(our_time(each) for each in shown),
            " / ".join(number(ratio) for _, ratio in peers) if names else "",
            ", ".join(names),
            " / ".join(f"{t:g}" for name, t in zip(DTYPES, case.target, strict=True) if name in results)
            if case.target
            else "",
            met(case, results),
        )
    return table


def geometric_mean(rows: Sequence[tuple[Case, Results]], dtype: str, peers: bool = False) -> float:
    """Return the geometric mean of lecturelib's ratios in a dtype, or of the best peers'; NaN if there are none."""
    measured = [results[dtype] for _, results in rows if dtype in results]
    ratios = [each.best_peer[1] if peers else each.ours for each in measured]
    known = [math.log(ratio) for ratio in ratios if not math.isnan(ratio)]
    return math.exp(sum(known) / len(known)) if known else math.nan


def conclude(console: Console, rows: Sequence[tuple[Case, Results]]) -> None:
    """Print the means, the count of targets met, the notes, and what was missing."""
    with_target = [(case, results) for case, results in rows if case.target]
    for name, some in (("all operations", rows), ("those with a target", with_target)):
        ours = [number(geometric_mean(some, dtype)) for dtype in DTYPES]
        peers = [number(geometric_mean(some, dtype, peers=True)) for dtype in DTYPES]
        if ours != ["-", "-"] and (some is rows or len(some) < len(rows)):
            console.print(f"geometric mean of {name}: {' / '.join(ours)}; of the best peers: {' / '.join(peers)}")
    judged = [
        each.ours <= target
        for case, results in with_target
        for name, target in zip(DTYPES, case.target, strict=True)
        if name in results and not math.isnan((each := results[name]).ours)
    ]
    if judged:
        console.print(f"targets met: {sum(judged)} of {len(judged)}")
    for case, _ in rows:
        if case.note:
            console.print(f"{case.operation}: {case.note}.")
    absent = [case.operation for case, results in rows if any(OURS not in each.timings for each in results.values())]
    if absent:
        console.print(f"[yellow]not in lecturelib: {', '.join(dict.fromkeys(absent))}[/]")


def import_table(times: Sequence[ImportTime]) -> Table:
    """Return the table of import times."""
    table = Table()
    for heading in ("import", "ms", "limit", "met"):
        table.add_column(heading, justify="left" if heading in ("import", "met") else "right")
    for name, milliseconds, limit in times:
        verdict = "" if limit is None else "[green]yes[/]" if milliseconds <= limit else "[bold red]no[/]"
        table.add_row(name, f"{milliseconds:.1f}", "" if limit is None else f"{limit:g}", verdict)
    return table


def growth_table(growths: Sequence[Growth]) -> Table:
    """Return the table of slopes."""
    table = Table()
    for heading in ("operation", "varied", "ms", "slope"):
        table.add_column(heading, justify="right" if heading == "slope" else "left")
    for each in growths:
        varied = f"{each.letter} = {', '.join(map(str, each.sizes))}"
        shown = f"{each.slope:.2f}"
        milliseconds = ", ".join(f"{ms:.3g}" for ms in each.milliseconds)
        table.add_row(each.operation, varied, milliseconds, shown if each.is_linear else f"[bold red]{shown}[/]")
    return table


def say_what_is_missing(console: Console, missing: set[str]) -> None:
    """Name the libraries that are not installed, what the table lacks without them, and the command that adds them."""
    if "torch" in missing:
        console.print("[yellow]PyTorch is not installed: there are no ratios. `make pytorch` installs it.[/]")
    if peers := sorted({name.split(".")[0] for name in missing} & {"autograd", "mygrad"}):
        console.print(
            f"[yellow]Without {' and '.join(peers)} the best peer is the best of the others. "
            f"`python -m pip install {' '.join(peers)}` installs what is missing.[/]"
        )
