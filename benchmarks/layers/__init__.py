"""lecturelib's operations, forward and backward, beside PyTorch and NumPy peers on one core: time / torch.

``python -m benchmarks layers`` measures all, ``python -m benchmarks layers --only conv2d --rounds 40`` one operation.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# BLAS reads these when NumPy loads, so they have to be there before this process's child starts.
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL", "BLIS")}


def main(options: list[str] | None = None) -> None:
    """Measure in a fresh interpreter whose BLAS has one thread."""
    command = [sys.executable, "-m", "benchmarks.layers", *(options or [])]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        sys.exit(done.returncode)
