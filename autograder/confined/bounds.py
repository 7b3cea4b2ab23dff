"""The bounds that the worker and a student's process set on themselves: user, files, signals, resources.

They stand inside those of the host's sandbox, so that each submission is kept from the worker and from its successors.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER = 1, 4, 36
_LANDLOCK_WITH_SCOPES = 6


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option} failed")


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent() -> None:
    """Be killed when the parent ends."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def keep_memory_private() -> None:
    """Keep this process's memory, and that of its forks, from other processes of the same user."""
    with contextlib.suppress(OSError):  # sandlock forbids the call
        _prctl(_PR_SET_DUMPABLE, 0)


def confine_worker(readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Keep this process to the paths named, and its signals to its own descendants; say whether the kernel can."""
    return _confine_files(readable, writable)


def confine_submission(writable: Iterable[str]) -> bool:
    """Let this process write below `writable` only, connect nowhere, and signal or inspect only its own descendants.

    What it may read, the worker's own bounds have decided already.
    """
    return _confine_files(["/"], writable)


def confine_signals() -> bool:
    """Keep this process's signals to its own descendants, and nothing else; say whether the kernel can."""
    landlock = _landlock()
    if landlock is None:
        return False
    nothing = {"handled_fs": landlock.AccessFS.NONE, "handled_net": landlock.AccessNet.NONE}
    with landlock.Ruleset(**nothing, scoped=landlock.Scope.SIGNAL) as rules:
        rules.restrict()
    return True


def _confine_files(readable: Iterable[str], writable: Iterable[str]) -> bool:
    landlock = _landlock()
    if landlock is None:
        return False
    rights = landlock.AccessFS
    everything = landlock.fs_for_abi(landlock.abi_version())
    on_files = rights.READ_FILE | rights.WRITE_FILE | rights.EXECUTE | rights.TRUNCATE | rights.IOCTL_DEV
    reading = rights.READ_FILE | rights.READ_DIR | rights.EXECUTE
    with landlock.Ruleset(scoped=landlock.Scope.SIGNAL | landlock.Scope.ABSTRACT_UNIX_SOCKET) as rules:
        for paths, granted in [(readable, reading), (writable, everything)]:
            for path in paths:
                if Path(path).exists():
                    rules.allow_path(path, granted if Path(path).is_dir() else granted & on_files)
        rules.restrict()
    return True


def _landlock() -> Any:
    if sys.platform != "linux":
        return None
    import landlockpy

    return landlockpy if landlockpy.abi_version() >= _LANDLOCK_WITH_SCOPES else None


def limit_resources(limits: Mapping[str, int]) -> None:
    """Set the hard limits named, such as ``{"AS": 2**31}``; a limit that this system lacks or has lower is left."""
    for name, value in limits.items():
        which = getattr(resource, f"RLIMIT_{name}", None)
        if which is None:
            continue
        hard = resource.getrlimit(which)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(which, (bound, bound))


def kill_descendants(child: int, everything_else_is_mine: bool, patience: float = 5.0) -> int | None:
    """End a submission's whole process tree and return the wait status of `child`, or None if it was reaped before.

    One ``kill(-1)`` reaches every process that this one may signal, under one lock of the kernel, so that no fork slips
    through. It is safe only where the worker may signal nothing but its descendants: `everything_else_is_mine`.

    Raises
    ------
    TimeoutError
        If a process outlives its SIGKILL by more than `patience` seconds.
    """
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(-1, signal.SIGKILL) if everything_else_is_mine else os.killpg(child, signal.SIGKILL)
    status, give_up_at = None, time.monotonic() + patience
    while time.monotonic() < give_up_at:
        try:
            pid, wait_status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status
        if pid == child:
            status = wait_status
        if pid == 0:
            time.sleep(0.0005)
            if everything_else_is_mine:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(-1, signal.SIGKILL)
    raise TimeoutError("a process of the submission outlived its SIGKILL")
