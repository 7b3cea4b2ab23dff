"""Folders of files: laid out from staged copies, and compared byte for byte."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from autograder.intake.staging import Staged


def lay_out(folder: Path, files: Iterable[tuple[tuple[str, ...], Staged]]) -> Path:
    """Make a folder of copies of staged files, with the dates that the archive gives them, and return it."""
    folder.mkdir(parents=True)
    for parts, staged in files:
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(staged.file, target)
        modified = staged.newness[1]
        if modified > 0:
            with suppress(OSError, OverflowError):  # a date that the disk cannot keep
                os.utime(target, (modified, modified))
    return folder


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in a folder by its path; what is no ordinary file has none that another has."""
    found = {}
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in [*files, *links]:
            path = Path(place) / name
            ordinary = path.is_file() and not path.is_symlink()
            found[path.relative_to(folder).as_posix()] = _digest(path) if ordinary else f"no file: {path}"
    return found


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same content."""
    return digests(one) == digests(other)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
