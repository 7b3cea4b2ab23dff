"""Measure and print: ``python -m benchmarks layers``, which starts this in an interpreter with one BLAS thread."""

import argparse
import sys

from rich.console import Console

from benchmarks.layers.cases import CASES
from benchmarks.layers.compete import DisagreementError, compete
from benchmarks.layers.report import DTYPES, conclude, make_table, say_what_is_missing


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks layers", description=__doc__.partition(":")[0])
    parser.add_argument("--only", nargs="+", metavar="OPERATION", help="such as conv2d lstm")
    parser.add_argument("--dtype", choices=[*DTYPES, "both"], default="both")
    parser.add_argument("--rounds", type=int, help="number of interleaved rounds, instead of a time for each row")
    parser.add_argument("--seconds", type=float, default=2.0, help="CPU time for each row and dtype (default 2)")
    parser.add_argument("--quick", action="store_true", help="the shortest run that means something")
    options = parser.parse_args()
    known = list(dict.fromkeys(case.operation for case in CASES))
    if unknown := sorted(set(options.only or ()) - set(known)):
        parser.error(f"no case is called {', '.join(unknown)}; there are {', '.join(known)}")
    if options.rounds is not None and options.rounds < 1:
        parser.error(f"--rounds must be at least 1; got {options.rounds}")
    console = Console(width=None if sys.stdout.isatty() else 150)
    single_threaded_torch()
    cases = [case for case in CASES if not options.only or case.operation in options.only]
    dtypes = DTYPES if options.dtype == "both" else {options.dtype: DTYPES[options.dtype]}
    rows = []
    for case in cases:
        console.print(f"  {case.operation} {case.setting}", end="\r") if console.is_terminal else None
        try:
            results = {
                name: compete(case, dtype, 0.4 if options.quick else options.seconds, options.rounds)
                for name, dtype in dtypes.items()
            }
        except DisagreementError as disagreement:
            sys.exit(f"not timed, because the answers differ: {disagreement}")
        rows.append((case, results))
    console.print(make_table(rows))
    conclude(console, rows)
    say_what_is_missing(console, {name for _, results in rows for each in results.values() for name in each.missing})
    return 0


def single_threaded_torch() -> None:
    try:
        import torch
    except ImportError:
        return
    torch.set_num_threads(1)


if __name__ == "__main__":
    sys.exit(main())
