"""Writing files whole: a reader, or a person after a crash, finds the old file or the new one, never half of one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex


def write_whole(path: Path, content: bytes) -> None:
    """Write one file; see `write_together`."""
    write_together({path: content})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write files, each of them whole; if one cannot be written, or somebody stops it, all are as they were before.

    Parameters
    ----------
    contents : mapping of Path to bytes
        All that each file shall hold. Folders that are missing are made; a file that is there keeps its mode.

    Raises
    ------
    OSError
        If a file cannot be written; nothing is left of the attempt.
    """
    with ExitStack() as beside:
        new = {path: _written_beside(path, content, beside) for path, content in contents.items()}
        # One file needs no way back: its renaming, which is all that is left to do, happens or does not.
        several = [path for path in contents if len(contents) > 1]
        old = {path: _written_beside(path, path.read_bytes(), beside) for path in several if path.exists()}
        # From here on there are only renamings, which need no room on the disk.
        with ExitStack() as back:
            for path in contents:
                if path in several:
                    back.callback(_put_back, path, old.get(path))
                new[path].replace(path)
            back.pop_all()


def _written_beside(path: Path, content: bytes, cleaning: ExitStack) -> Path:
    """Write `content` to a file beside `path`, which is removed in the end unless it was put somewhere else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{token_hex(4)}.partial")
    cleaning.callback(partial.unlink, missing_ok=True)
    partial.write_bytes(content)
    if path.exists():
        shutil.copymode(path, partial)
    return partial


def _put_back(path: Path, old: Path | None) -> None:
    if old is None:
        path.unlink(missing_ok=True)
    else:
        old.replace(path)
