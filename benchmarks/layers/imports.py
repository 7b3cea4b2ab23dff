"""What importing costs over NumPy: fresh interpreters, in turns, medians of CPU time."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

LIMIT = 10.0  # milliseconds over NumPy
# These draw, measure or load data sets: no operation needs them.
NOT_FOR_COMPUTING = ("plots", "verify", "evidence", "witnesses")
PEERS = ("torch", "autograd.numpy", "mygrad")
OURS = "lecturelib"
PEER_ROUNDS = 3  # these take seconds, and their digits matter less

CHILD = """
import json, sys, time
def timed(action):
    started = time.process_time()
    action()
    return 1000 * (time.process_time() - started)
def everything():
    import lecturelib
    for name in lecturelib.__all__:
        if name not in sys.argv[2:]:
            getattr(lecturelib, name)
times = {"NumPy": timed(lambda: __import__("numpy"))}
if sys.argv[1] == "lecturelib":
    times["import lecturelib"] = timed(lambda: __import__("lecturelib"))
    times["every module that computes"] = times["import lecturelib"] + timed(everything)
else:
    times[sys.argv[1]] = timed(lambda: __import__(sys.argv[1]))
print(json.dumps(times))
"""


class ImportTime(NamedTuple):
    """Median milliseconds of CPU time, over NumPy unless it is NumPy itself; the limit, if there is one."""

    name: str
    milliseconds: float
    limit: float | None


def measure_imports(rounds: int) -> list[ImportTime]:
    """Return what each import takes; peers that are not installed are left out."""
    samples: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as compiled:
        # The first run, which does not count, leaves compiled files behind, whatever the environment says about them.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        present = [OURS, *(peer for peer in PEERS if _imports(peer, environment))]
        for done in range(rounds):
            for library in present if done < PEER_ROUNDS else [OURS]:
                for name, milliseconds in _child(library, environment).items():
                    samples.setdefault(name, []).append(milliseconds)
    limits = {"import lecturelib": LIMIT, "every module that computes": LIMIT}
    return [ImportTime(name, float(np.median(taken)), limits.get(name)) for name, taken in samples.items()]


def _child(library: str, environment: Mapping[str, str]) -> dict[str, float]:
    command = [sys.executable, "-c", CHILD, library, *NOT_FOR_COMPUTING]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout)


def _imports(library: str, environment: Mapping[str, str]) -> bool:
    try:
        _child(library, environment)
    except subprocess.CalledProcessError:
        return False
    return True
