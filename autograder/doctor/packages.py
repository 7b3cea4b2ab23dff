"""Python, the packages against what the course requires and against the lock, and the programs that nbgrader starts."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.requirements import Requirement

from autograder.doctor.finding import BUILDING, DEVELOPING, GRADING, Finding, Level
from autograder.doctor.machine import Machine

OLDEST_PYTHON = (3, 11)
_LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+))?", re.MULTILINE)
_INSTALL = "python -m pip install --require-hashes -r requirements/everything.txt (or: make setup)"
_NO_GRADING = {"jupytext", "nbclient"}  # without them lessons are graded and not built


def python_version(machine: Machine) -> list[Finding]:
    """Say whether Python is new enough."""
    has, needs = (".".join(map(str, version)) for version in (machine.python, OLDEST_PYTHON))
    if machine.python >= OLDEST_PYTHON:
        return [Finding("Python", Level.FINE, f"Python {has}")]
    return [
        Finding(
            "Python",
            Level.BROKEN,
            f"Python {has}, and {needs} is the oldest that will do",
            "make PYTHON=python3.12 setup",
        )
    ]


def required_packages(machine: Machine) -> list[Finding]:
    """Say whether what the course requires is installed, in versions that will do."""
    stated = machine.requires()
    if stated is None:
        return [
            Finding(
                "packages",
                Level.BROKEN,
                "the course's own package is not installed",
                "python -m pip install --no-deps --no-build-isolation --editable .",
            )
        ]
    applicable = [
        wanted for wanted in map(Requirement, stated) if wanted.marker is None or wanted.marker.evaluate({"extra": ""})
    ]
    findings = []
    for wanted in applicable:
        purpose = BUILDING if wanted.name in _NO_GRADING else GRADING
        version = machine.version_of(wanted.name)
        if version is None:
            words = f"{wanted.name} is not installed"
        elif not wanted.specifier.contains(version, prereleases=True):
            words = f"{wanted.name} is {version}, and the course needs {wanted.specifier}"
        else:
            continue
        findings.append(Finding(f"package {wanted.name}", Level.BROKEN, words, _INSTALL, purpose))
    return findings or [Finding("packages", Level.FINE, f"all {len(applicable)} that the course requires are here")]


def locked_versions(machine: Machine) -> list[Finding]:
    """Say where versions differ from the lock, with which everything was tested."""
    what = "versions against the lock"
    if not machine.lock.is_file():
        words = "there is no requirements/everything.txt beside the package; versions were held against its bounds only"
        return [Finding(what, Level.LOOK, words, "git clone the course, and make setup in it", DEVELOPING)]
    locked = _locked(machine.lock.read_text(encoding="utf-8"))
    found = {name: machine.version_of(name) for name in locked}
    other = [
        f"{name} {found[name]} (lock: {locked[name]})" for name in locked if found[name] not in (None, locked[name])
    ]
    missing = [name for name in locked if found[name] is None]
    if not other and not missing:
        return [Finding(what, Level.FINE, f"all {len(locked)} packages are those of the lock", needed_for=DEVELOPING)]
    parts = [f"{len(other)} differ: {_some(other)}" if other else "", f"{len(missing)} are missing: {_some(missing)}"]
    words = "; ".join(part for part, names in zip(parts, (other, missing), strict=True) if names)
    return [Finding(what, Level.LOOK, f"of {len(locked)} packages {words}", _INSTALL, DEVELOPING)]


def nbgrader_programs(machine: Machine) -> list[Finding]:
    """Say whether the programs are found that nbgrader consists of, or starts."""
    findings = []
    for name, why in (
        ("nbgrader", "keeps the gradebook"),
        ("alembic", "is started by nbgrader for every new gradebook"),
    ):
        path = machine.program(name)
        if path:
            findings.append(Finding(f"program {name}", Level.FINE, f"{path}: {why}"))
        else:
            words = f"{name}, which {why}, is neither beside this Python nor on the search path"
            findings.append(Finding(f"program {name}", Level.BROKEN, words, _INSTALL))
    return findings


def own_package(machine: Machine) -> list[Finding]:
    """Say whether the course's own packages are the ones of this folder's checkout, and not of another."""
    import autograder

    here = Path(autograder.__file__).resolve().parents[1]
    ours = (machine.root / "autograder").is_dir()
    if ours and here != machine.root.resolve():
        words = f"this command comes from {here}, and the course at {machine.root} has its own"
        return [Finding("the package", Level.LOOK, words, f"'{machine.root}/.venv/bin/autograder' doctor", GRADING)]
    return [Finding("the package", Level.FINE, f"{here}")]


def _locked(text: str) -> dict[str, str]:
    """Return the version of each package that the lock has for this system."""
    from packaging.markers import Marker

    return {
        entry["name"]: entry["version"]
        for entry in _LOCKED.finditer(text)
        if entry["marker"] is None or Marker(entry["marker"].strip()).evaluate()
    }


def _some(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
