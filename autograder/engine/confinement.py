"""Confinement: what keeps a student's code from the rest of the machine, as one small interface with several makers."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from autograder.engine.limits import Limits


class CannotConfineError(RuntimeError):
    """The machine cannot confine student code in the way asked for; the message says what to do."""


class ConfinedProcess(Protocol):
    """A running process, driven over two pipes.

    Attributes
    ----------
    pid : int
        The process, or its outermost ancestor that belongs to the confinement.
    stdin, stdout : int
        The host's ends of the pipes.
    own_pids : bool
        Whether it sees no process but its own descendants.
    own_count : bool
        Whether RLIMIT_NPROC counts no process but its own, without its having a user of its own.
    apart : bool
        Whether it runs in a system of its own: its processes cannot be seen from here, and there it may read all.
    """

    pid: int
    stdin: int
    stdout: int
    own_pids: bool
    own_count: bool
    apart: bool

    def kill(self) -> None:
        """Kill it and what is below it."""
        ...

    def wait(self, timeout: float) -> bool:
        """Wait until it has ended, and say whether it has."""
        ...


class Confinement(Protocol):
    """A way to start a process that reads and writes only what it is given, and has no network."""

    name: str
    confines: bool
    caps_processes: bool  # for a user that RLIMIT_NPROC does not bind, too

    def start(
        self,
        command: Sequence[str],
        readable: Sequence[Path],
        writable: Sequence[Path],
        environment: Mapping[str, str],
        limits: Limits,
    ) -> ConfinedProcess:
        """Start `command` with exactly `environment`.

        Raises
        ------
        CannotConfineError
            If it cannot be confined after all.
        """
        ...


class _Candidate(Confinement, Protocol):
    def obstacle(self) -> str | None: ...


_WAYS_OUT = (
    "install another confinement (bubblewrap, or docker or podman with an image for the sandbox: docs/trust.md), or "
    "grade inside a container on a recent Linux, or pass --unconfined, "
    "with which student code runs with your rights and can read the gradebook and change scores"
)


def choose_confinement(name: str | None = None) -> Confinement:
    """Return the confinement called `name`, or the best one that works here.

    Parameters
    ----------
    name : str, optional
        sandlock, bubblewrap, container, container:IMAGE, or none.

    Raises
    ------
    CannotConfineError
        If it does not work here; nothing is ever run unconfined unless ``none`` was asked for.
    """
    from autograder.engine.bubblewrap_confinement import BubblewrapConfinement
    from autograder.engine.container_confinement import ContainerConfinement
    from autograder.engine.sandlock_confinement import SandlockConfinement
    from autograder.engine.unconfined import Unconfined

    kind, _, image = (name or "").partition(":")
    makers: dict[str, Callable[[], _Candidate]] = {
        "sandlock": SandlockConfinement,
        "bubblewrap": BubblewrapConfinement,
        "container": lambda: ContainerConfinement(image),
        "none": Unconfined,
    }
    if name is not None and (kind not in makers or (image and kind != "container")):
        raise CannotConfineError(f"there is no confinement called {name}; there are {', '.join(makers)}")
    obstacles = []
    for candidate in [makers[kind]] if name is not None else [make for key, make in makers.items() if key != "none"]:
        confinement = candidate()
        obstacle = confinement.obstacle()
        if obstacle is None:
            return confinement
        obstacles.append(obstacle)
    raise CannotConfineError(f"student code cannot be confined here ({'; '.join(obstacles)}): {_WAYS_OUT}")


def installed_bubblewrap() -> str | None:
    """Return the path of ``bwrap``, if this is Linux and it is installed."""
    return shutil.which("bwrap") if sys.platform == "linux" else None
