"""A command in a process of its own, and Ctrl-C as a terminal sends it: to it and to all that it has started."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

# A script makes what it starts beside itself deaf to Ctrl-C, and whoever runs these tests may be one.
LISTENING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from autograder.__main__ import start
start()
"""
SECONDS = 90
STOPPED = "error: stopped; what was finished so far is kept, and the next run takes up the rest"


@dataclass
class Ended:
    """How a command has ended."""

    code: int
    out: str
    err: str


def interrupted(moment, *arguments, environment=None):
    """Run `autograder` until `moment`, a function of what it has printed, is true; press Ctrl-C; return how it ends."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        command = [sys.executable, "-c", LISTENING, *map(str, arguments)]
        process = subprocess.Popen(
            command, stdout=out, stderr=err, env={**os.environ, **(environment or {})}, start_new_session=True
        )
        try:
            give_up_at = time.monotonic() + SECONDS
            while not moment(_text(out)):
                assert process.poll() is None, f"it ended before it could be stopped: {_text(out)}{_text(err)}"
                assert time.monotonic() < give_up_at, f"it never came so far: {_text(out)}{_text(err)}"
                time.sleep(0.02)
            os.killpg(process.pid, signal.SIGINT)
            code = process.wait(timeout=SECONDS)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return Ended(code, _text(out), _text(err))


def _text(file):
    """Return what is in a file, and leave its position, which the process shares, at the end."""
    size = os.fstat(file.fileno()).st_size
    return os.pread(file.fileno(), size, 0).decode()
