"""Measure and print: ``python -m benchmarks layers``, which starts this in an interpreter with one BLAS thread."""

import argparse
import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.layers.case import Case, MissingError, module
from benchmarks.layers.cases import CASES
from benchmarks.layers.compete import DisagreementError, compete
from benchmarks.layers.growth import FAMILIES, measure_growth
from benchmarks.layers.imports import measure_imports
from benchmarks.layers.picture import draw
from benchmarks.layers.report import (
    DTYPES,
    Results,
    conclude,
    growth_table,
    import_table,
    say_what_is_missing,
    table_of_ratios,
)

PICTURE = Path(__file__).resolve().parents[2] / "build" / "benchmarks" / "layers.svg"


def parse(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options; wrong ones end with a sentence."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks layers", description="Time lecturelib's operations beside PyTorch and NumPy peers."
    )
    parser.add_argument("--only", nargs="+", metavar="OPERATION", help="such as conv2d lstm: their ratios alone")
    parser.add_argument("--dtype", choices=[*DTYPES, "both"], default="both", help="default both")
    parser.add_argument("--rounds", type=int, help="number of interleaved rounds, instead of a time for each row")
    parser.add_argument("--seconds", type=float, default=2.0, help="CPU time for each row and dtype (default 2)")
    parser.add_argument("--quick", action="store_true", help="the shortest run that means something: a minute or two")
    options = parser.parse_args(words)
    known = list(dict.fromkeys(case.operation for case in CASES))
    if unknown := sorted(set(options.only or ()) - set(known)):
        parser.error(f"no case is called {', '.join(unknown)}; there are {', '.join(known)}")
    if options.rounds is not None and options.rounds < 1:
        parser.error(f"--rounds must be at least 1; got {options.rounds}")
    if not options.seconds > 0:
        parser.error(f"--seconds must be more than 0; got {options.seconds:g}")
    return options


def compare(options: argparse.Namespace, console: Console) -> list[tuple[Case, Results]]:
    """Return the results of every case that is asked for."""
    dtypes = DTYPES if options.dtype == "both" else {options.dtype: DTYPES[options.dtype]}
    cases = [case for case in CASES if not options.only or case.operation in options.only]
    rows = []
    for case in cases:
        with console.status(f"{case.operation}, {case.setting}"):
            seconds = 0.4 if options.quick else options.seconds
            rows.append((case, {name: compete(case, dtype, seconds, options.rounds) for name, dtype in dtypes.items()}))
    return rows


def main() -> int:
    options = parse()
    console = Console(width=None if sys.stdout.isatty() else 165, highlight=False)
    with contextlib.suppress(MissingError):  # said below the table
        module("torch").set_num_threads(1)
    try:
        rows = compare(options, console)
    except DisagreementError as disagreement:
        sys.exit(f"not timed, because the answers differ: {disagreement}")
    console.print("Time / torch, forward and backward, one core, float32 / float64; lower is better:")
    console.print(table_of_ratios(rows))
    conclude(console, rows)
    if not options.only:
        console.print("\nImports, in milliseconds of CPU time; all but the first over NumPy:")
        console.print(import_table(measure_imports(5 if options.quick else 15)))
        console.print("\nGrowth: the slope of log time over log work; 1 is linear, more is worse:")
        console.print(growth_table(measure_growth(FAMILIES, 0.15 if options.quick else 1.0)))
        draw(rows, PICTURE)
        console.print(f"picture: {PICTURE}")
    say_what_is_missing(console, {name for _, results in rows for each in results.values() for name in each.missing})
    return 0


if __name__ == "__main__":
    sys.exit(main())
