"""The warm worker, seen from the host: started confined, used for one submission after another, restarted when lost."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from types import TracebackType

from autograder.confined import frames
from autograder.engine import process_tree
from autograder.engine.confinement import CannotConfineError, ConfinedProcess, Confinement
from autograder.engine.connection import Connection, DeadlineError, WorkerGoneError
from autograder.engine.home import copy_font_list, environment
from autograder.engine.known_figures import KnownFigures
from autograder.engine.limits import Limits
from autograder.engine.scratch import copy_plain_files, give_to, remove_tree, size_below
from autograder.engine.session import Session
from autograder.engine.snapshot import Snapshot

_START_SECONDS = 90.0
_OPEN_SECONDS = 15.0
# sandlock keeps a descriptor in this process for every process that a sandbox has started, until the sandbox ends.
_MOST_SUBMISSIONS = 200
_LEAVE_SECONDS = 3.0
_NOBODY = 1_900_000_000  # the first of the user ids that workers drop to: far from any that systems give out
_counter = itertools.count()


class WarmWorker:
    """A worker process and the directory that its submissions work in. One thread uses it at a time.

    Parameters
    ----------
    snapshot : Snapshot
        What the worker can read of the course.
    confinement : Confinement
        From `choose_confinement`.
    limits : Limits, optional
        The bounds of each submission.
    preload : sequence of str, optional
        Modules that the notebooks import and that are slow to load, such as ``scipy.special``: loaded once, here.
    figures : bool
        Whether figures are drawn; if not, the outputs hold a line for each.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        confinement: Confinement,
        limits: Limits | None = None,
        preload: Sequence[str] = (),
        figures: bool = True,
    ) -> None:
        self._preload = tuple(preload)
        self.figures = figures
        self.known_figures = KnownFigures()
        self.limits = limits or Limits()
        self._snapshot, self._confinement = snapshot, confinement
        self._process: ConfinedProcess | None = None
        self._connection: Connection | None = None
        self._directory: Path | None = None
        self._uid: int | None = None
        self._numbers = itertools.count(1)
        self._served = 0

    def __enter__(self) -> WarmWorker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    @property
    def connection(self) -> Connection:
        """The line to the worker, which is started if there is none."""
        if self._connection is None:
            raise WorkerGoneError("the worker has ended")
        return self._connection

    def start(self) -> None:
        """Start the worker unless it runs; it takes a second or two.

        Raises
        ------
        CannotConfineError
            If it cannot be started or confined.
        """
        if self._process is not None:
            return
        # Known before it is made: a signal that ends this process in between must not leave it behind.
        self._directory = directory = Path(tempfile.gettempdir()).resolve() / f"autograder-worker-{token_hex(8)}"
        directory.mkdir()
        directory.chmod(0o755)  # whatever the umask says
        home = directory / "home"
        home.mkdir()
        copy_font_list(home)
        command = self._snapshot.command(directory / "log", self._preload)
        started = self._confinement.start(command, self._snapshot.readable, [directory], environment(home), self.limits)
        self._pid, self._process = started.pid, started
        self._connection = Connection(started.stdin, started.stdout)
        try:
            self._configure(started)
        except (WorkerGoneError, DeadlineError) as error:
            log = directory / "log"
            said = log.read_text(errors="replace")[-1500:] if log.exists() else ""
            self.discard()
            raise CannotConfineError(f"the worker did not start: {error or 'it took too long'}. {said}") from error
        self.clear_directory()  # its log and its home are of no more use, and a submission could write messages there

    def _configure(self, started: ConfinedProcess) -> None:
        deadline = time.monotonic() + _START_SECONDS
        uid = _NOBODY + (os.getpid() * 64 + next(_counter) % 64) % 100_000_000 if _is_root() else None
        order = {
            "uid": uid if self._confinement.confines else None,
            "confine": self._confinement.confines,
            "own_pids": started.own_pids,
            "readable": ["/"] if started.apart else [str(path) for path in self._snapshot.readable],
            "writable": [str(self._directory), os.devnull],
            "figures": self.figures,
        }
        self.connection.send(frames.CONFIGURE, order, deadline)
        kind, ready = self.connection.receive(deadline)
        if kind != frames.READY or type(ready) is not dict:
            raise WorkerGoneError("the worker did not say that it is ready")
        if self._confinement.confines and not (ready.get("scoped") or started.own_pids):
            raise WorkerGoneError("the worker could not confine itself")
        self._uid = uid if ready.get("dropped") else None
        if _is_root() and self._confinement.confines and not (self._uid or self._confinement.caps_processes):
            raise WorkerGoneError("it could not give up root, whose processes cannot be limited")
        self._observe(started)
        counted_alone = started.own_count or self._uid is not None
        others = 0 if counted_alone else process_tree.tasks_of_user(os.getuid()) + 1000
        self._tasks = self.limits.processes + 2 + others

    def _observe(self, started: ConfinedProcess) -> None:
        """Note what the worker holds before it has a submission. What runs apart is bounded there, and unseen."""
        self._pid, self._address_space, self._resident, self._shows_open_files = started.pid, 0, 0, False
        if started.apart:
            return
        self._pid = process_tree.innermost(started.pid)
        if process_tree.threads(self._pid) != 1:
            raise WorkerGoneError("the worker has more than one thread")
        self._address_space = process_tree.address_space(self._pid)
        self._resident = process_tree.private_memory(self._pid)
        self._shows_open_files = process_tree.shows_open_files(self._pid)

    def open_submission(self, files: Path | None = None) -> Session:
        """Start a submission's process, in an empty directory or among copies of the files in `files`.

        Links are not copied: they could lead out of the submission.

        Raises
        ------
        CannotConfineError
            If no process can be started, after one restart of the worker.
        """
        if self._served >= _MOST_SUBMISSIONS:
            self.discard()
        self._served += 1
        hindered = ""
        for _ in range(2):
            self.start()
            scratch = self._make_scratch(files)
            session = Session(self, scratch)
            try:
                order = {
                    "scratch": str(scratch),
                    "rlimits": self._rlimits(),
                    "confine": self._confinement.confines,
                }
                obstacle = session.open(order, _OPEN_SECONDS)
                if obstacle is None:
                    return session
                hindered = obstacle
            except (WorkerGoneError, DeadlineError) as error:
                hindered = str(error)
            self.discard()
        raise CannotConfineError(f"no process could be started for the submission: {hindered}")

    def memory_of_submission(self) -> int:
        """Return the bytes that the submission's processes hold beyond what they share with the worker."""
        held = map(process_tree.private_memory, process_tree.descendants(self._pid))
        return sum(max(0, memory - self._resident) for memory in held)

    def files_of_submission(self, scratch: Path) -> int:
        """Return the bytes of the submission's files: those in its directory, and those open without a name."""
        nameless = process_tree.nameless_files(process_tree.descendants(self._pid)) if self._shows_open_files else 0
        return size_below(scratch) + nameless

    def clear_directory(self) -> None:
        """Delete what a submission, or the start of the worker, left in the worker's directory."""
        for entry in list(self._directory.iterdir()) if self._directory else []:
            remove_tree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()

    def discard(self) -> None:
        """End the worker and all that is below it; the next submission starts another."""
        process, self._process, self._connection = self._process, None, None
        self._served = 0
        try:
            if process is not None:
                everything = process_tree.Tree(process.pid)
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(self._pid, signal.SIGTERM)  # upon which it kills its submission first
                everything.wait(_LEAVE_SECONDS)
                everything.kill()
                process.kill()
                process.wait(5.0)
        finally:
            if self._directory is not None:
                remove_tree(self._directory)
                self._directory = None

    def _rlimits(self) -> dict[str, int]:
        limits = self.limits
        bounds = {
            "CPU": int(limits.submission_seconds) + 10,
            "FSIZE": limits.file_bytes,
            "NOFILE": limits.open_files,
            "NPROC": self._tasks,
            "CORE": 0,
        }
        if self._address_space:
            bounds["AS"] = self._address_space + limits.memory_bytes
        return bounds

    def _make_scratch(self, files: Path | None) -> Path:
        if self._directory is None:
            raise WorkerGoneError("the worker has ended")
        scratch = self._directory / f"s{next(self._numbers)}"
        (scratch / "home").mkdir(parents=True)
        work = scratch / "work"
        if files is None:
            work.mkdir()
        else:
            copy_plain_files(files, work)
        if self._uid is not None:
            give_to(self._uid, scratch)
        return scratch


def _is_root() -> bool:
    return hasattr(os, "getuid") and os.getuid() == 0
