"""Print what the correctness of every operation rests on: ``python -m lecturelib.verify``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lecturelib.evidence import ALL_EVIDENCE, ALL_TRIALS
from lecturelib.witnesses.claim import Evidence
from lecturelib.witnesses.pytorch import live_claims
from lecturelib.witnesses.record import import_pytorch


@dataclass(frozen=True)
class Finding:
    """One piece of evidence, measured."""

    evidence: Evidence
    worst_error: float

    @property
    def holds(self) -> bool:
        """Whether the worst error is within tolerance; NaN is not."""
        return self.worst_error <= self.evidence.tolerance


def measure(evidence: Iterable[Evidence], seed: int, rounds: int) -> list[Finding]:
    """Return the worst error of each piece of evidence over some rounds of fresh random cases.

    Parameters
    ----------
    evidence : iterable of Evidence
        What to measure.
    seed : int
        Seed of the random cases.
    rounds : int
        How many times each measurement is repeated.
    """
    findings = []
    for each in evidence:
        rng = np.random.default_rng(seed)
        errors = [each.measure(rng) for _ in range(rounds)]
        findings.append(Finding(each, float(np.max(errors))))
    return findings


def table(findings: Sequence[Finding]) -> str:
    """Return the findings as an aligned table of plain text.

    Examples
    --------
    >>> one = Evidence("neurons.threshold_neuron", "by hand", "AND", 0.0, lambda rng: 0.0)
    >>> print(table([Finding(one, 0.0)]))
    operation                 evidence  worst error  tolerance        source
    neurons.threshold_neuron  by hand             0          0  ok    AND
    """
    names = [finding.evidence.operation for finding in findings]
    kinds = [finding.evidence.kind for finding in findings]
    wide, kind_wide = max(map(len, ["operation", *names])), max(map(len, ["evidence", *kinds]))
    lines = [f"{'operation':{wide}}  {'evidence':{kind_wide}}  worst error  tolerance        source"]
    for name, kind, finding in zip(names, kinds, findings, strict=True):
        verdict = "ok  " if finding.holds else "FAIL"
        numbers = f"{finding.worst_error:11.2g}  {finding.evidence.tolerance:9.2g}"
        lines.append(f"{name:{wide}}  {kind:{kind_wide}}  {numbers}  {verdict}  {finding.evidence.source}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure all evidence, print the table, and return 1 if anything fails."""
    parser = argparse.ArgumentParser(prog="python -m lecturelib.verify", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="seed of the random cases (default 0)")
    parser.add_argument("--rounds", type=int, default=5, help="fresh random cases for each line (default 5)")
    parser.add_argument("--live", action="store_true", help="hold every operation against the installed PyTorch too")
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error(f"--rounds must be at least 1; got {options.rounds}")
    evidence = list(ALL_EVIDENCE)
    if options.live:
        torch = import_pytorch()
        evidence += [claim for trial in ALL_TRIALS for claim in live_claims(trial, torch)]
        evidence.sort(key=lambda claim: claim.operation)
    findings = measure(evidence, options.seed, options.rounds)
    print(table(findings))
    failed = sum(not finding.holds for finding in findings)
    operations = len({finding.evidence.operation for finding in findings})
    print(f"\n{operations} operations, {len(findings)} pieces of evidence, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
