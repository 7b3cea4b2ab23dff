"""What the commands print with: one console for results, one for complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.course.course import Course
from autograder.course.database import require_database
from autograder.engine.confinement import Confinement, choose_confinement

# Paths and numbers must come out whole where the output is not a terminal.
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

CourseOption = Annotated[
    str, typer.Option("--course", help="Folder of the course. Default: the one that the current folder lies in.")
]
ConfinementOption = Annotated[
    str,
    typer.Option(
        "--confinement", help="sandlock, bubblewrap, or container:IMAGE. Default: the best one that works here."
    ),
]
UnconfinedOption = Annotated[
    bool,
    typer.Option(
        "--unconfined",
        help="Run student code without confinement: with your rights, so it can read the gradebook and change scores.",
    ),
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Submissions that run at once. Default: one for each core.")
]
CellSecondsOption = Annotated[float, typer.Option("--cell-seconds", min=0.1, help="Wall time of one cell.")]
FiguresOption = Annotated[bool, typer.Option(help="Draw the notebooks' figures, or describe them in a line.")]
ClusterOption = Annotated[
    str, typer.Option("--cluster", help="Grade on a Dask cluster: its scheduler's address, tls://HOST:8786.")
]
DatabaseOption = Annotated[
    str, typer.Option("--db", help="Where the gradebook is, if elsewhere: postgresql://USER@HOST/DATABASE.")
]

_Item = TypeVar("_Item")


def course_at(folder: str, database: str = "") -> Course:
    """Return the course in a folder, by default the one that the current folder lies in, with its gradebook elsewhere.

    Parameters
    ----------
    folder : str
        What ``--course`` says; empty for the current folder's.
    database : str
        What ``--db`` says; empty for what the course's configuration says.

    Raises
    ------
    CourseError
        If there is no course, or no database answers at that address.
    """
    course = Course.find(Path(folder) if folder else None)
    return replace(course, database=require_database(database)) if database else course


def fail(sentence: str) -> None:
    """Print why the command ends without success."""
    err.print(f"[bold red]error:[/] {escape(sentence)}", markup=True)


def confinement_from(name: str, unconfined: bool) -> Confinement:
    """Return the confinement that the options ask for.

    Raises
    ------
    CannotConfineError
        If it does not work on this machine.
    ValueError
        If both options are given.
    """
    if unconfined and name:
        raise ValueError("--confinement and --unconfined exclude each other; give one of them")
    if unconfined:
        err.print(
            "[bold yellow]warning:[/] student code runs with your rights; it can read and change whatever you can"
        )
    return choose_confinement("none" if unconfined else name or None)


def counted(items: Iterable[_Item], doing: str, total: int) -> Iterator[_Item]:
    """Yield items under a progress bar; what is printed to `out` meanwhile appears above it.

    Parameters
    ----------
    items : iterable
        What is worked through.
    doing : str
        What is done with them, such as "grading 01-neurons".
    total : int
        How many there will be; 0 if that is not known.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=out) as progress:
        task = progress.add_task(doing, total=total or None, rate="")
        for item in items:
            yield item
            speed = progress.tasks[task].finished_speed or progress.tasks[task].speed
            progress.update(task, advance=1, rate=f"{speed:.1f}/s" if speed else "")
