"""One submission's process, seen from the worker that forked it."""

from __future__ import annotations

import contextlib
import mmap
import os
import signal
import socket
from typing import Any

from autograder.confined import frames, serve
from autograder.confined.host_pipe import HEADER_SIZE, write_all

_CONTENT = frames.MAX_PAYLOAD + HEADER_SIZE


class Submission:
    """One submission's process, seen from the worker."""

    def __init__(self, order: dict[str, Any], shell: Any) -> None:
        ours, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            _leave_worker()
            with contextlib.suppress(BaseException):
                serve.become_submission(theirs, shell, order)
            os._exit(1)
        theirs.close()
        ours.setblocking(False)
        self.socket = ours
        self.inbound, self.outbound = mmap.mmap(-1, _CONTENT), mmap.mmap(-1, _CONTENT)
        self.sent = self.to_send = self.received = 0
        self.answer_is_due = True  # its first message says that it is confined
        self.status: int | None = None

    def push(self) -> None:
        """Pass on as much of the host's message as the socket takes."""
        with contextlib.suppress(BlockingIOError), memoryview(self.inbound) as view:
            self.sent += self.socket.send(view[self.sent : self.to_send])

    def pull(self) -> str | None:
        """Take in what the child sends; pass on a complete answer. Return why it must end, if it must."""
        if not self.answer_is_due:
            return self._unasked()
        with memoryview(self.outbound) as view:
            wanted = HEADER_SIZE
            if self.received >= HEADER_SIZE:
                wanted += frames.HEADER.unpack(view[:HEADER_SIZE])[1]
            try:
                count = self.socket.recv_into(view[self.received : wanted])
            except BlockingIOError:
                return None
            except OSError:
                count = 0
            if count == 0:
                return "hung up"
            self.received += count
            if self.received < HEADER_SIZE:
                return None
            kind, length = frames.HEADER.unpack(view[:HEADER_SIZE])
            if kind != frames.MESSAGE or length > frames.MAX_PAYLOAD:
                return "protocol"
            if self.received == HEADER_SIZE + length:
                self.answer_is_due, size, self.received = False, self.received, 0
                write_all(view[:size])
        return None

    def _unasked(self) -> str | None:
        try:
            return "protocol" if self.socket.recv(1) else "hung up"
        except BlockingIOError:
            return None
        except OSError:
            return "hung up"

    def close(self) -> None:
        """Forget the submission's messages."""
        self.socket.close()
        self.inbound.close()
        self.outbound.close()


def _leave_worker() -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
