"""No confinement: for machines that have none, and only when asked for by name. Student code runs with your rights."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.engine.limits import Limits
from autograder.engine.process_tree import Tree


class PipedProcess:
    """An ordinary child process, driven over its pipes."""

    apart = False

    def __init__(self, process: subprocess.Popen[bytes], own_pids: bool, own_count: bool) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("the process must have pipes for stdin and stdout")
        self._process, self._pipes = process, (process.stdin, process.stdout)
        self.own_pids, self.own_count = own_pids, own_count
        self.pid = process.pid
        self.stdin, self.stdout = process.stdin.fileno(), process.stdout.fileno()

    def kill(self) -> None:
        """Kill it and what is below it."""
        below = Tree(self.pid)
        self._process.kill()
        below.kill()

    def wait(self, timeout: float) -> bool:
        """Wait until it has ended, close its pipes, and say whether it has."""
        with contextlib.suppress(OSError):
            self._pipes[0].close()
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return False
        self._pipes[1].close()
        return True


def start_piped(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, with pipes and no stderr."""
    return subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=dict(environment),
        start_new_session=True,
        close_fds=True,
    )


class Unconfined:
    """Limits on time and memory hold; nothing keeps the code from files, network or other processes."""

    name = "none"
    confines = False
    caps_processes = False

    @staticmethod
    def obstacle() -> str | None:
        """Return why it does not work here, or None."""
        return None if hasattr(os, "fork") else "grading needs fork, which this system lacks"

    def start(
        self,
        command: Sequence[str],
        readable: Sequence[Path],
        writable: Sequence[Path],
        environment: Mapping[str, str],
        limits: Limits,
    ) -> PipedProcess:
        """Start `command` as it is."""
        return PipedProcess(start_piped(command, environment), own_pids=False, own_count=False)
