"""Writing a file whole: a reader, or a person after a crash, finds the old file or the new one, never half of one."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to a file beside `path` and put it in its place; folders are made as needed.

    Parameters
    ----------
    path : Path
        The file; what it held before is kept until all is written.
    content : bytes
        All that it shall hold.

    Raises
    ------
    OSError
        If it cannot be written; nothing is left of the attempt.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{token_hex(4)}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except BaseException:  # Ctrl-C too
        partial.unlink(missing_ok=True)
        raise
