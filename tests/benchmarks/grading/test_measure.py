"""What a command took: of all its processes, also of those that outlive their parent."""

import subprocess
import sys

import pytest

from benchmarks.grading.measure import cost_of

BUSY = """
import subprocess, sys, time
if len(sys.argv) > 1:
    end = time.process_time() + 0.5
    while time.process_time() < end: pass
else:
    held = bytearray(80_000_000)
    held[::4096] = b"x" * len(held[::4096])
    subprocess.Popen([sys.executable, __file__, "busy"])
    time.sleep(0.8)
"""


def test_time_and_memory_of_a_whole_tree(tmp_path):
    (tmp_path / "busy.py").write_text(BUSY)
    cost = cost_of(["busy"], tmp_path)
    assert cost.processor_seconds > 0.5
    assert cost.seconds > 0.8
    assert cost.peak_bytes > 80_000_000


def test_a_command_that_fails_ends_the_benchmark_with_its_complaint(tmp_path):
    with pytest.raises(SystemExit, match=r"(?s)no_such_module failed:.*No module named no_such_module"):
        cost_of(["no_such_module"], tmp_path)


def test_wrong_options_are_a_sentence():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.grading", "--students", "1"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "--students and --sample must be at least 2" in done.stderr
