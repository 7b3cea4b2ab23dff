"""The worker's line to the host: frames on its standard input and output."""

from __future__ import annotations

import os
from typing import Any

import msgpack

from autograder.confined import frames

HEADER_SIZE = frames.HEADER.size


class HostGoneError(Exception):
    """The host closed its end."""


def write_all(view: memoryview) -> None:
    """Write bytes to the host, all of them."""
    written = 0
    while written < len(view):
        written += os.write(1, view[written:])


def tell_host(kind: bytes, message: Any) -> None:
    """Send the host a frame of the worker's own."""
    write_all(memoryview(frames.frame(kind, message)))


def read_into(view: memoryview) -> None:
    """Fill `view` with what the host sends; raises `HostGoneError` if it sends no more."""
    filled = 0
    while filled < len(view):
        count = os.readv(0, [view[filled:]])
        if count == 0:
            raise HostGoneError
        filled += count


def read_header() -> tuple[bytes, int]:
    """Return kind and length of the host's next frame."""
    header = bytearray(HEADER_SIZE)
    read_into(memoryview(header))
    kind, length = frames.HEADER.unpack(header)
    return kind, length


def read_message(length: int) -> Any:
    """Return the payload of a frame that is meant for the worker."""
    payload = bytearray(length)
    read_into(memoryview(payload))
    return msgpack.unpackb(payload)
