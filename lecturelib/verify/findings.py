"""Findings: pieces of evidence, measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lecturelib.witnesses.claim import Evidence


@dataclass(frozen=True)
class Finding:
    """One piece of evidence, measured."""

    evidence: Evidence
    worst_error: float

    @property
    def holds(self) -> bool:
        """Whether the worst error is within tolerance; NaN is not."""
        return self.worst_error <= self.evidence.tolerance

    @property
    def module(self) -> str:
        """The module that the operation belongs to, such as ``"neurons"``."""
        return self.evidence.operation.partition(".")[0]

    @property
    def name(self) -> str:
        """The operation's name inside its module, such as ``"sigmoid_neuron"``."""
        return self.evidence.operation.partition(".")[2]


def measure(
    evidence: Iterable[Evidence], seed: int, rounds: int, before_each: Callable[[Evidence], None] = lambda _: None
) -> list[Finding]:
    """Return the worst error of each piece of evidence over some rounds of fresh random cases.

    Parameters
    ----------
    evidence : iterable of Evidence
        What to measure.
    seed : int
        Seed of the random cases.
    rounds : int
        How many times each measurement is repeated.
    before_each : callable
        Told what is measured next.

    Returns
    -------
    findings : list of Finding
        In the order of the evidence.
    """
    findings = []
    for each in evidence:
        before_each(each)
        rng = np.random.default_rng(seed)
        errors = [each.measure(rng) for _ in range(rounds)]
        findings.append(Finding(each, float(np.max(errors))))
    return findings


def by_module(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings of each module: modules in alphabetical order, findings in their own.

    Examples
    --------
    >>> late, early = (Finding(Evidence(name, "", "", 0, lambda rng: 0), 0) for name in ("neurons.a", "layers.b"))
    >>> {module: [finding.name for finding in group] for module, group in by_module([late, early]).items()}
    {'layers': ['b'], 'neurons': ['a']}
    """
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.module, []).append(finding)
    return dict(sorted(groups.items()))


def summary(findings: Sequence[Finding]) -> str:
    """Return the line that says how much was measured and how much failed.

    Examples
    --------
    >>> right = Evidence("neurons.threshold_neuron", "by hand", "AND", 0.0, lambda rng: 0.0)
    >>> summary([Finding(right, 0.0), Finding(right, 1.0)])
    '1 operation, 2 pieces of evidence, 1 failed'
    """
    operations = len({finding.evidence.operation for finding in findings})
    failed = sum(not finding.holds for finding in findings)
    counted = f"{operations} operation{'s' * (operations != 1)}"
    return f"{counted}, {len(findings)} piece{'s' * (len(findings) != 1)} of evidence, {failed} failed"
