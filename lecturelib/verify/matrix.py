"""The matrix: a row for each operation, a column for each kind of evidence, the worst error in each cell."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from lecturelib.verify.families import FAMILIES, family_of, kinds_in_order
from lecturelib.verify.findings import Finding


def digits_to_spare(finding: Finding) -> float:
    """Return how many powers of ten the worst error lies below its tolerance; infinite if it is exactly 0.

    Examples
    --------
    >>> from lecturelib.witnesses.claim import Evidence
    >>> claim = Evidence("neurons.sigmoid_neuron", "loop", "", 1e-12, lambda rng: 0.0)
    >>> [digits_to_spare(Finding(claim, error)) for error in (0.0, 1e-12, 1.0, float("nan"))]
    [inf, 0.0, -12.0, -inf]
    """
    if not finding.worst_error <= math.inf:
        return -math.inf
    if finding.worst_error == 0:
        return math.inf
    if finding.evidence.tolerance == 0 or finding.worst_error == math.inf:
        return -math.inf
    return math.log10(finding.evidence.tolerance) - math.log10(finding.worst_error)


def shade(finding: Finding) -> str:
    """Return the class of a cell: how much room its finding leaves.

    Examples
    --------
    >>> from lecturelib.witnesses.claim import Evidence
    >>> claim = Evidence("neurons.sigmoid_neuron", "loop", "", 1e-12, lambda rng: 0.0)
    >>> [shade(Finding(claim, error)) for error in (0.0, 1e-14, 2e-14, 1e-13, 2e-13, 2e-12)]
    ['ample', 'ample', 'room', 'room', 'narrow', 'fails']
    """
    spare = digits_to_spare(finding)
    if not finding.holds:
        return "fails"
    return "ample" if spare >= 2 else "room" if spare >= 1 else "narrow"


def matrix(modules: Mapping[str, Sequence[Finding]]) -> str:
    """Return the matrix of all modules.

    Parameters
    ----------
    modules : mapping of str to sequence of Finding
        Findings by module.

    Returns
    -------
    html : str
        A ``table`` element.
    """
    kinds = kinds_in_order(finding for group in modules.values() for finding in group)
    families = [(FAMILIES.index(family), [k for k in kinds if family_of(k) is family]) for family in FAMILIES]
    above = "".join(
        f'<th class="f{number}" scope="colgroup" colspan="{len(own)}">{escape(FAMILIES[number].name)}</th>'
        for number, own in families
        if own
    )
    heads = "".join(f'<th scope="col"><span>{escape(kind)}</span></th>' for kind in kinds)
    rows = []
    for module, group in modules.items():
        rows.append(f'<tbody><tr><th class="module" scope="rowgroup" colspan="{len(kinds) + 1}">{escape(module)}</th>')
        rows.append("</tr>")
        for name in dict.fromkeys(finding.name for finding in group):
            own = [finding for finding in group if finding.name == name]
            cells = "".join(_cell([finding for finding in own if finding.evidence.kind == kind]) for kind in kinds)
            rows.append(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>')
        rows.append("</tbody>")
    head = f'<thead><tr class="families"><th></th>{above}</tr><tr><th scope="col">operation</th>{heads}</tr></thead>'
    return f'<table class="matrix">{head}{"".join(rows)}</table>'


def _cell(findings: Sequence[Finding]) -> str:
    """Return the cell of one operation and one kind: the finding that leaves the least room."""
    if not findings:
        return '<td class="none"></td>'
    tightest = min(findings, key=digits_to_spare)
    more = f"<small>{len(findings)}</small>" if len(findings) > 1 else ""
    sentences = [f"{f.evidence.source}: {f.worst_error:.2g}, tolerance {f.evidence.tolerance:.2g}" for f in findings]
    told = "&#10;".join(escape(sentence) for sentence in sentences)
    mark = "" if tightest.holds else "✗ "
    number = f"{tightest.worst_error:.1g}"
    return f'<td class="{shade(tightest)}" title="{told}">{mark}{number}{more}</td>'
