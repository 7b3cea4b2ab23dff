"""Files that are written all together and whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

_NEW_FILE = 0o644


def write_together(texts: Mapping[Path, str]) -> None:
    """Write files; if one of them cannot be written, or somebody stops it, all are as they were before.

    Parameters
    ----------
    texts : mapping of Path to str
        What each file is to hold. Folders that are missing are made.

    Raises
    ------
    OSError
        If a file could not be written.
    """
    beside: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path] = _staged(path, text)
        # From here on there are only renamings, which need no room on the disk.
        for path, new in beside.items():
            kept[path] = _moved_away(path)
            new.replace(path)
    except BaseException:
        for path, old in kept.items():
            if old:
                old.replace(path)
            else:
                path.unlink(missing_ok=True)
        for new in beside.values():
            new.unlink(missing_ok=True)
        raise
    for old in kept.values():
        if old:
            old.unlink()


def _staged(path: Path, text: str) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        if path.exists():
            shutil.copymode(path, new)
        else:
            new.chmod(_NEW_FILE)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return new


def _moved_away(path: Path) -> Path | None:
    if not path.exists():
        return None
    old = path.with_name(f".{path.name}.before")
    path.replace(old)
    return old
