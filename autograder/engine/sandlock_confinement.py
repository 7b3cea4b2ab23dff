"""Confinement by Landlock and seccomp, through sandlock: no root, no daemon, Linux 6.12 or later."""

from __future__ import annotations

import functools
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from autograder.engine.confinement import CannotConfineError
from autograder.engine.limits import Limits

# Memory that belongs to no file and no address space would escape every count.
_DENIED_CALLS = ("memfd_create", "memfd_secret")


class SandlockConfinement:
    """The default where the kernel has Landlock with scopes (ABI 6)."""

    name = "sandlock"
    confines = True
    caps_processes = True

    @staticmethod
    def obstacle() -> str | None:
        """Return why it does not work here, or None."""
        if sys.platform != "linux":
            return "sandlock needs Linux"
        try:
            import sandlock
        except ImportError:
            return "the package sandlock is not installed"
        has, needs = sandlock.landlock_abi_version(), sandlock.min_landlock_abi()
        return None if has >= needs else f"sandlock needs Landlock ABI {needs}, this kernel has {has}"

    def start(
        self,
        command: Sequence[str],
        readable: Sequence[Path],
        writable: Sequence[Path],
        environment: Mapping[str, str],
        limits: Limits,
    ) -> _SandlockProcess:
        """Start `command` confined."""
        import sandlock

        sandbox = sandlock.Sandbox(
            fs_readable=[str(path) for path in readable],
            fs_writable=[*(str(path) for path in writable), os.devnull],
            max_processes=limits.processes + 2,  # the worker, and one for the fork that replaces the last submission
            extra_deny_syscalls=list(_DENIED_CALLS),
            clean_env=True,
            env=dict(environment),
            no_coredump=True,
        )
        piped = sandlock.StdioMode.PIPED
        streams = {"stdin": piped, "stdout": piped, "stderr": sandlock.StdioMode.NULL}
        try:
            process = _starter(os.getpid()).submit(sandbox.popen, list(command), **streams).result()
        except sandlock.SandlockError as error:
            raise CannotConfineError(f"sandlock could not start the worker: {error}") from error
        return _SandlockProcess(process)


@functools.cache
def _starter(pid: int) -> ThreadPoolExecutor:
    """Return the thread that starts this process's sandboxes: the kernel kills a sandbox when its starter ends."""
    return ThreadPoolExecutor(1, thread_name_prefix="sandlock-starter")


class _SandlockProcess:
    own_pids = False
    own_count = False

    def __init__(self, process: Any) -> None:
        self._process = process
        self.pid: int = process.pid
        self.stdin: int = process.stdin.fileno()
        self.stdout: int = process.stdout.fileno()
        self._ended = threading.Event()

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float) -> bool:
        if not self._ended.is_set():
            self._process.wait(timeout=timeout)  # kills it when the time is up
            self._process.stdout.close()
            self._ended.set()
        return True
