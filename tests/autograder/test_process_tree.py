"""autograder.engine.process_tree: what can be seen of processes from outside."""

import os
import subprocess
import sys
import time

import pytest

from autograder.engine import process_tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
OPENS = """
import os, sys, time
files = [open(name, "wb") for name in ("named", "nameless")]
for file in files:
    file.write(bytes(1 << 20))
    os.fsync(file.fileno())
twice = os.dup(files[1].fileno())
os.unlink("nameless")
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def opener(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", OPENS], cwd=tmp_path, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"ready\n"
    yield process.pid
    process.kill()
    process.communicate()


def test_a_nameless_file_is_counted_once_and_a_named_one_not(opener):
    assert 2**20 <= process_tree.nameless_files([opener, opener]) < 2**20 + 2**16
    assert process_tree.nameless_files([]) == 0
    assert process_tree.shows_open_files(opener)


def test_a_process_that_has_ended_holds_nothing(opener):
    os.kill(opener, 9)
    time.sleep(0.2)
    assert process_tree.nameless_files([opener, 2**22 + 1]) == 0


def test_files_that_cannot_be_seen_count_as_very_many(opener, monkeypatch):
    def refused(path):
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refused)
    assert process_tree.nameless_files([opener]) > 2**60


def test_descendants_are_found(opener):
    assert opener in process_tree.descendants(os.getpid())
    tree = process_tree.Tree(opener)
    assert not tree.wait(0)
    tree.kill()
    assert tree.wait(5)
