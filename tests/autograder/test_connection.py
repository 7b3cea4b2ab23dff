import contextlib
import os
import time
import tracemalloc

import msgpack
import pytest

from autograder.confined import frames
from autograder.engine.connection import Connection, DeadlineError, WorkerGoneError, decode


@pytest.fixture
def line():
    """A connection, and the descriptors at the worker's end of it."""
    to_worker, host_in = os.pipe()
    host_out, from_worker = os.pipe()
    ends = [to_worker, host_in, host_out, from_worker]
    yield Connection(host_in, host_out), to_worker, from_worker
    for end in ends:
        with contextlib.suppress(OSError):
            os.close(end)


def soon(seconds=0.2):
    return time.monotonic() + seconds


def test_frames_arrive_whole_and_in_order(line):
    connection, _, worker = line
    sent = frames.frame(b"M", {"n": 1}) + frames.frame(b"E", ["x"])
    os.write(worker, sent[:3])
    with pytest.raises(DeadlineError):
        connection.receive(soon(0.05))
    os.write(worker, sent[3:])
    assert connection.receive(soon()) == (b"M", {"n": 1})
    assert connection.receive(soon()) == (b"E", ["x"])


def test_a_silent_worker_is_not_waited_for(line):
    connection, _, _ = line
    watched = []
    started = time.monotonic()
    with pytest.raises(DeadlineError):
        connection.receive(soon(0.35), lambda: watched.append(1))
    assert 0.3 < time.monotonic() - started < 1
    assert len(watched) in (2, 3, 4)


def test_a_worker_that_does_not_read_is_not_waited_for(line):
    connection, _, _ = line
    started = time.monotonic()
    with pytest.raises(WorkerGoneError):
        connection.send(b"M", b"x" * 10**6, soon())
    assert time.monotonic() - started < 1


def test_an_ended_worker_is_noticed(line):
    connection, to_worker, worker = line
    os.close(worker)
    os.close(to_worker)
    with pytest.raises(WorkerGoneError):
        connection.receive(soon())
    with pytest.raises(WorkerGoneError):
        connection.send(b"M", 1, soon())


def test_a_frame_that_claims_to_be_huge_is_refused(line):
    connection, _, worker = line
    os.write(worker, frames.HEADER.pack(b"M", 2**32 - 1))
    with pytest.raises(WorkerGoneError, match="too long"):
        connection.receive(soon())


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xc1",
        b"\x93\x01",
        msgpack.packb(1) + b"extra",
        msgpack.packb({1: 2}),
        msgpack.packb({b"x": 2}),
        msgpack.packb({"x": {"y": {3: 4}}}),
        msgpack.packb(msgpack.ExtType(5, b"x")),
        msgpack.packb(msgpack.Timestamp(5)),
        b"\xa2\xff\xfe",
        b"\x91" * 5000 + b"\x01",
        b"\xdd\xff\xff\xff\xff",
        b"\xdf\xff\xff\xff\xff",
        b"\xc6\xff\xff\xff\xff",
        msgpack.packb([0] * 20_001),
        msgpack.packb([[0] * 1000] * 201),
    ],
)
def test_malformed_messages_decode_to_nothing(payload):
    assert decode(payload) in (None, {b"x": 2})
    assert decode(msgpack.packb({"n": 1, "b": b"x"})) == {"n": 1, "b": b"x"}


@pytest.mark.parametrize("item", [b"\x90", b"\x80", b"\xa2ab", b"\x91\x90"])
def test_few_bytes_do_not_become_much_memory(item):
    block = b"\xdc\x4e\x20" + item * 20_000
    payload = b"\xdc\x03\xe8" + block * 1000
    tracemalloc.start()
    try:
        assert decode(payload[: 40 * 2**20]) is None
        assert tracemalloc.get_traced_memory()[1] < 200 * 2**20  # unbounded it would be a gigabyte
    finally:
        tracemalloc.stop()
