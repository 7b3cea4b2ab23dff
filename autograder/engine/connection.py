"""The host's end of the line to a worker: frames over two pipes, with a deadline on every read and write."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable
from typing import Any

import msgpack

from autograder.confined import frames

_MAX_CONTAINER = 20_000  # items of one list or dictionary
_MAX_ITEMS = 200_000  # items of all lists and dictionaries of a message, so that few bytes cannot become much memory
_TICK = 0.1
_LEAST = 2**16  # bytes to ask for, so that a header and what follows it come at once


class WorkerGoneError(Exception):
    """The worker ended, or does not keep to the protocol."""


class DeadlineError(Exception):
    """The time is up."""


class Connection:
    """Two pipes, used by one thread."""

    def __init__(self, stdin: int, stdout: int) -> None:
        self._in, self._out = stdin, stdout
        self._received = bytearray()
        os.set_blocking(stdin, False)
        os.set_blocking(stdout, False)

    def send(self, kind: bytes, message: Any, deadline: float) -> None:
        """Send one frame.

        Raises
        ------
        WorkerGoneError
            If the worker does not take it in time; the line is then of no more use.
        """
        view = memoryview(frames.frame(kind, message))
        while view:
            try:
                view = view[os.write(self._in, view[: 2**16]) :]
            except BlockingIOError:
                left = deadline - time.monotonic()
                if left <= 0 or not _wait_for(self._in, select.POLLOUT, left):
                    raise WorkerGoneError("the worker does not take messages") from None
            except OSError as error:
                raise WorkerGoneError("the worker has ended") from error

    def receive(self, deadline: float, watch: Callable[[], None] | None = None) -> tuple[bytes, Any]:
        """Return the next frame's kind and message; call `watch` every 0.1 s until it comes.

        Raises
        ------
        DeadlineError
            If no complete frame comes in time; what came of it is kept.
        WorkerGoneError
            If the worker ended or sent something malformed.
        """
        needed = frames.HEADER.size
        while True:
            if len(self._received) >= frames.HEADER.size:
                kind, length = frames.HEADER.unpack_from(self._received)
                if length > frames.MAX_PAYLOAD:
                    raise WorkerGoneError("the worker sent a message that is too long")
                needed = frames.HEADER.size + length
                if len(self._received) >= needed:
                    payload = bytes(memoryview(self._received)[frames.HEADER.size : needed])
                    del self._received[:needed]
                    return kind, decode(payload)
            self._fill(needed - len(self._received), deadline, watch)

    def _fill(self, wanted: int, deadline: float, watch: Callable[[], None] | None) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise DeadlineError
        if not _wait_for(self._out, select.POLLIN, min(left, _TICK)):
            if watch is not None:
                watch()
            return
        try:
            data = os.read(self._out, min(max(wanted, _LEAST), 2**20))
        except BlockingIOError:
            return
        except OSError as error:
            raise WorkerGoneError("the worker has ended") from error
        if not data:
            raise WorkerGoneError("the worker has ended")
        self._received += data


def _wait_for(descriptor: int, event: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(descriptor, event)
    return bool(poll.poll(max(1, seconds * 1000)))


def decode(payload: bytes) -> Any:
    """Return the message in `payload`, or None if it is malformed: it may come from a hostile process."""
    items = 0

    def count(container: Any) -> Any:
        nonlocal items
        items += len(container)
        if items > _MAX_ITEMS:
            raise ValueError("too many items")
        return container

    try:
        return msgpack.unpackb(
            payload,
            raw=False,
            strict_map_key=True,
            list_hook=count,
            object_hook=count,
            max_array_len=_MAX_CONTAINER,
            max_map_len=_MAX_CONTAINER,
            max_ext_len=0,
        )
    except (ValueError, msgpack.UnpackException, RecursionError, TypeError):
        return None
