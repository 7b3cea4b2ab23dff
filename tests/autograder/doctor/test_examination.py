"""Every check, on a machine that is in order and on one that is not."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.course.course import CourseError
from autograder.doctor.examination import CHECKS, examination
from autograder.doctor.finding import Level
from tests.autograder.doctor.confined_programs import HasAnObstacle

FINE, LOOK, BROKEN = Level.FINE, Level.LOOK, Level.BROKEN


def missing(package):
    return lambda machine: replace(
        machine, version_of=lambda name: None if name == package else machine.version_of(name)
    )


def having(**what):
    return lambda machine: replace(machine, **what)


def raising(error):
    def fail(*_):
        raise error

    return fail


def damaged(machine):
    path = machine.root / "gradebook.db"
    path.write_bytes(path.read_bytes()[:9000])
    return machine


def without(*parts):
    def remove(machine):
        Path(machine.data_folders[0], *parts).unlink()
        return machine

    return remove


def disabled(machine):
    folder = machine.config_folders[0] / "labconfig"
    folder.mkdir()
    (folder / "page_config.json").write_text(json.dumps({"disabledExtensions": {"anywidget": True}}))
    return machine


# The check, what is wrong, how it is shown, and a word of the sentence.
BROKEN_MACHINES = [
    ("Python", having(python=(3, 9)), BROKEN, "Python 3.9, and 3.11 is the oldest"),
    ("packages", having(requires=lambda: None), BROKEN, "own package is not installed"),
    ("packages", missing("numpy"), BROKEN, "numpy is not installed"),
    ("packages", having(version_of=lambda name: "0.8"), BROKEN, "nbgrader is 0.8, and the course needs <0.10,>=0.9.6"),
    ("versions", missing("mypy"), LOOK, "of 4 packages 1 are missing: mypy"),
    ("versions", having(version_of=lambda name: "9.9"), LOOK, "4 differ: numpy 9.9 (lock: 2.3.0)"),
    ("versions", having(lock=Path("nowhere")), LOOK, "there is no requirements/everything.txt"),
    ("programs", having(program=lambda name: None if name == "alembic" else "x"), BROKEN, "alembic, which is started"),
    ("programs", having(program=lambda name: None if name == "nbgrader" else "x"), BROKEN, "nbgrader, which keeps"),
    ("package", lambda machine: (machine.root / "autograder").mkdir() or machine, LOOK, "has its own"),
    ("course", lambda machine: (machine.root / "nbgrader_config.py").unlink() or machine, BROKEN, "knows no course"),
    ("confinement", having(confinements={"bubblewrap": HasAnObstacle}), BROKEN, "no confinement works here"),
    ("reference", having(confinements={"bubblewrap": HasAnObstacle}), BROKEN, "nothing confines here"),
    (
        "a new gradebook",
        having(make_gradebook=raising(FileNotFoundError("alembic"))),
        BROKEN,
        "FileNotFoundError: alembic",
    ),
    ("a new gradebook", having(make_gradebook=lambda path: None), BROKEN, "no such table"),
    ("gradebook", damaged, BROKEN, "is damaged"),
    (
        "gradebook",
        lambda machine: (machine.root / "gradebook.db").write_bytes(b"x" * 5000) and machine,
        BROKEN,
        "damaged",
    ),
    ("gradebook", lambda machine: (machine.root / "gradebook.db").unlink() or machine, LOOK, "there is none at"),
    ("gradebook", having(database=lambda root: "postgresql://nobody@127.0.0.1:1/x"), BROKEN, "127.0.0.1:1/x"),
    ("gradebook", having(database=raising(RuntimeError("no config"))), BROKEN, "this check itself failed"),
    ("folders", having(can_write=lambda folder: "Read-only file system"), BROKEN, "cannot be written in: Read-only"),
    ("disk", having(free_bytes=lambda path: 10**7), BROKEN, "0.0 GB are free"),
    ("disk", having(free_bytes=lambda path: 6 * 10**8), LOOK, "not for a term"),
    ("cores and memory", having(memory_bytes=lambda: 2**28), BROKEN, "one submission at a time takes 0.4 GB"),
    ("cores and memory", having(cores=8, memory_bytes=lambda: 2**30), LOOK, "8 submissions at a time take 1.4 GB"),
    ("cores and memory", having(memory_bytes=lambda: 2**32), LOOK, "not if 2 submissions at once take the 2 GB"),
    ("cores and memory", having(memory_bytes=lambda: None), LOOK, "does not say"),
    ("clock", having(now=lambda: datetime(1970, 1, 1, tzinfo=UTC)), BROKEN, "it says 1970-01-01 00:00 UTC"),
    ("figure", having(draw=raising(ValueError("Failed to find font DejaVu Sans"))), BROKEN, "Failed to find font"),
    ("figure", having(draw=lambda: b"\x89PNG\r\n\x1a\n"), BROKEN, "is empty (8 bytes)"),
    ("figure", having(draw=lambda: b"x" * 9999), BROKEN, "is empty"),
    ("kernel", without("kernels", "python3", "kernel.json"), BROKEN, "no kernel"),
    ("extensions", without("labextensions", "anywidget", "package.json"), BROKEN, "it is not installed, and the demos"),
    ("extensions", without("labextensions", "@jupyter", "nbgrader", "package.json"), BROKEN, "formgrader and the"),
    ("extensions", disabled, BROKEN, "it is disabled, and the demos"),
    ("formgrader", without("jupyter_server_config.d", "nbgrader.json"), BROKEN, "does not load it"),
    ("prompt answers", without("jupyter_server_config.d", "prompt.json"), LOOK, "wait for 40 ms"),
    ("exchange", having(exchange=lambda root: Path("nowhere")), LOOK, "nowhere is not there"),
    ("exchange", having(can_write=lambda folder: "Permission denied"), BROKEN, "cannot be written in: Permission"),
    ("browser", having(browser=lambda: None), BROKEN, "the browser tests cannot run"),
]
# What grading does without.
SPARED = {"versions", "kernel", "extensions", "formgrader", "exchange", "browser"}


def findings(machine, title):
    return dict(examination(replace(machine), only={title}))[title]


@pytest.mark.parametrize("title", [title for title, _ in CHECKS if title != "reference"])
def test_a_machine_in_order_is_fine(machine, title):
    found = findings(machine, title)
    assert found and {each.level for each in found} == {FINE}
    assert not any(each.mend or each.stops_grading for each in found)


@pytest.mark.parametrize(("title", "breaking", "level", "words"), BROKEN_MACHINES)
def test_what_is_wrong_is_shown_with_its_mending(machine, title, breaking, level, words):
    found = findings(breaking(machine), title)
    worst = [each for each in found if words in each.words]
    assert len(worst) >= 1, found
    assert worst[0].level is level
    assert worst[0].mend or title == "cores and memory"
    assert worst[0].stops_grading == (level is BROKEN and title not in SPARED)


def test_every_check_was_seen_to_fail():
    assert {title for title, *_ in BROKEN_MACHINES} == {title for title, _ in CHECKS}


def test_only_what_builds_lessons_needs_jupytext(machine):
    (found,) = findings(missing("jupytext")(machine), "packages")
    assert found.level is BROKEN and not found.stops_grading


def test_what_tests_need_is_not_missed_for_grading(machine):
    (found,) = findings(missing("mypy")(machine), "packages")
    assert found.level is FINE


def test_damage_that_only_a_check_of_all_pages_finds(machine):
    path = machine.root / "gradebook.db"
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'grade'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)
    (found,) = findings(machine, "gradebook")
    assert found.stops_grading and "is damaged" in found.words


def test_a_locked_gradebook_is_not_called_damaged(machine):
    holder = sqlite3.connect(machine.root / "gradebook.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        (found,) = findings(machine, "gradebook")
    finally:
        holder.close()
    assert found.level is LOOK and "in use by another program" in found.words


def test_a_configuration_that_cannot_be_loaded_is_no_failure_of_the_check(machine):
    broken = having(database=raising(CourseError("nbgrader_config.py cannot be loaded: mend it")))(machine)
    ((_, (finding,)),) = examination(broken, ["gradebook"])
    assert (finding.level, finding.words) == (BROKEN, "nbgrader_config.py cannot be loaded: mend it")


def test_the_gradebook_is_only_read(machine):
    before = (machine.root / "gradebook.db").read_bytes()
    findings(machine, "gradebook")
    assert (machine.root / "gradebook.db").read_bytes() == before
    assert [path.name for path in machine.root.iterdir() if path.name.startswith("gradebook.db-")] == []
