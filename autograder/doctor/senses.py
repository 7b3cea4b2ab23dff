"""What this machine is like: the answers that `Machine` gives unless a test makes up others."""

from __future__ import annotations

import importlib.metadata
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DISTRIBUTION = "deep-learning-by-writing-it"


def version_of(package: str) -> str | None:
    """Return the version of an installed package."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def requires() -> list[str] | None:
    """Return what the course's package requires, extras included; None if it is not installed."""
    try:
        return importlib.metadata.requires(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        return None


def program(name: str) -> str | None:
    """Return the path of a program, beside this interpreter or on the search path."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(name, path=os.pathsep.join([beside, os.environ.get("PATH", "")]))


def database(root: Path) -> str:
    """Return the address of the gradebook that the course's configuration names."""
    from autograder.course.course import Course

    address: str = Course(root).nbgrader().coursedir.db_url
    return address


def exchange(root: Path) -> Path:
    """Return the folder through which nbgrader hands assignments out and in."""
    from nbgrader.exchange.default import Exchange

    from autograder.course.course import Course

    return Path(Exchange(config=Course(root).nbgrader().config).root)


def make_gradebook(path: Path) -> None:
    """Make an empty gradebook, for which nbgrader starts the program `alembic`."""
    from nbgrader.api import Gradebook

    from autograder.course.course import put_interpreter_on_path

    put_interpreter_on_path()
    with Gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.add_student("somebody")


def can_write(folder: Path) -> str:
    """Return what hinders writing in a folder; empty if nothing does."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
            file.flush()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def memory_bytes() -> int | None:
    """Return how much memory this process may use: the machine's, or less in a container; None if unknown."""
    try:
        known = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    except (ValueError, OSError, AttributeError):
        return None
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.is_file() and (text := limit.read_text(encoding="utf-8").strip()).isdecimal():
        known.append(int(text))
    return min(known)


def draw() -> bytes:
    """Return a figure of lesson 01 as PNG."""
    import matplotlib.pyplot as plt

    from lecturelib.plots import neuron_sketch

    plt.switch_backend("Agg")
    neuron_sketch()
    picture = io.BytesIO()
    plt.savefig(picture, format="png", dpi=80)
    plt.close("all")
    return picture.getvalue()


def jupyter_data_folders() -> tuple[Path, ...]:
    """Return where Jupyter looks for extensions and kernels."""
    from jupyter_core.paths import jupyter_path

    return tuple(map(Path, jupyter_path()))


def jupyter_config_folders() -> tuple[Path, ...]:
    """Return where Jupyter looks for settings, the first being the one that counts most."""
    from jupyter_core.paths import jupyter_config_path

    return tuple(map(Path, jupyter_config_path()))


def browser() -> str | None:
    """Return the path of an installed Chromium or Chrome, or of the one that `playwright install` fetched."""
    for name in _CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    fetched = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = sorted(fetched.glob("chromium*/*/chrome*"))
    return str(found[-1]) if found else None
