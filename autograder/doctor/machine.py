"""The machine, as the checks see it: plain facts and functions, so that a test can make up a broken one."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.doctor import senses


def _confinements() -> Mapping[str, Callable[[], Any]]:
    from autograder.engine.bubblewrap_confinement import BubblewrapConfinement
    from autograder.engine.container_confinement import ContainerConfinement
    from autograder.engine.sandlock_confinement import SandlockConfinement

    return {"sandlock": SandlockConfinement, "bubblewrap": BubblewrapConfinement, "container": ContainerConfinement}


@dataclass(frozen=True)
class Machine:
    """What the checks ask. All but `root` has the answer of the machine at hand.

    Attributes
    ----------
    root : Path
        The course's folder.
    cores : int
        Processors that may be used.
    python : tuple of int
        Python's version, two numbers.
    version_of : callable
        Maps a package's name to its version, or to None if it is not installed.
    requires : callable
        Returns what the course's package requires, as its metadata says it; None if it is not installed.
    lock : Path
        The file with the exact versions.
    program : callable
        Maps a program's name to its path, or to None.
    confinements : mapping of str to callable
        The makers of the confinements, the best one first.
    withheld : callable
        Maps a lesson to the modules that its sandbox must not have.
    make_gradebook : callable
        Makes an empty gradebook at a path.
    can_write : callable
        Maps a folder to what hinders writing in it; empty if nothing does.
    database, exchange : callable
        Map the course's folder to the address of its gradebook and to nbgrader's exchange folder.
    free_bytes, memory_bytes : callable
        Room on a path's disk, and memory that this process may use.
    now : callable
        The time.
    draw : callable
        Returns a figure of the lessons as PNG.
    data_folders, config_folders : tuple of Path
        Where Jupyter looks for extensions and settings.
    browser : callable
        Returns the path of a Chromium, or None.
    scratch : Path
        Where temporary files go.
    """

    root: Path
    cores: int = field(default_factory=lambda: os.cpu_count() or 1)
    python: tuple[int, int] = sys.version_info[:2]
    version_of: Callable[[str], str | None] = senses.version_of
    requires: Callable[[], list[str] | None] = senses.requires
    lock: Path = Path(__file__).resolve().parents[2] / "requirements" / "everything.txt"
    program: Callable[[str], str | None] = senses.program
    confinements: Mapping[str, Callable[[], Any]] = field(default_factory=_confinements)
    withheld: Callable[[Any], tuple[str, ...]] = lambda lesson: lesson.withheld
    make_gradebook: Callable[[Path], None] = senses.make_gradebook
    can_write: Callable[[Path], str] = senses.can_write
    database: Callable[[Path], str] = senses.database
    exchange: Callable[[Path], Path] = senses.exchange
    free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
    memory_bytes: Callable[[], int | None] = senses.memory_bytes
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    draw: Callable[[], bytes] = senses.draw
    data_folders: tuple[Path, ...] = field(default_factory=senses.jupyter_data_folders)
    config_folders: tuple[Path, ...] = field(default_factory=senses.jupyter_config_folders)
    browser: Callable[[], str | None] = senses.browser
    scratch: Path = field(default_factory=lambda: Path(tempfile.gettempdir()))
