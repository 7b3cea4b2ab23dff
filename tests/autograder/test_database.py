"""A gradebook on PostgreSQL works as one on SQLite does, and addresses that lead nowhere are one sentence."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.commands.demo import make_sample_course
from autograder.course.course import Course, CourseError
from autograder.course.database import require_database, shown
from autograder.exercises import find_lesson

ROOT = Path(__file__).resolve().parents[2]
LESSON = "01-neurons"
STUDENTS = ("full-1", "mistakes-01", "blank-1")


def postgresql_programs():
    """Return the folder of PostgreSQL's programs, which Debian keeps off the search path."""
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


@pytest.fixture(scope="module")
def server():
    """Start a PostgreSQL server of our own, on a socket in a new folder, and return the address of a new database."""
    programs = postgresql_programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI has to try the gradebook on PostgreSQL, and found no pg_ctl")
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    user = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = {"user": "postgres", "group": "postgres"}
        shutil.chown(folder, **user)

    def run(program, *arguments):
        command = [str(programs / program), *map(str, arguments)]
        done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **user)
        assert done.returncode == 0, done.stderr.decode()

    name = "postgres" if user else pwd.getpwuid(os.geteuid()).pw_name
    try:
        run("initdb", "--pgdata", folder / "data", "--auth", "trust", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "--pgdata", folder / "data", "--options", options, "--log", folder / "log", "--wait", "start")
        try:
            run("createdb", "--host", folder, "gradebook")
            yield f"postgresql://{name}:secret@/gradebook?host={folder}"
        finally:
            run("pg_ctl", "--pgdata", folder / "data", "--mode", "immediate", "--wait", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course in which three students have handed in."""
    _, sample = make_sample_course(Course(ROOT), find_lesson(LESSON), tmp_path_factory.mktemp("class") / "course")
    for folder in sample.submitted.iterdir():
        if folder.name not in STUDENTS:
            shutil.rmtree(folder)
    return sample


def scores(address):
    with Gradebook(address) as gradebook:
        return {
            (submission.student_id, grade.name): (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
            for submission in gradebook.assignment_submissions(LESSON)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def test_postgresql_holds_what_sqlite_holds(server, course, capsys):
    main_ok("grade", LESSON, "--course", str(course.root), "--db", server)
    printed = capsys.readouterr().out
    assert "the scores are in postgresql://" in printed
    assert "secret" not in printed
    main_ok("grade", LESSON, "--course", str(course.root))
    on_sqlite = scores(course.nbgrader().coursedir.db_url)
    assert scores(server) == on_sqlite
    earned = {
        student: sum(auto or 0 for (who, _), (auto, *_) in on_sqlite.items() if who == student) for student in STUDENTS
    }
    assert earned["full-1"] == 23
    assert earned["blank-1"] == 0
    assert 0 < earned["mistakes-01"] < 23
    # Once more: rows are found again, none is made twice.
    main_ok("grade", LESSON, "--course", str(course.root), "--db", server)
    assert scores(server) == on_sqlite


def test_nbgrader_s_own_commands_use_the_same_address(server, course):
    directory = replace(course, database=server).nbgrader().coursedir
    assert directory.db_url == server


def main_ok(*arguments):
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    assert stopped.value.code in (0, None)


@pytest.mark.parametrize("address", ["gradebook.db", "mysterysql://host/gradebook"])
def test_what_is_no_address_is_one_sentence(address):
    with pytest.raises(CourseError, match="expected something like postgresql://USER@HOST/DATABASE"):
        require_database(address)


def test_a_database_that_does_not_answer_is_one_sentence_without_its_password(tmp_path):
    with pytest.raises(CourseError, match=r"no database answers at postgresql://me:\*\*\*@") as raised:
        require_database(f"postgresql://me:secret@/gradebook?host={tmp_path}")
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_driver_names_the_package():
    with pytest.raises(CourseError, match=r"the driver for mysql://host/gradebook is not installed"):
        require_database("mysql://host/gradebook")


def test_passwords_are_not_shown():
    assert shown("postgresql://me:secret@host/gradebook") == "postgresql://me:***@host/gradebook"
