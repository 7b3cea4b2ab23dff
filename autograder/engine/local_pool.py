"""The pool of this machine: a process for each worker, which reaches verdicts until it is told to end."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from types import ModuleType, TracebackType
from typing import Any
from unittest import mock

from autograder.engine import reach
from autograder.engine.confinement import CannotConfineError
from autograder.engine.known_figures import Drawn
from autograder.engine.task import Reached, Setting, Task

_LONGEST_FOLDER = 70  # bytes: with the names that multiprocessing adds, a socket's path may have 107
_AHEAD = 8  # tasks for each worker that are taken in before they can be given out
_END_SECONDS = 60.0  # cleaning up takes a moment, on a machine with other work a long one
# Workers share the cores among themselves; threads of the reference's matrix products would only be in their way.
_ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL", "BLIS")}


class LocalPool:
    """Processes of this machine, each with a warm worker of its own.

    They are forked from a server that has imported the engine and nothing else: no gradebook, no notebook, no thread.
    A figure that one of them has had drawn is handed to the others with their next task.
    """

    def __init__(self, setting: Setting, workers: int) -> None:
        self._setting = setting
        self._size = workers
        self._context: Any = multiprocessing.get_context(_start_method())
        self._members: list[_Member] = []

    def __enter__(self) -> LocalPool:
        with mock.patch.dict(os.environ, _ONE_THREAD):  # which processes inherit when they start
            if self._context.get_start_method() == "forkserver":
                self._context.set_forkserver_preload([reach.__name__])
                with _deaf_to_ctrl_c():
                    forkserver.ensure_running()
            self._members = [self._new_member() for _ in range(self._size)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for member in self._members:
            member.end()
        for member in self._members:
            member.join()
        self._members = []

    def run(self, tasks: Iterable[Task]) -> Iterator[Reached]:
        """Yield what became of each task as it finishes; `Executor` says more."""
        waiting, tasks_left = deque[tuple[Task, bool]](), iter(tasks)
        while True:
            self._keep_busy(waiting, tasks_left)
            busy: dict[Any, _Member] = {member.line: member for member in self._members if member.task is not None}
            if not busy:
                return
            for line in self._answered(list(busy), waiting, tasks_left):
                reached = self._taken(busy[line], waiting)
                if reached is not None:
                    self._keep_busy(waiting, tasks_left)  # before the caller takes his time with the answer
                    yield reached

    def _answered(self, lines: list[Any], waiting: deque[tuple[Task, bool]], tasks_left: Iterator[Task]) -> list[Any]:
        """Return the lines on which there is an answer. Until there is one, tasks are taken in: each takes a moment."""
        while len(waiting) < _AHEAD * self._size and not wait(lines, 0):
            if (task := next(tasks_left, None)) is None:
                break
            waiting.append((task, False))
        return wait(lines)

    def _keep_busy(self, waiting: deque[tuple[Task, bool]], tasks_left: Iterator[Task]) -> None:
        for member in self._members:
            if member.task is None and (given := _next(waiting, tasks_left)) is not None:
                member.give(*given)

    def _taken(self, member: _Member, waiting: deque[tuple[Task, bool]]) -> Reached | None:
        try:
            reached, drawn = member.take()
        except (EOFError, OSError):
            task, was_retried = member.lost()
            self._members[self._members.index(member)] = self._new_member()
            if was_retried:
                return Reached(task.key, None, "not graded, our fault: the process that examined it ended, twice")
            waiting.append((task, True))
            return None
        for other in self._members:
            if other is not member:
                other.news += drawn
        return reached

    def _new_member(self) -> _Member:
        return _Member(self._context, self._setting)


def _start_method() -> str:
    """Return how processes are started: from a server, unless its socket's path would be longer than one may be."""
    has_server = hasattr(os, "fork") and len(tempfile.gettempdir()) <= _LONGEST_FOLDER
    return "forkserver" if has_server else "spawn"


def _next(waiting: deque[tuple[Task, bool]], tasks: Iterator[Task]) -> tuple[Task, bool] | None:
    if waiting:
        return waiting.popleft()
    task = next(tasks, None)
    return None if task is None else (task, False)


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Start what never hears Ctrl-C: it goes to the whole group, and would end this and its children in tracebacks."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Member:
    """One process of the pool, seen from outside."""

    def __init__(self, context: Any, setting: Setting) -> None:
        self.line: Connection[Any, Any]
        self.line, theirs = context.Pipe()
        self.task: Task | None = None
        self.news: list[Drawn] = []  # figures that others have had drawn since its last task
        self._is_retry = False
        self._process = context.Process(target=_serve, args=(theirs, setting), daemon=True)
        # A new process would first import what this one was started with, the whole command line. It needs none of it.
        with mock.patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
            self._process.start()
        theirs.close()

    def give(self, task: Task, is_retry: bool) -> None:
        self.task, self._is_retry = task, is_retry
        with contextlib.suppress(OSError):  # that it is gone shows when its answer is taken
            self.line.send((task, self.news))
        self.news = []

    def take(self) -> tuple[Reached, list[Drawn]]:
        reached: tuple[Reached, list[Drawn]] = self.line.recv()
        self.task = None
        return reached

    def lost(self) -> tuple[Task, bool]:
        if self.task is None:
            raise RuntimeError("a member of the pool that has no task cannot lose one")
        self.line.close()
        self._process.kill()
        self._process.join()
        return self.task, self._is_retry

    def end(self) -> None:
        if self.task is None:
            self.line.close()  # it ends of itself when there is nobody to serve
        else:
            self._process.terminate()

    def join(self) -> None:
        self._process.join(_END_SECONDS)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        self.line.close()
        self._process.close()


def _serve(line: Connection[Any, Any], setting: Setting) -> None:
    """Reach verdicts until the other side is gone; leave no process and no directory behind."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the grader ends its pool itself
    threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        with contextlib.suppress(CannotConfineError):  # the first task will report it
            reach.prepare_for(setting)
        with contextlib.suppress(EOFError, OSError):
            while True:
                task, news = line.recv()
                reach.learn_figures(task.setting, news)
                line.send((reach.reach_verdict(task), reach.new_figures(task.setting)))
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        reach.end_workers()


def _leave(*_: object) -> None:
    raise SystemExit


def _follow_parent() -> None:
    """End this process in good order when the grader is gone, however it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
