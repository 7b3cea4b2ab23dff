"""Find the notebook in a submission's folder, under whatever name, and never follow a link to get there."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.engine.prepare.decode import MAX_BYTES, UnreadableError, decode
from autograder.engine.prepare.draft import Draft
from autograder.engine.prepare.recognise import recognise
from autograder.engine.prepare.released import Released
from autograder.engine.prepare.sentences import quoted
from autograder.engine.prepare.shape import shape

_ENDING = ".ipynb"
MOST_CANDIDATES = 10
# A link is refused, a pipe without a writer does not make us wait for one. Windows has neither flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Found:
    """What a folder holds.

    Attributes
    ----------
    draft : Draft or None
        The notebook, or None if there is none that can be read.
    problems : tuple of str
        Why it is not the file that was expected, or why there is none.
    """

    draft: Draft | None
    problems: tuple[str, ...] = ()


def find_notebook(released: Released, folder: Path) -> Found:
    """Return the notebook of the released name or, if it is missing or cannot be read, the best other one."""
    expected = f"{released.notebook}{_ENDING}"
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        return Found(None, (f"The submission's folder could not be read ({_reason(error)}).",))
    if expected in names:
        try:
            return Found(_read(released, folder / expected))
        except UnreadableError as error:
            trouble = f'"{expected}" could not be read: {error}.'
    else:
        trouble = f'There is no notebook called "{expected}" in the submission.'
    others = [name for name in names if name != expected and _may_stand_in(released, name)][:MOST_CANDIDATES]
    readable: dict[str, Draft] = {}
    reasons = []
    for name in others:
        try:
            readable[name] = _read(released, folder / name)
        except UnreadableError as error:
            reasons.append(f"{quoted(name)} could not be read: {error}.")
    if not readable:
        return Found(None, (trouble, *reasons))
    best = max(readable, key=lambda name: (*_likeness(readable[name]), _modified(folder / name), name))
    chosen = f"{quoted(best)} was graded in its place."
    if len(readable) > 1:
        chosen = f"Of {len(readable)} other notebooks, {quoted(best)} was graded: it holds most of the lesson's work."
    return Found(readable[best], (f"{trouble} {chosen}",))


def _may_stand_in(released: Released, name: str) -> bool:
    path = Path(name)
    # macOS leaves files such as "._notebook.ipynb" beside the real ones.
    return path.suffix.lower() == _ENDING and path.stem not in released.other_notebooks and not name.startswith(".")


def _read(released: Released, path: Path) -> Draft:
    return shape(released, decode(read_plain_file(path)))


def read_plain_file(path: Path) -> bytes:
    """Return the content of an ordinary file, or of its beginning if it is longer than any notebook may be.

    Raises
    ------
    UnreadableError
        If it is anything else, or cannot be read.
    """
    try:
        mode = os.lstat(path).st_mode
        if not stat.S_ISREG(mode):
            raise UnreadableError(_instead_of_a_file(mode))
        # What stands there may have changed since: the open file is what counts.
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableError("it is not an ordinary file")
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(_reason(error)) from None


def _instead_of_a_file(mode: int) -> str:
    kinds: Mapping[str, Any] = {
        "a folder": stat.S_ISDIR,
        "a link, which is not followed": stat.S_ISLNK,
        "a pipe": stat.S_ISFIFO,
        "a socket": stat.S_ISSOCK,
    }
    return f"it is {next((kind for kind, test in kinds.items() if test(mode)), 'a device')}"


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "the grader is not permitted to read it"
    return error.strerror or type(error).__name__


def _likeness(draft: Draft) -> tuple[int, int]:
    """Return how many of the released cells a notebook holds, and in how many of them something was written."""
    held = [cell for cell in recognise(draft).cells if cell.released]
    written = {
        cell.released.grade_id
        for cell in held
        if cell.released and cell.released.solution and cell.source.strip() != cell.released.source.strip()
    }
    return len({cell.released.grade_id for cell in held if cell.released}), len(written)


def _modified(path: Path) -> float:
    try:
        return os.lstat(path).st_mtime
    except OSError:
        return 0.0
