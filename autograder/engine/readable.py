"""Which paths a sandbox may read: the interpreter and the system's libraries, and nothing of the course."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/nix/store", "/System", "/Library/Fonts")
_ETC = ("alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "matplotlibrc", "mime.types")
_DEVICES = ("/dev/null", "/dev/urandom", "/dev/random", "/dev/zero")


def interpreter_paths() -> list[Path]:
    """Return the real paths of this Python installation and, where there is one, of its virtual environment."""
    return _distinct([Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent])


def system_paths() -> list[Path]:
    """Return the real paths of what a program needs besides Python: libraries, fonts, time zone, harmless devices."""
    return _distinct(Path(path) for path in (*_SYSTEM, *(f"/etc/{name}" for name in _ETC), *_DEVICES))


def without(roots: Iterable[Path], hidden: Iterable[Path]) -> list[Path]:
    """Return paths that cover `roots` but nothing of `hidden`.

    A root that holds a hidden path is replaced by its entries, and so on down to it. A root inside a hidden path is
    kept: it was named on purpose, such as a virtual environment in the course's folder.
    """
    secrets = [path.resolve() for path in hidden]
    covered: list[Path] = []
    for root in _distinct(roots):
        if root in secrets:
            continue
        if not any(root in secret.parents for secret in secrets):
            covered.append(root)
        elif root.is_dir():
            entries = sorted(Path(entry.path) for entry in os.scandir(root) if not entry.is_symlink())
            covered.extend(without(entries, secrets))
    return covered


def _distinct(paths: Iterable[Path]) -> list[Path]:
    """Return the paths that exist, resolved, without those that lie below another."""
    real = sorted({path.resolve() for path in paths if path.exists()})
    return [path for path in real if not any(other in path.parents for other in real)]
