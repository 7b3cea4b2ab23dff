"""Frames: how messages follow each other on a pipe or socket. One byte of kind, four of length, then the payload.

The worker relays the frames between the host and a student's process by their headers alone; it decodes no payload.
"""

from __future__ import annotations

import socket
import struct
from typing import Any

import msgpack

HEADER = struct.Struct(">cI")
MAX_PAYLOAD = 72 * 2**20

CONFIGURE = b"G"  # host to worker: how to confine itself
READY = b"R"  # worker to host: it is warm and confined
OPEN = b"O"  # host to worker: start a submission
MESSAGE = b"M"  # a request or its answer, relayed to or from the student's process
INTERRUPT = b"I"  # host to worker: send the student's process a SIGINT
CLOSE = b"C"  # host to worker: end the submission
ENDED = b"E"  # worker to host: the submission's processes are gone, and why


def frame(kind: bytes, message: Any) -> bytes:
    """Return `message` as one frame."""
    payload = packed(message)
    return HEADER.pack(kind, len(payload)) + payload


def packed(message: Any) -> bytes:
    """Return `message` as a payload, or raise `ValueError` if it is too long for one."""
    payload: bytes = msgpack.packb(message, unicode_errors="replace")
    if len(payload) > MAX_PAYLOAD:
        raise ValueError(f"a message must not exceed {MAX_PAYLOAD} bytes; got {len(payload)}")
    return payload


def unpacked(payload: bytes | bytearray) -> Any:
    """Return the message in a payload from somebody who is trusted."""
    return msgpack.unpackb(payload)


def receive(sock: socket.socket) -> Any:
    """Return the next message on a blocking socket, or raise `EOFError` when the other side is gone."""
    _, length = HEADER.unpack(_receive_exactly(sock, HEADER.size))
    return unpacked(_receive_exactly(sock, length))


def _receive_exactly(sock: socket.socket, length: int) -> bytearray:
    data = bytearray(length)
    view, filled = memoryview(data), 0
    while filled < length:
        count = sock.recv_into(view[filled:])
        if count == 0:
            raise EOFError("the other side closed the connection")
        filled += count
    return data
