"""Grading lesson 01: `autograder grade` beside stock `nbgrader autograde`, and beside its cells in a plain process."""

import subprocess
import sys
from collections.abc import Sequence


def main(words: Sequence[str] = ()) -> None:
    done = subprocess.run([sys.executable, "-m", "benchmarks.grading", *words])
    if done.returncode:
        sys.exit(done.returncode)
