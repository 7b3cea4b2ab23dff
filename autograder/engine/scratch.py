"""A submission's directory, which its code may have filled with anything."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

MOST_FILES = 5000
_VERY_MANY = 2**62
_STUBBORN_SECONDS = 5.0


def size_below(directory: Path, most_entries: int = MOST_FILES) -> int:
    """Return the bytes of the files below `directory`.

    Very many entries, and a directory that cannot be looked into, count as very many bytes.
    """
    size, entries, waiting = 0, 0, [str(directory)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listing:
                for entry in listing:
                    entries += 1
                    if entries > most_entries:
                        return _VERY_MANY
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except FileNotFoundError:
            continue  # removed in the meantime
        except OSError:
            return _VERY_MANY  # a mode or a path too long for us, behind which anything may lie
    return size


def remove_tree(directory: Path) -> None:
    """Delete a directory that a hostile process filled, however deep it goes and whatever modes it has.

    A process that is being killed may still write there, so what comes back is deleted again, for some seconds.
    """
    give_up_at = time.monotonic() + _STUBBORN_SECONDS
    try:
        shutil.rmtree(directory)
    except (OSError, RecursionError):
        while directory.exists() and time.monotonic() < give_up_at:
            subprocess.run(["/bin/chmod", "-R", "u+rwX", str(directory)], capture_output=True, check=False)
            subprocess.run(["/bin/rm", "-rf", str(directory)], capture_output=True, check=False)


def give_to(user: int, directory: Path) -> None:
    """Make a user the owner of a directory and of all that is in it."""
    for folder, _, names in os.walk(directory):
        for path in (Path(folder), *(Path(folder) / name for name in names)):
            os.chown(path, user, user)


def copy_plain_files(source: Path, target: Path) -> None:
    """Copy a folder's files and folders to a new one. Links are left out: they could lead out of the submission."""
    target.mkdir()
    for entry in os.scandir(source):
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            copy_plain_files(Path(entry.path), target / entry.name)
        elif stat.S_ISREG(mode):
            shutil.copyfile(entry.path, target / entry.name)
