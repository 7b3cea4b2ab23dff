"""What the processes of a sandbox use together, seen from outside. Empty where there is no /proc."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import time
from collections.abc import Iterable
from pathlib import Path

_PROC = Path("/proc")


def descendants(pid: int) -> list[int]:
    """Return the processes below `pid`, at this moment."""
    found: list[int] = []
    waiting = [pid]
    while waiting and len(found) < 10_000:
        for child in _children(waiting.pop()):
            found.append(child)
            waiting.append(child)
    return found


def _children(pid: int) -> list[int]:
    children: list[int] = []
    try:
        for task in (_PROC / str(pid) / "task").iterdir():
            children += map(int, (task / "children").read_text().split())
    except OSError:
        pass  # it has ended
    return children


def innermost(pid: int) -> int:
    """Return the last process of the chain that starts at `pid`: the worker below what confines it."""
    while len(children := _children(pid)) == 1:
        pid = children[0]
    return pid


class Tree:
    """The processes at and below `pid` at this moment, known by their start time: a number alone may be used again."""

    def __init__(self, pid: int) -> None:
        self._started = {member: _start_time(member) for member in [pid, *descendants(pid)]}

    def wait(self, seconds: float) -> bool:
        """Wait until all of them have ended, and say whether they have."""
        if not _PROC.is_dir():
            time.sleep(min(seconds, 0.5))  # they cannot be seen here
            return False
        give_up_at = time.monotonic() + seconds
        while self._alive():
            if time.monotonic() > give_up_at:
                return False
            time.sleep(0.005)
        return True

    def kill(self) -> None:
        """Kill those that have not ended."""
        for pid in self._alive():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)

    def _alive(self) -> list[int]:
        return [pid for pid, started in self._started.items() if started and _start_time(pid) == started]


def _start_time(pid: int) -> str:
    """Return when a process started, in clock ticks, or nothing if it has ended."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def threads(pid: int) -> int:
    """Return how many threads a process has, or 1 where that cannot be seen."""
    try:
        return sum(1 for _ in (_PROC / str(pid) / "task").iterdir())
    except OSError:
        return 1


def address_space(pid: int) -> int:
    """Return the bytes of address space that a process has mapped."""
    return _status(pid).get("VmSize", 0)


def private_memory(pid: int) -> int:
    """Return the bytes of memory that a process holds and that belong to no file."""
    status = _status(pid)
    return status.get("RssAnon", 0) + status.get("RssShmem", 0)


def nameless_files(pids: Iterable[int]) -> int:
    """Return the bytes of the files that the processes hold open and that stand in no directory any more.

    A process whose open files cannot be seen counts as very many bytes.
    """
    sizes: dict[tuple[int, int], int] = {}
    for pid in pids:
        try:
            with os.scandir(_PROC / str(pid) / "fd") as descriptors:
                for entry in descriptors:
                    with contextlib.suppress(OSError):  # closed in the meantime
                        file = entry.stat()
                        if file.st_nlink == 0 and stat.S_ISREG(file.st_mode):
                            sizes[file.st_dev, file.st_ino] = file.st_blocks * 512
        except PermissionError:
            return 2**62
        except OSError:
            continue  # it has ended
    return sum(sizes.values())


def shows_open_files(pid: int) -> bool:
    """Return whether this process may see which files another has open."""
    return os.access(_PROC / str(pid) / "fd", os.R_OK | os.X_OK)


def tasks_of_user(uid: int) -> int:
    """Return how many threads the user has on this machine."""
    count = 0
    for entry in _PROC.iterdir() if _PROC.is_dir() else []:
        if entry.name.isdigit():
            with contextlib.suppress(OSError):  # it may have ended
                if entry.stat().st_uid == uid:
                    count += threads(int(entry.name))
    return count


def _status(pid: int) -> dict[str, int]:
    """Return the fields of /proc/<pid>/status that are sizes, in bytes."""
    sizes = {}
    try:
        for line in (_PROC / str(pid) / "status").read_text().splitlines():
            name, _, value = line.partition(":")
            if value.endswith(" kB"):
                sizes[name] = int(value.split()[0]) * 1024
    except OSError:
        pass  # it has ended
    return sizes
