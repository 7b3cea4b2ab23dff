"""autograder.confined.privileges: root is given up, with one right kept where it is needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.confined.privileges import become_user

USER = 65534
pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="only root can give up root")


@pytest.fixture
def in_a_fork():
    """Run a function in a fork, since there is no way back from what it does, and return what it printed."""

    def run(function):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.write(writing, repr(function()).encode())
            except BaseException as error:
                os.write(writing, repr(error).encode())
            os._exit(0)
        os.close(writing)
        os.waitpid(child, 0)
        with os.fdopen(reading) as pipe:
            return pipe.read()

    return run


@pytest.fixture
def private_file(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "module.py").write_text("secret")
    home.chmod(0o700)
    return home / "module.py"


def rights():
    """Return the effective and bounding capabilities, and those that a program it starts has."""
    status = Path("/proc/self/status").read_text().splitlines()
    own = [line.split()[1] for line in status if line.startswith(("CapEff", "CapBnd"))]
    started = subprocess.run(["grep", "CapEff", "/proc/self/status"], capture_output=True, text=True).stdout
    return [*(int(mask, 16) for mask in own), int(started.split()[1], 16)]


def test_where_everything_is_readable_nothing_is_kept(in_a_fork):
    assert in_a_fork(lambda: (become_user(USER, ["/etc/hostname"]), os.getresuid(), os.getgroups())) == repr(
        (True, (USER, USER, USER), [])
    )
    assert in_a_fork(lambda: (become_user(USER, ["/etc/hostname"]), rights()[0])) == repr((True, 0))


def test_where_a_file_would_become_unreadable_only_reading_is_kept(in_a_fork, private_file):
    def give_up():
        done = become_user(USER, [str(private_file)])
        return done, os.getresuid(), private_file.read_text(), rights()

    reading = 1 << 2
    assert in_a_fork(give_up) == repr((True, (USER, USER, USER), "secret", [reading, reading, reading]))


@pytest.mark.parametrize(
    "attempt",
    [
        lambda path: path.write_text("mine"),
        lambda path: os.setresuid(0, 0, 0),
        lambda path: os.kill(1, 0),
        lambda path: os.chown(path, USER, USER),
        lambda path: os.mknod(path.with_name("disk"), 0o60600, os.makedev(8, 0)),
        lambda path: os.chroot(path.parent),
    ],
    ids=["write", "root again", "signal", "own", "device", "chroot"],
)
def test_nothing_else_of_root_s_is_left(in_a_fork, private_file, attempt):
    def try_it():
        become_user(USER, [str(private_file)])
        return attempt(private_file)

    assert "PermissionError" in in_a_fork(try_it)


def test_nobody_else_has_anything_to_give_up(in_a_fork):
    def twice():
        return become_user(USER, ["/etc/hostname"]), become_user(USER + 1, ["/etc/hostname"]), os.getuid()

    assert in_a_fork(twice) == repr((True, False, USER))
