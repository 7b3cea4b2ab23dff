"""autograder.confined.system_calls: refused calls fail with EPERM, everything else works as before."""

import subprocess
import sys

import pytest

from autograder.confined import system_calls

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
START = """
import ctypes, os, resource, signal, socket, subprocess, sys, threading, time
sys.path.insert(0, {root!r})
libc = ctypes.CDLL(None, use_errno=True)
if {filtered}:
    from autograder.confined.system_calls import filter_system_calls
    assert filter_system_calls()
def attempt(action):
    ctypes.set_errno(0)
    try:
        result = action()
    except OSError as error:
        return type(error).__name__
    return "PermissionError" if result == -1 and ctypes.get_errno() == 1 else "done"
other = os.getppid()
print(attempt(lambda: {action}))
"""


def outcome(action, filtered=True):
    root = str(system_calls.__file__).rsplit("/autograder/", 1)[0]
    source = START.format(root=root, filtered=filtered, action=action)
    done = subprocess.run([sys.executable, "-B", "-c", source], capture_output=True, text=True, timeout=60)
    return done.stdout.strip() or done.stderr


REFUSED = {
    "another's limits": "resource.prlimit(other, resource.RLIMIT_CPU)",
    "another's processors": "os.sched_setaffinity(other, os.sched_getaffinity(other))",
    "another's priority": "os.setpriority(os.PRIO_PROCESS, other, 0)",
    "shared memory": "libc.shmget(0, 4096, 0o1600)",
    "a message queue": "libc.msgget(0, 0o1600)",
    "a key": "libc.syscall(248, b'user', b'autograder-test', b'x', 1, -2)",
    "memory without a file": "os.memfd_create('x')",
    "a tcp socket": "socket.socket(socket.AF_INET)",
    "a netlink socket": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "a trace": "libc.ptrace(0, 0, 0, 0)",
    "a namespace": "libc.unshare(0x10000000)",
    "a queue of calls": "libc.syscall(425, 8, ctypes.create_string_buffer(120))",
    "hidden files": "libc.prctl(4, 0, 0, 0, 0)",
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused(what):
    assert outcome(REFUSED[what]) == "PermissionError"


@pytest.mark.parametrize("what", ["another's limits", "shared memory", "a tcp socket", "a trace", "hidden files"])
def test_it_would_work_without_the_filter(what):
    assert outcome(REFUSED[what], filtered=False) == "done"


@pytest.mark.parametrize(
    "action",
    [
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))",
        "os.sched_setaffinity(0, os.sched_getaffinity(0))",
        "socket.socketpair()",
        "os.waitpid(os.posix_spawn('/bin/true', ['true'], {{}}), 0)",
        "subprocess.run(['true'], check=True)",
        "threading.Thread(target=time.sleep, args=(0,)).start()",
        "os.fork() or os._exit(0)",
    ],
)
def test_what_programs_need_still_works(action):
    assert outcome(action.replace("{{}}", "{}")) == "done"


def test_the_filter_is_inherited_and_stays():
    command = "subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'], capture_output=True).returncode"
    assert outcome(f"print({command})").startswith("1")


@pytest.mark.parametrize("table", ["_REFUSED", "_ON_ONESELF_ONLY"])
def test_the_numbers_are_the_kernel_s(table):
    """sandlock keeps a table of its own."""
    resolve = pytest.importorskip("sandlock.sandbox")._resolve_syscall
    if system_calls.platform.machine() != "x86_64":
        pytest.skip("sandlock names the calls of this machine only")
    unknown = set()
    for name, numbers in getattr(system_calls, table).items():
        try:
            assert resolve(name) == numbers[0], name
        except (ValueError, KeyError):
            unknown.add(name)
    assert len(unknown) < 20
