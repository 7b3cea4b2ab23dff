"""The findings as plain text for a terminal, and what it shows while they are measured."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from lecturelib.verify.findings import Finding, by_module
from lecturelib.witnesses.claim import Evidence


def table(findings: Sequence[Finding]) -> str:
    """Return the findings as an aligned table of plain text, one block for each module.

    Examples
    --------
    >>> right = Evidence("neurons.threshold_neuron", "by hand", "AND", 0.0, lambda rng: 0.0)
    >>> print(table([Finding(right, 0.0), Finding(right, 0.5)]))
    operation           evidence  worst error  tolerance        source
    <BLANKLINE>
    neurons
      threshold_neuron  by hand             0          0  ok    AND
      threshold_neuron  by hand           0.5          0  FAIL  AND
    """
    wide = max([len("operation"), *(len(finding.name) + 2 for finding in findings)])
    kind_wide = max([len("evidence"), *(len(finding.evidence.kind) for finding in findings)])
    lines = [f"{'operation':{wide}}  {'evidence':{kind_wide}}  worst error  tolerance        source"]
    for module, group in by_module(findings).items():
        lines += ["", module]
        for finding in group:
            name, kind = f"  {finding.name}", finding.evidence.kind
            numbers = f"{finding.worst_error:11.2g}  {finding.evidence.tolerance:9.2g}"
            verdict = "ok  " if finding.holds else "FAIL"
            lines.append(f"{name:{wide}}  {kind:{kind_wide}}  {numbers}  {verdict}  {finding.evidence.source}")
    return "\n".join(lines)


def progress(total: int) -> Callable[[Evidence | None], None]:
    """Return what shows on a terminal which piece of evidence is being measured, and nothing elsewhere.

    Called with ``None`` at the end, it clears its line.

    Parameters
    ----------
    total : int
        How many pieces there are.
    """
    count = 0

    def show(evidence: Evidence | None) -> None:
        nonlocal count
        count += 1
        if sys.stderr.isatty():
            line = f"{count} of {total}  {evidence.operation}: {evidence.kind}" if evidence else ""
            # Carriage return, then the code that clears a terminal's line from there on.
            print(f"\r\x1b[K{line[:78]}", end="", file=sys.stderr, flush=True)

    return show
