"""The report on an archive that was taken in: what could not be placed first, then everything else."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2

from autograder.intake.outcome import Intake, What
from autograder.intake.safe_names import shown

_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.reports", "."),
    autoescape=True,
    # What is marked up already has been through here.
    finalize=lambda value: shown(value) if type(value) is str else value,
    undefined=jinja2.StrictUndefined,
)


def intake_page(intake: Intake) -> str:
    """Return the report as an HTML page that needs no other file and runs no script.

    Parameters
    ----------
    intake : Intake
        What became of the archive.
    """
    return _templates.get_template("intake_report.html.j2").render(
        intake=intake,
        unplaced=intake.those(What.UNPLACED),
        placed=intake.those(What.FILED, What.REPLACED, What.UNCHANGED),
    )


def intake_text(intake: Intake) -> str:
    """Return the report as plain text.

    Parameters
    ----------
    intake : Intake
        What became of the archive.
    """
    return "\n".join(shown(line) for line in _lines(intake)) + "\n"


def _lines(intake: Intake) -> Iterator[str]:
    yield f"Lesson {intake.lesson}: intake of {intake.archive}"
    yield f"Roster: {intake.roster}"
    if intake.tried:
        yield "A trial: nothing was changed."
    yield f"{intake.summary()}."
    yield from needing_a_look(intake)
    yield ""
    for outcome in intake.those(What.FILED, What.REPLACED, What.UNCHANGED):
        yield f"{outcome.what}: {outcome.student} ({outcome.name}): {outcome.label}, in {outcome.where}"
        yield from (f"    {remark}" for remark in outcome.remarks)
    yield ""
    yield f"Nothing on file from {len(intake.absent)} students of the roster: {', '.join(intake.absent) or 'none'}."
    yield ""
    for fate in intake.fates:
        yield f"{fate.member}: {fate.what}"


def needing_a_look(intake: Intake) -> Iterator[str]:
    """Yield a line for whatever a person should look at: what was not placed, then what is odd about what was."""
    for outcome in intake.those(What.UNPLACED):
        yield f"unplaced: {outcome.label}: {outcome.reason} It is in {outcome.where}."
    for outcome in intake.those(What.FILED, What.REPLACED, What.UNCHANGED):
        for note in outcome.notes:
            yield f"needs a look: {outcome.student}: {note}"
    remarkable = sum(bool(outcome.remarks) for outcome in intake.outcomes)
    if remarkable:
        yield f"{remarkable} notebooks were renamed, or chosen among several versions; the report says which"
    if intake.late:
        yield (
            f"late by an unknown time: {', '.join(intake.late)}. The archive marks them, but does not say when they "
            "were handed in, so no penalty is set: write timestamp.txt, or an extension, by hand."
        )
