"""The findings as one page that loads nothing: summary, matrix, plots and the full table with its sources."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import numpy as np

from lecturelib.verify.chart import dot_plot
from lecturelib.verify.families import FAMILIES, family_of
from lecturelib.verify.findings import Finding, by_module, summary
from lecturelib.verify.matrix import matrix


def page(findings: Sequence[Finding], seed: int, rounds: int) -> str:
    """Return the page.

    Parameters
    ----------
    findings : sequence of Finding
        What was measured.
    seed, rounds : int
        How it was measured.

    Returns
    -------
    html : str
        A document whose styles and pictures are inside it.
    """
    modules = by_module(findings)
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>lecturelib: {escape(summary(findings))}</title>\n<style>\n{style}</style>\n</head>\n<body>",
            _header(findings, seed, rounds),
            _failures(findings),
            _section(
                "matrix",
                "Operation by kind of evidence",
                "Each cell holds the worst error of that kind, relative to the size of the numbers compared; a small "
                "figure counts the pieces of evidence where there are several, and the one that leaves least room is "
                "shown. Its colour says how far the error lies below its tolerance.",
                _shades() + f'<div class="wide">{matrix(modules)}</div>',
            ),
            _section(
                "errors",
                "Worst errors beside their tolerances",
                "A dot is the worst error of one piece of evidence, the bar of the same colour its tolerance; 0 stands "
                "for exact agreement, ∞ for infinite and NaN. What lies to the right of its bar fails, and is drawn as "
                "a red diamond.",
                _legend() + "".join(_plot(module, group) for module, group in modules.items()),
            ),
            _section("sources", "Every piece of evidence", "Where each expectation comes from.", _sources(modules)),
            "</body>\n</html>\n",
        ]
    )


def _header(findings: Sequence[Finding], seed: int, rounds: int) -> str:
    failed = sum(not finding.holds for finding in findings)
    tiles = [
        (len({finding.evidence.operation for finding in findings}), "operations", ""),
        (len(findings), "pieces of evidence", ""),
        (failed, "failed", "fails" if failed else "ample"),
    ]
    shown = "".join(f'<p class="tile {kind}"><b>{count}</b> {what}</p>' for count, what, kind in tiles)
    setting = (
        f"Python {platform.python_version()}, NumPy {np.__version__}; {rounds} "
        f"round{'s' * (rounds != 1)} of random cases for each piece of evidence, seed {seed}"
    )
    sections = {"section-matrix": "matrix", "section-errors": "plots", "section-sources": "sources:"}
    places = sections | {module: module for module in by_module(findings)}
    links = "".join(f'<a href="#{escape(place)}">{escape(name)}</a>' for place, name in places.items())
    return (
        "<header><h1>What lecturelib’s correctness rests on</h1>"
        f'<div class="tiles">{shown}</div><p class="setting">{escape(setting)}</p><nav>{links}</nav></header>'
    )


def _failures(findings: Sequence[Finding]) -> str:
    """Return the list of what fails; nothing if nothing does."""
    failing = [finding for finding in findings if not finding.holds]
    if not failing:
        return ""
    lines = "".join(
        f"<li><b>{escape(f.evidence.operation)}</b>, {escape(f.evidence.kind)} ({escape(f.evidence.source)}): "
        f"worst error {f.worst_error:.2g}, tolerance {f.evidence.tolerance:.2g}</li>"
        for f in failing
    )
    return f'<section class="failures"><h2>What fails</h2><ul>{lines}</ul></section>'


def _section(name: str, title: str, sentence: str, content: str) -> str:
    return f'<section id="section-{name}"><h2>{title}</h2><p>{sentence}</p>{content}</section>'


def _shades() -> str:
    meanings = {
        "ample": "exact, or two digits and more to spare",
        "room": "one digit to spare",
        "narrow": "less than one digit",
        "fails": "✗ above the tolerance",
    }
    return f'<ul class="legend">{"".join(f"<li><i class={k!r}></i>{v}</li>" for k, v in meanings.items())}</ul>'


def _legend() -> str:
    entries = "".join(
        f'<li><svg class="key" viewBox="0 0 24 12" aria-hidden="true"><g class="f{number}">'
        f'<circle cx="6" cy="6" r="4"/><line class="limit" x1="19" x2="19" y1="1" y2="11"/></g></svg>'
        f"<span><b>{escape(family.name)}</b> "
        f"{escape(family.question)}</span></li>"
        for number, family in enumerate(FAMILIES)
    )
    return f'<ul class="legend families">{entries}</ul>'


def _plot(module: str, findings: Sequence[Finding]) -> str:
    chart = dot_plot(module, findings)
    return f'<figure><figcaption>{escape(module)}</figcaption><div class="wide">{chart}</div></figure>'


def _sources(modules: Mapping[str, Sequence[Finding]]) -> str:
    """Return the full table of each module."""
    columns = ("operation", "evidence", "source", "worst error", "tolerance")
    head = "<thead><tr>" + "".join(f'<th scope="col">{name}</th>' for name in columns) + "</tr></thead>"
    tables = []
    for module, group in modules.items():
        rows, previous = [], ""
        for f in group:
            name = f'<th scope="row">{escape(f.name) if f.name != previous else ""}</th>'
            family = FAMILIES.index(family_of(f.evidence.kind))
            rows.append(
                f'<tr class="{"holds" if f.holds else "fails"}{" first" if f.name != previous else ""}">{name}'
                f'<td><i class="f{family}"></i>{escape(f.evidence.kind)}</td><td>{escape(f.evidence.source)}</td>'
                f"<td>{'' if f.holds else '✗ '}{f.worst_error:.2g}</td><td>{f.evidence.tolerance:.2g}</td></tr>"
            )
            previous = f.name
        tables.append(
            f'<h3 id="{escape(module)}">{escape(module)}</h3><div class="wide"><table class="sources">{head}'
            f"<tbody>{''.join(rows)}</tbody></table></div>"
        )
    return "".join(tables)
