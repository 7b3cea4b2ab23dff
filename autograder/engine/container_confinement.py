"""Confinement by a container, through docker or podman: for systems other than Linux.

The image holds Python and the packages of the lock, and nothing of the course (docs/trust.md says how to make one). The
worker starts in a container without network, with a read-only file system, without rights, and with bounds on memory
and processes; the snapshot of the course is mounted into it for reading, and the scratch directory for writing.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.engine.confinement import CannotConfineError
from autograder.engine.limits import MEGABYTE, Limits
from autograder.engine.unconfined import PipedProcess, start_piped

IMAGE = "autograder-sandbox"
_ENGINES = ("docker", "podman")
_WORKER_BYTES = 512 * MEGABYTE  # what the warm interpreter itself holds, generously
_SECONDS = 120.0
# An image that holds the course would hold the reference.
_FIND_COURSE = (
    "import importlib.util, sys; "
    "sys.exit(any(map(importlib.util.find_spec, ('lecturelib', 'autograder', 'solutions'))) and 3)"
)


class ContainerConfinement:
    """A container for each worker.

    Parameters
    ----------
    image : str
        The image that the worker runs in.
    """

    name = "container"
    confines = True
    caps_processes = True

    def __init__(self, image: str = IMAGE) -> None:
        self.image = image or IMAGE

    def obstacle(self) -> str | None:
        """Return why it does not work here, or None."""
        engine = _engine()
        if engine is None:
            return "neither docker nor podman is installed"
        if _run([engine, "image", "inspect", self.image]).returncode != 0:
            return f"{Path(engine).name} has no image {self.image}, or does not run"
        found = _run([engine, "run", "--rm", "--network", "none", self.image, "python3", "-I", "-c", _FIND_COURSE])
        if found.returncode == 3:
            return f"the image {self.image} holds the course, and so the reference"
        return None if found.returncode == 0 else f"the image {self.image} does not run: {found.stderr.strip()[:200]}"

    def start(
        self,
        command: Sequence[str],
        readable: Sequence[Path],
        writable: Sequence[Path],
        environment: Mapping[str, str],
        limits: Limits,
    ) -> ContainerProcess:
        """Start `command` with the image's Python; of `readable` it sees the snapshot, which holds the program."""
        engine = _engine()
        if engine is None:
            raise CannotConfineError("neither docker nor podman is installed")
        name = f"autograder-{secrets.token_hex(8)}"
        program = next(Path(argument) for argument in command if argument.endswith(".py"))
        arguments = [engine, "run", "--rm", "--interactive", "--init", "--name", name, *_bounds(limits), *_user(engine)]
        for key, value in environment.items():
            arguments += ["--env", f"{key}={value}"]
        arguments += ["--mount", f"type=bind,src={program.parent},dst={program.parent},readonly"]
        for path in writable:
            arguments += ["--mount", f"type=bind,src={path},dst={path}"]
        arguments += ["--workdir", str(writable[0]), self.image]
        # Its packages are the image's own: -S would hide them, and no .pth file of the image leads to the course.
        inside = ["python3", *(argument for argument in command[1:] if argument != "-S")]
        return ContainerProcess(start_piped([*arguments, *inside], dict(os.environ)), [engine, "rm", "--force", name])


class ContainerProcess(PipedProcess):
    """The engine's client, which passes pipes and signals on."""

    apart = True

    def __init__(self, client: subprocess.Popen[bytes], remove: Sequence[str]) -> None:
        super().__init__(client, own_pids=True, own_count=True)
        self._remove = list(remove)

    def kill(self) -> None:
        """Remove the container with all that runs in it, then end the client."""
        _run(self._remove)
        super().kill()


def _bounds(limits: Limits) -> list[str]:
    memory = str(limits.memory_bytes + _WORKER_BYTES)
    return [
        *("--network", "none", "--ipc", "private", "--read-only"),
        *("--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
        *("--pids-limit", str(limits.processes + 4)),
        *("--memory", memory, "--memory-swap", memory),
        *("--ulimit", "core=0", "--ulimit", f"nofile={limits.open_files}:{limits.open_files}"),
    ]


def _user(engine: str) -> list[str]:
    if not hasattr(os, "getuid"):
        return []
    if os.getuid() == 0:  # the worker gives up root itself, for a user that owns its directory
        return ["--user", "0:0", "--cap-add", "SETUID", "--cap-add", "SETGID"]
    same = ["--userns", "keep-id"] if Path(engine).name == "podman" else []
    return [*same, "--user", f"{os.getuid()}:{os.getgid()}"]


def _engine() -> str | None:
    return next(filter(None, map(shutil.which, _ENGINES)), None)


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(list(command), capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(list(command), 1, "", "it did not answer in time")
