"""The command line: which evidence to measure, and where the findings go."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from lecturelib.evidence import ALL_EVIDENCE, ALL_TRIALS
from lecturelib.verify.findings import measure, summary
from lecturelib.verify.page import page
from lecturelib.verify.text import progress, table
from lecturelib.witnesses.claim import Evidence
from lecturelib.witnesses.pytorch import live_claims
from lecturelib.witnesses.record import import_pytorch


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the evidence, print the table or write the page, and return 1 if anything fails."""
    options = _parse(arguments)
    evidence = _chosen(options.only, options.live)
    show = progress(len(evidence))
    findings = measure(evidence, options.seed, options.rounds, show)
    show(None)
    if options.html is not None:
        options.html.write_text(page(findings, options.seed, options.rounds), encoding="utf-8")
        print(f"wrote {options.html}")
    shown = findings if options.html is None else [finding for finding in findings if not finding.holds]
    if shown:
        print(table(shown) + "\n")
    print(summary(findings))
    return 0 if all(finding.holds for finding in findings) else 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m lecturelib.verify",
        description="Measure what the correctness of every operation rests on; the exit code is 1 if anything fails.",
    )
    parser.add_argument("--only", nargs="+", metavar="MODULE", help="such as convolution; all if none is named")
    parser.add_argument("--live", action="store_true", help="hold every operation against the installed PyTorch too")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page with a matrix and plots to FILE")
    parser.add_argument("--seed", type=int, default=0, help="seed of the random cases (default 0)")
    parser.add_argument("--rounds", type=int, default=5, help="fresh random cases for each line (default 5)")
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error(f"--rounds must be at least 1; got {options.rounds}")
    if options.seed < 0:
        parser.error(f"--seed must not be negative; got {options.seed}")
    known = sorted({claim.operation.partition(".")[0] for claim in ALL_EVIDENCE})
    if unknown := sorted(set(options.only or ()) - set(known)):
        parser.error(f"no evidence belongs to {', '.join(unknown)}; there are {', '.join(known)}")
    if options.html is not None:
        try:
            options.html.open("ab").close()  # said now, not after the measurements
        except OSError as error:
            parser.error(f"--html needs a file that can be written; {options.html}: {error.strerror}")
    return options


def _chosen(modules: Sequence[str] | None, live: bool) -> list[Evidence]:
    """Return the evidence for some modules, all if none are named, and with `live` what the installed PyTorch says."""
    evidence = list(ALL_EVIDENCE)
    if live:
        torch = import_pytorch()
        evidence += [claim for trial in ALL_TRIALS for claim in live_claims(trial, torch)]
        evidence.sort(key=lambda claim: claim.operation)
    return [claim for claim in evidence if not modules or claim.operation.partition(".")[0] in modules]
