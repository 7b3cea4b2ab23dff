"""Disk, cores, memory and clock, and what they mean for a class."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder.course.places import GRADEBOOK
from autograder.doctor.finding import Finding, Level
from autograder.doctor.machine import Machine
from autograder.engine.limits import Limits

_MB, _GB = 2**20, 2**30
_CLASS = 200
# Of lesson 01, from docs/scale.md: a submission's processor time and disk; memory of a worker, and of the grader.
_SECONDS, _SECONDS_WITHOUT_FIGURES = 1.3, 0.6
_DISK = 0.5 * _MB
_WORKER, _GRADER = 140 * _MB, 300 * _MB


def free_disk(machine: Machine) -> list[Finding]:
    """Say how many lessons of a class the disk has room for."""
    findings = []
    for what, path in (("disk for the course", machine.root), ("disk for temporary files", machine.scratch)):
        free = machine.free_bytes(path)
        needed = _CLASS * _DISK if path == machine.root else Limits().scratch_bytes * machine.cores
        room = f"{free / _GB:.1f} GB are free at {path}"
        mend = f"make room on the disk of {path}; .autograder/verdicts may be emptied at any time"
        if free < needed:
            words = f"{room}; a lesson of a class of {_CLASS} may take {needed / _GB:.1f} GB"
            findings.append(Finding(what, Level.BROKEN, words, mend))
        elif free < 10 * needed:
            findings.append(Finding(what, Level.LOOK, f"{room}, enough for a lesson or a few, not for a term", mend))
        else:
            findings.append(Finding(what, Level.FINE, room))
    return findings


def cores_and_memory(machine: Machine) -> list[Finding]:
    """Say how long a class takes, and whether memory holds what submissions may ask for."""
    minutes = [_CLASS * seconds / machine.cores / 60 for seconds in (_SECONDS, _SECONDS_WITHOUT_FIGURES)]
    words = (
        f"{machine.cores} cores: a lesson of {_CLASS} students takes about {minutes[0]:.0f} minutes, "
        f"{minutes[1]:.0f} without figures (docs/scale.md)"
    )
    findings = [Finding("cores", Level.FINE, words)]
    memory = machine.memory_bytes()
    if memory is None:
        return [*findings, Finding("memory", Level.LOOK, "this system does not say how much there is")]
    needed, most = _GRADER + machine.cores * _WORKER, Limits().memory_bytes
    has = f"{memory / _GB:.1f} GB"
    if memory < _GRADER + _WORKER:
        words = f"{has}, and grading one submission at a time takes {(_GRADER + _WORKER) / _GB:.1f} GB"
        findings.append(Finding("memory", Level.BROKEN, words, "a machine with more memory"))
    elif memory < needed:
        fewer = max(1, int((memory - _GRADER) / _WORKER))
        words = f"{has}, and {machine.cores} submissions at a time take {needed / _GB:.1f} GB"
        findings.append(Finding("memory", Level.LOOK, words, f"autograder grade LESSON --workers {fewer}"))
    elif memory < _GRADER + machine.cores * most:
        words = f"{has}: enough, but not if {machine.cores} submissions at once take the {most / _GB:g} GB they may"
        fewer = max(1, int((memory - _GRADER) / most))
        findings.append(Finding("memory", Level.LOOK, words, f"with hostile students: --workers {fewer}"))
    else:
        findings.append(Finding("memory", Level.FINE, f"{has}, also for submissions that take all they may"))
    return findings


def clock(machine: Machine) -> list[Finding]:
    """Say whether the clock can be right: lateness, and who handed in last, hang on it."""
    now = machine.now()
    newest = max(filter(None, map(_written, (machine.root / GRADEBOOK, machine.lock, Path(__file__)))), default=now)
    if now < newest - timedelta(hours=1):
        words = f"it says {now:%Y-%m-%d %H:%M} UTC, and the course holds a file of {newest:%Y-%m-%d %H:%M}"
        return [Finding("clock", Level.BROKEN, words, "sudo timedatectl set-ntp true")]
    local = now.astimezone()
    words = f"{now:%Y-%m-%d %H:%M} UTC, {local:%H:%M} here; nbgrader keeps due dates in UTC"
    return [Finding("clock", Level.FINE, words)]


def _written(path: Path) -> datetime | None:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else None
