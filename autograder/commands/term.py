"""``autograder term``: a term for trying out, on one machine, from release to final grades."""

from __future__ import annotations

import signal
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.console import CourseOption, out
from autograder.course.course import Course, CourseError
from autograder.exercises import find_lesson
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
    from autograder.course.jupyter_lab import JupyterLab

_GUIDE = """\
Open them in one browser and sit in everybody's chair:
  instructor   menu Nbgrader, Formgrader: release the lesson; later collect, autograde, mark, give feedback
  students     menu Nbgrader, Assignment List: fetch, write, validate, submit; later fetch the feedback
Ctrl-C ends all three; the next `autograder term` takes the term up again."""
_PAUSE = 0.5  # seconds between two looks at the servers


def term(
    lesson_names: Annotated[
        list[str] | None, typer.Option("--lesson", help="Which lesson; give it once for each. Default: 01-neurons.")
    ] = None,
    folder: Annotated[
        str, typer.Option("--folder", help="Where the term is kept. Default: demo-term in the course.")
    ] = "",
    port: Annotated[
        int,
        typer.Option(
            "--port", min=0, max=65533, help="The instructor's port, followed by the students'. Default: any."
        ),
    ] = 0,
    fresh: Annotated[bool, typer.Option("--fresh", help="Remove the folder's term and begin anew.")] = False,
    browser: Annotated[bool, typer.Option(help="Open the three links in a browser.")] = True,
    course_folder: CourseOption = "",
) -> None:
    """Try a term out: JupyterLab for an instructor and two students, and an exchange between them, until Ctrl-C."""
    lessons = [find_lesson(name) for name in lesson_names or ["01-neurons"]]
    course = Course.find(Path(course_folder) if course_folder else None)
    place = Path(folder).resolve() if folder else course.root / "demo-term"
    try:
        with _ended_like_ctrl_c():
            _run(place, lessons, course.solutions, port, fresh, browser)
    except KeyboardInterrupt:
        # Typer would end without a word.
        raise CourseError("stopped before all three were there; the next `autograder term` goes on from here") from None


def _run(place: Path, lessons: list[Lesson], scripts: Path, port: int, fresh: bool, browser: bool) -> None:
    from autograder.course.term import held_term, prepare_term, running_labs

    with held_term(place, fresh) as held:
        for step in prepare_term(held, lessons, scripts):
            out.print(step, markup=False)
        with running_labs(held, port) as labs:
            out.print("starting three JupyterLabs")
            links = {person: lab.wait().link for person, lab in labs.items()}
            for person, link in links.items():
                out.print(f"  {person:<10} {link}", markup=False)
            out.print(_GUIDE, markup=False)
            for link in links.values() if browser else ():
                webbrowser.open_new_tab(link)
            _stay(labs)
        out.print("all three have ended")


def _stay(labs: dict[str, JupyterLab]) -> None:
    """Return at Ctrl-C; raise if a server ends by itself."""
    try:
        while True:
            for person, lab in labs.items():
                if lab.has_ended:
                    raise CourseError(f"the JupyterLab of {person} has ended by itself; its log is {lab.log}")
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        return


@contextmanager
def _ended_like_ctrl_c() -> Iterator[None]:
    """Let `kill` and a closed terminal end the command as Ctrl-C does: with all that it has started.

    Ctrl-C itself is among them: a shell script starts what runs beside it deaf to it, and Python leaves it so.
    """

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
