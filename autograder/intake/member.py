"""One file of an archive: where it says it lies, and why it is not opened if it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

_DRIVE = re.compile(r"[A-Za-z]:")
_LEFT_BY_SYSTEMS = {
    ".ds_store": "macOS's note on a folder",
    "thumbs.db": "Windows' pictures of a folder",
    "desktop.ini": "Windows' note on a folder",
}


@dataclass(frozen=True)
class Member:
    """A file in an archive, or one that an archive claims to hold.

    Attributes
    ----------
    name : str
        As the archive writes it, for messages.
    parts : tuple of str
        Folders and file name, without what leads out of the archive.
    size : int
        Bytes that it claims to have.
    open : callable
        Opens it for reading, as bytes.
    modified : float
        When it was last changed as the archive says: seconds, comparable within an archive only.
    refused : str
        Why it is not opened, a clause; empty if it may be.
    packed : int or None
        Bytes that it takes in the archive, if it is compressed.
    """

    name: str
    parts: tuple[str, ...]
    size: int
    open: Callable[[], IO[bytes]]
    modified: float = 0.0
    refused: str = ""
    packed: int | None = None

    @property
    def filename(self) -> str:
        """The last part of its path."""
        return self.parts[-1] if self.parts else self.name

    @property
    def no_work_of_a_student(self) -> str:
        """What it is instead, if an operating system has left it there; else nothing."""
        if "__MACOSX" in self.parts[:-1]:
            return "macOS's copy of file attributes"
        if self.filename.startswith("._"):
            return "macOS's copy of file attributes"
        return _LEFT_BY_SYSTEMS.get(self.filename.casefold(), "")


def path_parts(name: str) -> tuple[tuple[str, ...], str]:
    r"""Return the parts of a path in an archive, and why it may not be followed; the latter is empty if it may.

    Examples
    --------
    >>> path_parts("Ada/01-neurons.ipynb")
    (('Ada', '01-neurons.ipynb'), '')
    >>> path_parts("..\\..\\.bashrc")
    (('.bashrc',), 'its path leads out of the archive')
    """
    # Some programs for Windows write backslashes.
    steps = re.split(r"[/\\]", name.replace("\0", ""))
    parts = tuple(step for step in steps if step not in ("", ".", ".."))
    if "\0" in name:
        return parts, "its name holds a zero byte"
    if steps[0] == "" or _DRIVE.match(name):
        return parts, "its path starts at the root of a disk"
    if ".." in steps:
        return parts, "its path leads out of the archive"
    return parts, "" if parts else "it has no name"
