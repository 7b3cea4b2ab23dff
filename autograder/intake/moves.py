"""Renames of files and folders that are all done, or all undone."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType


class Moves:
    """A block whose renames are taken back if it ends with an error or with Ctrl-C.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> (folder / "a").touch()
    >>> with suppress(KeyboardInterrupt), Moves() as moves:
    ...     moves.move(folder / "a", folder / "new" / "b")
    ...     raise KeyboardInterrupt
    >>> [path.name for path in folder.iterdir()]
    ['a']
    """

    def __init__(self) -> None:
        self._begun: list[tuple[Path, Path]] = []
        self._folders: list[Path] = []

    def __enter__(self) -> Moves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._undo()

    def move(self, source: Path, target: Path) -> None:
        """Rename a file or folder; `target` must be free, its parents are made.

        Raises
        ------
        FileExistsError
            If something is at `target`.
        """
        if os.path.lexists(target):
            raise FileExistsError(17, "it is there already", str(target))
        self._make(target.parent)
        # Noted before it is done: what was interrupted in between is recognised by where the thing is.
        self._begun.append((source, target))
        source.rename(target)

    def _make(self, folder: Path) -> None:
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for folder in reversed(missing):
            self._folders.append(folder)
            folder.mkdir()

    def _undo(self) -> None:
        for source, target in reversed(self._begun):
            if os.path.lexists(target) and not os.path.lexists(source):
                target.rename(source)
        for folder in reversed(self._folders):
            with suppress(OSError):  # somebody else has put something there
                folder.rmdir()
