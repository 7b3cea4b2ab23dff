"""Giving up root: the worker becomes an ordinary user, whatever it was started as."""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
import sys
from collections.abc import Iterable

_PR_SET_KEEPCAPS, _PR_CAPBSET_DROP, _PR_CAP_AMBIENT, _RAISE = 8, 24, 47, 2
_READ_ANY_FILE = 2  # CAP_DAC_READ_SEARCH
_LAST_CAPABILITY = 63
_CAPABILITIES_VERSION_3 = 0x20080522


def become_user(uid: int, must_stay_readable: Iterable[str]) -> bool:
    """Give up root for `uid`, and say whether it was done: only root can.

    Where the files named would become unreadable to that user (an interpreter in root's home), one right of root's is
    kept, to read whatever the bounds on files allow. Every other is given up for good.
    """
    if os.getuid() != 0:
        return False
    reads_on = _stays_readable(uid, list(must_stay_readable))
    if not reads_on and sys.platform != "linux":
        return False
    _set_user(uid, keep_reading=not reads_on)
    return True


def _set_user(uid: int, keep_reading: bool) -> None:
    if keep_reading:
        _drop_all_but_reading_from_the_bounding_set()
        _call("prctl", _PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    if keep_reading:
        right = 1 << _READ_ANY_FILE
        # Effective, permitted, inheritable; the upper half of each set comes after all three lower halves.
        _call(
            "capset", struct.pack("=Ii", _CAPABILITIES_VERSION_3, 0), struct.pack("=6I", right, right, right, 0, 0, 0)
        )
        # Programs that the submission starts, such as another Python, must be readable too.
        _call("prctl", _PR_CAP_AMBIENT, _RAISE, _READ_ANY_FILE, 0, 0)


def _drop_all_but_reading_from_the_bounding_set() -> None:
    for capability in range(_LAST_CAPABILITY + 1):
        if capability != _READ_ANY_FILE:
            with contextlib.suppress(OSError):  # this kernel has fewer
                _call("prctl", _PR_CAPBSET_DROP, capability, 0, 0, 0)


def _stays_readable(uid: int, paths: list[str]) -> bool:
    child = os.fork()
    if child == 0:
        readable = False
        with contextlib.suppress(OSError):
            _set_user(uid, keep_reading=False)
            # Opened, not asked for by access(): sandlock answers that call itself, with its starter's rights.
            for path in paths:
                os.close(os.open(path, os.O_RDONLY))
            readable = True
        os._exit(0 if readable else 1)
    return os.waitpid(child, 0)[1] == 0


def _call(function: str, *arguments: int | bytes) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, function)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), f"{function} failed")
