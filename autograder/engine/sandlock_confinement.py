"""Confinement by Landlock and seccomp, through sandlock: no root, no daemon, Linux 6.12 or later."""

from __future__ import annotations

import functools
import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from autograder.engine.confinement import CannotConfineError
from autograder.engine.limits import Limits

_START_SECONDS = 30.0
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
            process = _in_lasting_thread(functools.partial(sandbox.popen, list(command), **streams))
        except sandlock.SandlockError as error:
            raise CannotConfineError(f"sandlock could not start the worker: {error}") from error
        return _SandlockProcess(process)


def _in_lasting_thread(start: Callable[[], Any]) -> Any:
    """Call `start` in a thread that lasts: the kernel kills a sandbox when the thread that started it ends.

    sandlock forks this process, whose other threads may hold a lock at that moment. A start that hangs for that reason
    is given up, and made once more in another thread.
    """
    for _ in range(2):
        started: Future[Any] = Future()
        _starter(os.getpid()).put((started, start))
        try:
            return started.result(_START_SECONDS)
        except TimeoutError:
            _starter.cache_clear()
    raise CannotConfineError(f"sandlock did not start the worker within {_START_SECONDS:g} s")


@functools.cache
def _starter(pid: int) -> queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]]]:
    """Return the orders of this process's starting thread, a daemon: if it hangs, nobody waits for it at exit."""
    orders: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = queue.SimpleQueue()

    def serve() -> None:
        while True:
            started, start = orders.get()
            try:
                started.set_result(start())
            except BaseException as error:
                started.set_exception(error)

    threading.Thread(target=serve, name="sandlock-starter", daemon=True).start()
    return orders


class _SandlockProcess:
    own_pids = False
    own_count = False
    apart = False

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
