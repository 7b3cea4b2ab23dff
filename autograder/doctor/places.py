"""The gradebook, and the folders in which the course lives."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from autograder.course.course import CONFIG_FILE
from autograder.course.places import GRADEBOOK
from autograder.doctor.finding import BUILDING, SHOWING, Finding, Level
from autograder.doctor.machine import Machine

_FOLDERS = ("source", "notebooks", "submitted", "autograded", "feedback", "reports", ".autograder")
_PUT_BACK = "put a copy of gradebook.db from before back in its place; submissions and verdicts are unharmed"


def new_gradebook(machine: Machine) -> list[Finding]:
    """Say whether a gradebook can be made."""
    try:
        with tempfile.TemporaryDirectory(dir=machine.scratch) as folder:
            path = Path(folder) / GRADEBOOK
            machine.make_gradebook(path)
            with sqlite3.connect(path) as connection:
                connection.execute("SELECT id FROM student").fetchone()
            connection.close()
    except Exception as error:  # whatever nbgrader, SQLAlchemy or alembic raise
        words = f"nbgrader cannot make one: {type(error).__name__}: {error}"[:300]
        return [Finding("a new gradebook", Level.BROKEN, words, "make setup (nbgrader and alembic belong together)")]
    return [Finding("a new gradebook", Level.FINE, "nbgrader can make one")]


def existing_gradebook(machine: Machine) -> list[Finding]:
    """Say whether the course's gradebook is sound. It is only read."""
    what, address = "the course's gradebook", machine.database(machine.root)
    if not address.startswith("sqlite:///"):
        return [_server(what, address)]
    path = Path(address.removeprefix("sqlite:///").partition("?")[0])
    if not path.is_file():
        return [Finding(what, Level.LOOK, f"there is none at {path} yet", "autograder build", BUILDING)]
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)
        try:
            said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            students = connection.execute("SELECT count(*) FROM student").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        if "locked" in str(error):
            words = f"{path} is in use by another program, and was not looked at"
            return [Finding(what, Level.LOOK, words, "end that program, or wait for it, and run the doctor again")]
        return [Finding(what, Level.BROKEN, f"{path} is damaged: {error}", _PUT_BACK)]
    if said != "ok":
        return [Finding(what, Level.BROKEN, f"{path} is damaged: {' '.join(said.split())}"[:300], _PUT_BACK)]
    return [Finding(what, Level.FINE, f"{path} is sound and knows {students} students")]


def writable_folders(machine: Machine) -> list[Finding]:
    """Say whether the course's folders, and the one for temporary files, can be written in."""
    inside = [machine.root / name for name in _FOLDERS if (machine.root / name).is_dir()]
    folders = [machine.root, *inside, machine.scratch]
    hindered = {folder: reason for folder in folders if (reason := machine.can_write(folder))}
    if not hindered:
        return [Finding("writable folders", Level.FINE, f"all {len(folders)} that grading writes in")]
    return [
        Finding(
            "writable folders", Level.BROKEN, f"{folder} cannot be written in: {reason}", f"chmod -R u+rwX {folder}"
        )
        for folder, reason in hindered.items()
    ]


def course_folder(machine: Machine) -> list[Finding]:
    """Say whether the folder is a course."""
    if (machine.root / CONFIG_FILE).is_file():
        return [Finding("the course", Level.FINE, f"{machine.root}")]
    words = f"{machine.root} holds no {CONFIG_FILE}, so nbgrader knows no course there"
    return [Finding("the course", Level.BROKEN, words, "go to the course's folder, or name it with --course")]


def exchange_folder(machine: Machine) -> list[Finding]:
    """Say whether students can fetch and hand in through nbgrader."""
    what, folder = "nbgrader's exchange", machine.exchange(machine.root)
    mend = f"sudo mkdir -p '{folder}' && sudo chmod ugo+rwx '{folder}', or set c.Exchange.root in {CONFIG_FILE}"
    if not folder.is_dir():
        words = f"{folder} is not there: students cannot fetch and hand in through JupyterLab's assignment list"
        return [Finding(what, Level.LOOK, f"{words}; folders and zip files work without it", mend, SHOWING)]
    if reason := machine.can_write(folder):
        return [Finding(what, Level.BROKEN, f"{folder} cannot be written in: {reason}", mend, SHOWING)]
    return [Finding(what, Level.FINE, f"{folder} can be written in", needed_for=SHOWING)]


def _server(what: str, address: str) -> Finding:
    from autograder.course.course import CourseError
    from autograder.course.database import require_database, shown

    try:
        require_database(address)
    except CourseError as error:
        return Finding(what, Level.BROKEN, str(error), "start the database server, or mend CourseDirectory.db_url")
    return Finding(what, Level.FINE, f"{shown(address)} answers")
