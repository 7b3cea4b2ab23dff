"""Writing a file whole: whoever reads it finds what was there before, or all of the new text."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text file in UTF-8; if that fails, the file that was there before is left as it was.

    Parameters
    ----------
    path : Path
        Where. Its folder must exist.
    text : str
        What.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise
