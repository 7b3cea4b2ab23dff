"""Time, processor time and memory of a command and everything that it starts."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.engine import process_tree

# Adopts what the command leaves behind and waits for it, so that its processor time is counted, too.
_ADOPT = """
import ctypes, os, resource, subprocess, sys
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
code = subprocess.run(sys.argv[2:]).returncode
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    print(used.ru_utime + used.ru_stime, file=file)
sys.exit(code)
"""
_LOOK_EVERY = 0.25
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes
    ----------
    seconds : float
        Wall time, from its start until it has ended.
    processor_seconds : float
        Processor time of all its processes; it holds on a shared machine, too.
    peak_bytes : int
        Most memory that its processes held together at one time, shared pages counted once.
    """

    seconds: float
    processor_seconds: float
    peak_bytes: int


def cost_of(command: Sequence[str], folder: Path) -> Cost:
    """Run a Python module's command in `folder` and return what it took; ends the benchmark if it fails."""
    note = folder / "processor-time"
    beside = [str(Path(sys.executable).parent), os.environ["PATH"]]
    # The benchmarks are not installed, and the command runs in a course's folder.
    ours = {"PATH": os.pathsep.join(beside), "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1"}
    environment = {**os.environ, **ours}
    whole = [sys.executable, "-c", _ADOPT, str(note), sys.executable, "-m", *command]
    with (folder / "log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(whole, cwd=folder, env=environment, stdout=log, stderr=log)
        started, peak, done = time.perf_counter(), [0], threading.Event()
        watching = threading.Thread(target=_watch, args=(process.pid, peak, done))
        watching.start()
        code = process.wait()
        seconds = time.perf_counter() - started
        done.set()
        watching.join()
        if code:
            log.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{log.read()[-2000:]}")
    return Cost(seconds, float(note.read_text()), peak[0])


def _watch(pid: int, peak: list[int], done: threading.Event) -> None:
    while not done.wait(_LOOK_EVERY):
        peak[0] = max(peak[0], sum(map(_proportional, process_tree.descendants(pid))))


def _proportional(pid: int) -> int:
    """Return a process's share of memory, or what it holds alone where the system keeps the share to itself."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return process_tree.private_memory(pid)
