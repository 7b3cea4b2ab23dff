"""The ``autograder`` command."""

from __future__ import annotations

import sys
from typing import Any

import typer

# The commands import what takes long when they run, so that each waits for nothing but its own.
from autograder.commands import (
    build,
    demo,
    doctor,
    export,
    grade,
    intake,
    new_exercise,
    prove,
    regrade,
    report,
    similarity,
    term,
)
from autograder.commands.console import fail
from autograder.commands.failures import explained

_INTERRUPTED = 130  # Typer ends with it after Ctrl-C, and says nothing

app = typer.Typer(
    help="Build the course, prove its checks, grade a class, and report on it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("build")(build.build)
app.command("prove")(prove.prove)
app.command("new-exercise")(new_exercise.new_exercise)
app.command("grade")(grade.grade)
app.command("report")(report.report)
app.command("regrade")(regrade.regrade)
app.command("intake")(intake.intake)
app.command("similarity")(similarity.similarity)
app.command("export")(export.export)
app.command("doctor")(doctor.doctor)
app.command("term")(term.term)
app.command("demo")(demo.demo)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; a user's mistake ends in one sentence and exit code 1."""
    # jsonschema, which nbformat imports, would have it make a parser for international addresses, a second of work. No
    # notebook's schema asks for one.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None: it cannot be imported
    try:
        return app(arguments)
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            fail(str(explained(KeyboardInterrupt())))
        raise
    except (Exception, KeyboardInterrupt) as error:
        sentence = explained(error)
        if sentence is None:
            raise
        fail(sentence)
    sys.exit(1)
