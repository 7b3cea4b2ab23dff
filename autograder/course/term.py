"""A term on one machine, for trying out: a course, an exchange, and for each person a JupyterLab of their own.

nbgrader's exchange is a folder that all can reach, and takes the name of a process's owner for the student's. Here all
processes have one owner, so each student's name is a setting of their nbgrader (``CourseDirectory.student_id``, which
Assignment List hands in under), and the owner of what was handed in is not compared with it.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.course.build import CONFIG_TEXT, build_lesson
from autograder.course.course import CONFIG_FILE, Course, CourseError
from autograder.course.jupyter_lab import JupyterLab, write_settings
from autograder.exercises.declaration import Lesson

INSTRUCTOR = "instructor"
STUDENTS = {"ada": ("Ada", "Adams"), "ben": ("Ben", "Brown")}
PEOPLE = (INSTRUCTOR, *STUDENTS)

# What nbgrader adds to JupyterLab for instructors alone: an assignment's maker, the gradebook, the list of courses.
_INSTRUCTORS_VIEWS = ("create-assignment", "formgrader", "course-list")
_INSTRUCTORS_SERVICES = ("formgrader", "course_list")


@dataclass(frozen=True)
class Term:
    """The folder of a term.

    Attributes
    ----------
    folder : Path
        Holds ``course/``, ``exchange/``, ``students/NAME/`` and ``jupyter/NAME/``.
    """

    folder: Path

    @property
    def course(self) -> Course:
        """The instructor's course."""
        return Course(self.folder / "course")

    @property
    def exchange(self) -> Path:
        """Where assignments, submissions and feedback change hands."""
        return self.folder / "exchange"

    def working_folder(self, person: str) -> Path:
        """Return the folder that a person's JupyterLab shows."""
        return self.course.root if person == INSTRUCTOR else self.folder / "students" / person

    def home(self, person: str) -> Path:
        """Return the folder of a person's settings."""
        return self.folder / "jupyter" / person


@contextmanager
def held_term(folder: Path, fresh: bool = False) -> Iterator[Term]:
    """Hold the folder of a term, so that no second one runs in it; make the folder if it is missing.

    Parameters
    ----------
    folder : Path
        Where. It may be empty, or hold a term, which is taken up again.
    fresh : bool
        Whether to remove that term and begin anew.

    Raises
    ------
    CourseError
        If the folder holds something else, or its term is running.
    """
    if sys.platform == "win32":
        raise CourseError("nbgrader's exchange needs Linux or macOS, and so does a term")
    import fcntl

    lock = folder / "term.lock"
    if folder.exists() and not lock.is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} holds something that is not a term: name an empty folder, or a new one")
    folder.mkdir(parents=True, exist_ok=True)
    with lock.open("a", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(
                f"the term in {folder} is running: end it with Ctrl-C where it was started, or name another folder"
            ) from None
        for path in folder.iterdir() if fresh else ():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path != lock:
                path.unlink()
        yield Term(folder)


def prepare_term(term: Term, lessons: list[Lesson], scripts: Path) -> Iterator[str]:
    """Make a term, or take it up again, and say what was done, step by step.

    What is there is kept: the gradebook, submissions, the students' work. A lesson is built if it was not.

    Parameters
    ----------
    term : Term
        Where.
    lessons : list of Lesson
        What is to be released.
    scripts : Path
        Folder of the instructor scripts.

    Raises
    ------
    CourseError
        If the exchange cannot be written to, or a lesson has no script.
    """
    missing = [lesson.name for lesson in lessons if not (scripts / f"{lesson.name}.py").is_file()]
    if missing:
        raise CourseError(f"{', '.join(missing)} cannot be built: there is no such script in {scripts}")
    yield f"{'taking up the' if term.course.root.is_dir() else 'making a'} term in {term.folder}"
    for folder in (term.exchange, *map(term.working_folder, PEOPLE)):
        folder.mkdir(parents=True, exist_ok=True)
    _require_writable(term.exchange)
    _configure_course(term)
    for student in STUDENTS:
        _configure_student(term, student)
    for lesson in lessons:
        if not (term.course.notebooks / lesson.name / f"{lesson.name}.ipynb").is_file():
            yield f"building {lesson.name}"
            build_lesson(term.course, lesson, scripts=scripts)
    with term.course.nbgrader().gradebook as gradebook:
        for student, (first, last) in STUDENTS.items():
            gradebook.update_or_create_student(student, first_name=first, last_name=last)


@contextmanager
def running_labs(term: Term, first_port: int = 0) -> Iterator[dict[str, JupyterLab]]:
    """Run everybody's JupyterLab, and end all of them at the end, whatever happens.

    Parameters
    ----------
    term : Term
        Whose.
    first_port : int
        Where the instructor's listens; the students' follow. 0 takes ports that are free.

    Raises
    ------
    CourseError
        If another program listens at one of the ports.
    """
    # One cache of matplotlib's for all: making it takes seconds, and matplotlib says so on stderr.
    shared = {"MPLCONFIGDIR": str(term.folder / "jupyter" / "matplotlib")}
    ports = [first_port + number if first_port else 0 for number in range(len(PEOPLE))]
    for port in filter(None, ports):
        _require_free(port)
    with ExitStack() as running:
        labs: dict[str, JupyterLab] = {}
        try:
            for person, port in zip(PEOPLE, ports, strict=True):
                lab = JupyterLab(term.working_folder(person), term.home(person), port, environment=shared)
                labs[person] = lab
                running.push(lab)  # before it starts: Ctrl-C may come at any moment
                lab.__enter__()
            yield labs
        finally:
            for lab in labs.values():  # all at once: each takes a second or two
                lab.ask_to_end()


def _configure_course(term: Term) -> None:
    (term.course.root / CONFIG_FILE).write_text(
        f"{CONFIG_TEXT}\n# A term for trying out: all processes have one owner, whoever they belong to.\n"
        f"get_config().Exchange.root = {str(term.exchange)!r}\n"
        "get_config().ExchangeCollect.check_owner = False\n",
        encoding="utf-8",
    )


def _configure_student(term: Term, student: str) -> None:
    from autograder.nbgrader_plugin.config import COURSE_ID

    config = term.home(student) / "config"
    services = {f"nbgrader.server_extensions.{name}": False for name in _INSTRUCTORS_SERVICES}
    write_settings(config / "jupyter_server_config.json", {"ServerApp": {"jpserver_extensions": services}})
    views = {f"@jupyter/nbgrader:{name}": True for name in _INSTRUCTORS_VIEWS}
    write_settings(config / "labconfig" / "page_config.json", {"disabledExtensions": views})
    (config / CONFIG_FILE).write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = {COURSE_ID!r}\n"
        f"c.CourseDirectory.student_id = {student!r}\nc.Exchange.root = {str(term.exchange)!r}\n",
        encoding="utf-8",
    )


def _require_writable(exchange: Path) -> None:
    try:
        with tempfile.TemporaryFile(dir=exchange):
            pass
    except OSError as error:
        raise CourseError(
            f"the exchange {exchange} cannot be written to ({error.strerror}): "
            "give yourself the right to, or name another folder with --folder"
        ) from None


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        # As a server does: a port whose last connection has just been closed is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CourseError(
                f"port {port} cannot be listened at ({error.strerror}): name another with --port, or leave it out"
            ) from None
