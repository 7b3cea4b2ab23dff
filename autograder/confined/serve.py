"""The student's process: answers one request after another with what a notebook's kernel would have in memory."""

from __future__ import annotations

import os
import random
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from autograder.confined import bounds, frames
from autograder.confined.calls import SECONDS_OF_CALLS, Callables, describe_error
from autograder.confined.lesson_figures import draw_lent
from autograder.confined.sent import defined
from autograder.confined.shell import NotebookShell

_BYTES_OF_CALLS = 4 * 2**20


def become_submission(sock: socket.socket, shell: NotebookShell, order: dict[str, Any]) -> None:
    """Turn this freshly forked process into a submission's, confine it, and answer requests until it is killed.

    Parameters
    ----------
    sock : socket
        The line to the worker; every other descriptor is closed.
    shell : NotebookShell
        The warm shell that was forked along.
    order : dict
        ``scratch``, the directory that is the submission's own; ``rlimits``; whether to ``confine`` files and network.
    """
    scratch = Path(order["scratch"])
    try:
        bounds.die_with_parent()
        os.setsid()
        files = _replace_descriptors(scratch, keep=sock.fileno())
        home, work = scratch / "home", scratch / "work"
        os.environ.update(HOME=str(home), TMPDIR=str(home), IPYTHONDIR=str(home), MPLCONFIGDIR=str(home))
        tempfile.tempdir = None
        os.chdir(work)
        sys.path.insert(0, "")
        bounds.limit_resources(order["rlimits"])
        if order["confine"]:
            bounds.confine_submission([str(scratch), os.devnull])
        random.seed()
        np.random.seed()  # noqa: NPY002 (student code may use the old generator)
        shell.adopt_process(*files)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except BaseException as error:
        sock.sendall(frames.frame(frames.MESSAGE, {"n": 0, "failed": f"{type(error).__name__}: {error}"}))
        return
    sock.sendall(frames.frame(frames.MESSAGE, {"n": 0}))
    _serve(sock, shell)


def _replace_descriptors(scratch: Path, keep: int) -> tuple[int, int]:
    """Close every descriptor but `keep`; put files without a name behind fds 1 and 2, and nothing behind fd 0."""
    os.closerange(3, keep)
    os.closerange(keep + 1, 4096)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    files = []
    for descriptor in (1, 2):
        path = scratch / f"fd{descriptor}"
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        path.unlink()
        os.dup2(file, descriptor)
        files.append(file)
    return files[0], files[1]


def _serve(sock: socket.socket, shell: NotebookShell) -> None:
    callables, own_pid = Callables(), os.getpid()
    while True:
        request = frames.receive(sock)
        answer = _answer(request, shell, callables)
        _end_forks(own_pid)
        answer["n"] = request["n"]
        try:
            message = frames.frame(frames.MESSAGE, answer)
        except BaseException as error:
            message = frames.frame(frames.MESSAGE, {"n": request["n"], **_unsendable(error)})
        sock.sendall(message)


def _end_forks(own_pid: int) -> None:
    """End this process if it is a fork that the student's code made: only the original answers."""
    if os.getpid() != own_pid:
        os._exit(0)


def _answer(request: dict[str, Any], shell: NotebookShell, callables: Callables) -> dict[str, Any]:
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return _OPERATIONS[request["op"]](request, shell, callables)
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except BaseException as error:  # SystemExit and KeyboardInterrupt end a call, not the process
        return _described(error)


def _described(error: BaseException) -> dict[str, Any]:
    try:
        return describe_error(error)
    except BaseException:
        return {"raised": "Exception", "message": "its message could not be shown", "traceback": ""}


def _cell(request: dict[str, Any], shell: NotebookShell, callables: Callables) -> dict[str, Any]:
    figures = shell.lesson_figures
    figures.expect(request["known"], request["lends"])
    answer = shell.run_notebook_cell(request["source"])
    return {**answer, "lent": figures.lent} if figures.lent else answer


def _draw(request: dict[str, Any], shell: NotebookShell, callables: Callables) -> dict[str, Any]:
    """Draw a figure as a cell does that asks for it. Only processes that run no student's code are asked to."""
    shell.user_ns["draw_lent"] = partial(draw_lent, request["order"])
    return shell.run_notebook_cell("draw_lent()")


def _lookup(request: dict[str, Any], shell: NotebookShell, callables: Callables) -> dict[str, Any]:
    if request["name"] not in shell.user_ns:
        return {"missing": True}
    value = shell.user_ns[request["name"]]
    return {"handle": callables.keep(value)} if callable(value) else {"not_callable": type(value).__name__}


def _call(request: dict[str, Any], shell: NotebookShell, callables: Callables) -> dict[str, Any]:
    shell.recorder.begin()  # what a call prints is for nobody, and must not pile up
    return callables.call(request["handle"], request["args"], request["kwargs"])


def _calls(request: dict[str, Any], shell: NotebookShell, callables: Callables) -> dict[str, Any]:
    """Make one call after another, as if each had been asked for by itself; the last may be left undone."""
    answers: list[bytes] = []
    own_pid, until = os.getpid(), time.monotonic() + SECONDS_OF_CALLS
    for call in request["calls"]:
        args, kwargs = frames.unpacked(call)
        was_interrupted = False
        shell.recorder.begin()
        try:
            answer = callables.call(request["handle"], args, kwargs)
        except BaseException as error:
            answer, was_interrupted = _described(error), isinstance(error, KeyboardInterrupt)
        _end_forks(own_pid)
        try:
            answers.append(frames.packed(answer))
        except BaseException as error:
            answers.append(frames.packed(_unsendable(error)))
        if was_interrupted or time.monotonic() > until or sum(map(len, answers)) > _BYTES_OF_CALLS:
            break
    return {"answers": answers}


def _unsendable(error: BaseException) -> dict[str, Any]:
    return {"refused": f"the result could not be sent: {type(error).__name__}"}


def _define(request: dict[str, Any], shell: NotebookShell, callables: Callables) -> dict[str, Any]:
    return {"handle": callables.keep(defined(request["name"], request["source"]))}


_OPERATIONS: dict[str, Callable[[dict[str, Any], NotebookShell, Callables], dict[str, Any]]] = {
    "cell": _cell,
    "draw": _draw,
    "lookup": _lookup,
    "call": _call,
    "calls": _calls,
    "define": _define,
}
