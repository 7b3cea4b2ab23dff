"""The warm worker: a process that has imported everything, forks one child per submission, and relays its messages.

It never decodes a message: the relay's buffers belong to one submission and are unmapped with it, so that no
submission finds another's code or answers in the memory it was forked from. It trusts the host and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Sequence
from typing import Any

from autograder.confined import bounds, frames, privileges, system_calls, warm
from autograder.confined.host_pipe import HEADER_SIZE, HostGoneError, read_header, read_into, read_message, tell_host
from autograder.confined.submission import Submission


class Worker:
    """The loop: one submission at a time, and never a process left of it."""

    def __init__(self, shell: Any, everything_else_is_mine: bool) -> None:
        self.shell = shell
        self.everything_else_is_mine = everything_else_is_mine
        self.current: Submission | None = None
        self.alarm, alarm_end = socket.socketpair()
        self.alarm.setblocking(False)
        alarm_end.setblocking(False)
        self._alarm_end = alarm_end
        self.poll = select.poll()
        self.poll.register(0, select.POLLIN)
        self.poll.register(self.alarm, select.POLLIN)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(alarm_end.fileno(), warn_on_full_buffer=False)

    def run(self) -> None:
        """Serve until the host is gone."""
        while True:
            current = self.current
            if current is not None:
                waits_to_send = current.sent < current.to_send
                self.poll.register(current.socket, select.POLLIN | (select.POLLOUT if waits_to_send else 0))
            ready = dict(self.poll.poll())
            if current is not None and current.socket.fileno() in ready:
                self._exchange(current)
            if self.alarm.fileno() in ready:
                self._reap()
            if 0 in ready:
                self._obey()

    def _exchange(self, current: Submission) -> None:
        reason: str | None = None
        try:
            if current.sent < current.to_send:
                current.push()
            reason = current.pull()
            if reason is None and current.received == HEADER_SIZE:
                reason = current.pull()  # what follows the header is there already, as a rule
        except (BrokenPipeError, ConnectionError):
            reason = "hung up"
        if reason == "hung up":
            reason = self._died_of_itself(current) or reason
        if reason is not None and self.current is current:
            self.end(reason)

    def _died_of_itself(self, current: Submission, patience: float = 0.2) -> str | None:
        """Give a process whose connection is closed a moment to be reaped: its status says more than the closing."""
        give_up_at = time.monotonic() + patience
        while time.monotonic() < give_up_at:
            pid, status = os.waitpid(current.pid, os.WNOHANG)
            if pid != 0:
                current.status = status
                return "died"
            time.sleep(0.0005)
        return None

    def _reap(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self.alarm.recv(4096)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if self.current is not None and pid == self.current.pid:
                self.current.status = status
                self.end("died")
                return

    def _obey(self) -> None:
        kind, length = read_header()
        if kind == frames.MESSAGE:
            self._take_message(length)
        elif kind == frames.OPEN:
            self._open(read_message(length))
        elif kind == frames.INTERRUPT and self.current is not None:
            read_message(length)
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.current.pid, signal.SIGINT)
        else:
            read_message(length)
            if kind == frames.CLOSE and self.current is not None:
                self.end("closed")

    def _take_message(self, length: int) -> None:
        current = self.current
        if current is None:  # it ended while the host was writing
            read_into(memoryview(bytearray(length)))
            return
        with memoryview(current.inbound) as view:
            frames.HEADER.pack_into(view, 0, frames.MESSAGE, length)
            read_into(view[HEADER_SIZE : HEADER_SIZE + length])
        current.sent, current.to_send, current.answer_is_due = 0, HEADER_SIZE + length, True
        with contextlib.suppress(BrokenPipeError, ConnectionError):  # how it ended shows when its socket is read
            current.push()

    def _open(self, order: dict[str, Any]) -> None:
        if self.current is not None:
            raise HostGoneError("the host must close a submission before it opens another")
        try:
            self.current = Submission(order, self.shell)
        except OSError as error:
            tell_host(frames.ENDED, {"how": "no process", "detail": str(error)})

    def end(self, how: str) -> None:
        """Kill every process of the submission, and tell the host how it ended."""
        current = self.current
        if current is None:
            return
        self.current = None
        self.poll.unregister(current.socket)
        status = bounds.kill_descendants(current.pid, self.everything_else_is_mine)
        status = current.status if current.status is not None else status
        current.close()
        code = os.waitstatus_to_exitcode(status) if status is not None and how in ("died", "hung up") else None
        tell_host(frames.ENDED, {"how": how, "code": code})


def main(preload: Sequence[str] = ()) -> None:
    """Warm up, confine this process as the host says, and serve."""
    shell = warm.warm_up(preload)
    kind, length = read_header()
    order = read_message(length)
    if kind != frames.CONFIGURE:
        raise SystemExit("the host must send how to confine the worker first")
    if not order["figures"]:
        shell.describe_figures()
    needed = [sys.executable, os.__file__, __file__]
    dropped = order["uid"] is not None and privileges.become_user(order["uid"], needed)
    if order["confine"]:
        scoped = bounds.confine_worker(order["readable"], order["writable"])
        if not scoped:  # Landlock would keep the submission from the worker's memory, and lets the host see its files
            bounds.keep_memory_private()
        system_calls.filter_system_calls()
    else:
        scoped = bounds.confine_signals()
    alone = scoped or order["own_pids"]
    if alone:
        bounds.adopt_orphans()
    worker = Worker(shell, alone)

    def give_up(*_: object) -> None:
        if worker.current is not None:
            with contextlib.suppress(TimeoutError):
                bounds.kill_descendants(worker.current.pid, alone, patience=2.0)
        os._exit(1)

    signal.signal(signal.SIGTERM, give_up)
    tell_host(frames.READY, {"pid": os.getpid(), "uid": os.getuid(), "dropped": dropped, "scoped": scoped})
    try:
        worker.run()
    except (HostGoneError, BrokenPipeError):
        give_up()


if __name__ == "__main__":
    main()
