"""The part of the course that a sandbox can read: the library without what is asked for, and the runtime."""

from __future__ import annotations

import importlib.util
import shutil
import site
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.engine import readable

_RUNTIME = Path(__file__).resolve().parent.parent / "confined"
_INSTALLED = ("autograder", "lecturelib", "demos")
_OURS = (*_INSTALLED, "solutions", "notebooks", "tests", "benchmarks", "deploy", "docs")
# What holds the reference's mathematics a second time: how it is tried, what it is tried against, and the trials.
_ALWAYS_WITHHELD = ("lecturelib.evidence", "lecturelib.witnesses", "lecturelib.verify")
_START = '''\
"""Start the worker: the course's snapshot first on the path, the installed packages last."""
import os, sys
log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
os.dup2(log, 2)
os.close(log)
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "course"))
sys.path.append(os.path.join(here, "site"))
from autograder.confined.worker import main
main(sys.argv[2:])
'''


@dataclass(frozen=True)
class Snapshot:
    """A directory from which a worker starts.

    Attributes
    ----------
    root : Path
        The directory; in it ``course``, library, stub and runtime, and ``site``, links to the installed packages.
    readable : tuple of Path
        Everything that a sandbox must be able to read; nothing else of the machine is needed.
    """

    root: Path
    readable: tuple[Path, ...]

    def command(self, log: Path, preload: Iterable[str] = ()) -> list[str]:
        """Return the command that starts a worker which imports `preload`, and whose own complaints go to `log`."""
        # -I: no user site, no PYTHON* variables; -S: no .pth file, which may lead to the course; -B: write no bytecode
        return [sys.executable, "-I", "-S", "-B", str(self.root / "start.py"), str(log), *preload]


@contextmanager
def course_snapshot(
    withheld: Iterable[str], packages: Mapping[str, Path] | None = None, hidden: Iterable[Path] = ()
) -> Iterator[Snapshot]:
    """Provide a snapshot in a temporary directory; see `build_snapshot`."""
    with tempfile.TemporaryDirectory(prefix="autograder-") as directory:
        yield build_snapshot(Path(directory).resolve(), withheld, packages, hidden)


def build_snapshot(
    root: Path, withheld: Iterable[str], packages: Mapping[str, Path] | None = None, hidden: Iterable[Path] = ()
) -> Snapshot:
    """Lay out in `root` what a sandbox can read of the course.

    Parameters
    ----------
    root : Path
        An empty directory.
    withheld : iterable of str
        Modules that the sandbox must not have, such as ``lecturelib.neurons``. The evidence for the reference is
        withheld always.
    packages : mapping of str to Path, optional
        The library's packages and their directories; if not given, `lecturelib` and `demos`, wherever installed.
    hidden : iterable of Path
        Further directories that must stay unreadable even if they lie below the interpreter's: gradebook, submissions.

    Raises
    ------
    ValueError
        If a withheld module does not exist: a misspelt name would leave the reference in the sandbox.
    """
    found = _course_packages() if packages is None else {name: path.resolve() for name, path in packages.items()}
    left_out = {_location(name, found) for name in withheld}
    left_out |= {path for name in _ALWAYS_WITHHELD for path in _locations(name, found)}
    course = root / "course"
    for name, source in found.items():
        shutil.copytree(source, course / name, ignore=_ignoring(left_out))
    shutil.copytree(_RUNTIME / "course_stub" / "autograder", course / "autograder", ignore=_ignoring(set()))
    shutil.copytree(_RUNTIME, course / "autograder" / "confined", ignore=_ignoring({_RUNTIME / "course_stub"}))
    (root / "start.py").write_text(_START, encoding="utf-8")
    _link_installed_packages(root / "site", _OURS + tuple(found))
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():  # a worker that has dropped root reads as anybody
            path.chmod(0o755 if path.is_dir() else 0o644)
    unreadable = {*found.values(), _RUNTIME.parent, *_checkout(), *_other_copies(), *hidden}
    needed = [*readable.interpreter_paths(), *readable.system_paths(), *_package_directories()]
    system = readable.without(needed, unreadable)
    return Snapshot(root, (root, *system))


def _course_packages() -> dict[str, Path]:
    found = {}
    for name in ("lecturelib", "demos"):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations:
            found[name] = Path(next(iter(spec.submodule_search_locations))).resolve()
    return found


def _location(module: str, packages: Mapping[str, Path]) -> Path:
    for path in _locations(module, packages):
        return path
    raise ValueError(f"the module to withhold, {module}, is not in {', '.join(packages) or 'any package'}")


def _locations(module: str, packages: Mapping[str, Path]) -> list[Path]:
    package, *parts = module.split(".")
    if package not in packages or not parts:
        return []
    path = packages[package].joinpath(*parts)
    return [candidate for candidate in (path.with_name(path.name + ".py"), path) if candidate.exists()]


def _ignoring(left_out: set[Path]) -> Callable[[str, list[str]], set[str]]:
    def ignore(directory: str, names: list[str]) -> set[str]:
        here = Path(directory)
        return {name for name in names if name == "__pycache__" or here / name in left_out}

    return ignore


def _package_directories() -> list[Path]:
    """Return the directories on this interpreter's path into which packages are installed."""
    known = {Path(path) for path in [*site.getsitepackages(), site.getusersitepackages()]}
    on_path = [Path(entry) for entry in sys.path if entry]
    return [path for path in on_path if path in known or path.name in ("site-packages", "dist-packages")]


def _other_copies() -> list[Path]:
    """Return what the course installs, wherever this interpreter, or the system's, keeps packages."""
    prefixes = {Path(prefix) for prefix in (sys.prefix, sys.base_prefix, "/usr", "/usr/local")}
    folders = [folder for prefix in prefixes for folder in prefix.glob("lib/python3*/*-packages")]
    copies = [folder / name for folder in folders for name in _INSTALLED]
    return [copy.resolve() for copy in copies if copy.exists()]


def _checkout() -> list[Path]:
    """Return the folder that the course is developed in, if it is not installed."""
    parent = _RUNTIME.parent.parent
    return [] if parent in [path.resolve() for path in _package_directories()] else [parent]


def _link_installed_packages(target: Path, ours: tuple[str, ...]) -> None:
    """Fill `target` with links to every installed package but the course's own.

    Links, because a sandbox that must not read one entry of site-packages cannot be allowed to list it either, and
    Python imports only from directories that it can list.
    """
    target.mkdir()
    for directory in _package_directories():
        for entry in sorted(directory.iterdir()) if directory.is_dir() else []:
            stem = entry.name.split(".")[0]
            skipped = stem in ours or entry.suffix in (".pth", ".egg-link") or entry.name.startswith("__")
            link = target / entry.name
            if not skipped and not link.is_symlink():
                link.symlink_to(entry.resolve())
