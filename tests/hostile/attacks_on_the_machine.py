"""Attempts to reach what is outside the sandbox: network, files, other processes, rights, the gradebook."""

import os
import time

import numpy as np

from tests.hostile.attack import attack

# A body prints this where it got through; the tests look for it in everything that any submission put out.
# BREACHED, as a word of the bodies: "got through".


@attack(blank=True)
def calls_home():
    """Every kind of socket, name resolution, and a server of its own."""

    import socket

    attempts = {
        "tcp": lambda: socket.create_connection(("127.0.0.1", 22), 1),
        "tcp out": lambda: socket.create_connection(("192.0.2.1", 80), 1),
        "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53)),
        "udp 6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"x", ("::1", 53)),
        "dns": lambda: socket.getaddrinfo("example.org", 80),
        "raw": lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1),
        "packet": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
        "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        "machine": lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).connect((2, 22)),
        "server": lambda: socket.create_server(("127.0.0.1", 0)),
        "bluetooth": lambda: socket.socket(socket.AF_BLUETOOTH, socket.SOCK_RAW, socket.BTPROTO_HCI),
    }
    paths = [
        "/run/docker.sock",
        "/var/run/docker.sock",
        "/run/dbus/system_bus_socket",
        "/tmp/.X11-unix/X0",
        "\0abstract",
    ]
    for path in [*paths, "\0/tmp/.X11-unix/X0", "\0autograder-canary"]:
        attempts[path] = lambda path=path: socket.socket(socket.AF_UNIX).connect(path)
    for name, attempt in attempts.items():
        try:
            attempt()
            print("got through:", name)
        except (OSError, AttributeError):
            pass


@attack(blank=True)
def raises_its_score():
    """The gradebook is looked for and filled with full marks, verdicts and submissions too."""

    import sqlite3

    here, folders = os.getcwd(), ["/home", "/root", "/srv", "/tmp", os.path.expanduser("~")]
    while os.path.dirname(here) != here:
        here = os.path.dirname(here)
        folders.append(here)
    until = time.monotonic() + 1
    for folder in folders:
        for path, names, files in os.walk(folder):
            if time.monotonic() > until:
                break
            names[:] = [name for name in names if name not in ("usr", "proc", "sys", "site")][:40]
            for name in files[:200]:
                if not name.startswith("gradebook") and ".autograder" not in path and "submitted" not in path:
                    continue
                print("got through:", os.path.join(path, name))
                try:
                    with sqlite3.connect(os.path.join(path, name)) as gradebook:
                        gradebook.execute("UPDATE grade SET auto_score = 100, manual_score = 100")
                except Exception:
                    pass


@attack(blank=True)
def reads_what_is_private():
    """Home, keys, passwords, the environment and the files of other users."""

    paths = ["/etc/passwd", "/etc/shadow", "/proc/1/environ", "/proc/self/environ", "/proc/self/maps"]
    paths += [os.path.expanduser(f"~{user}/{name}") for user in ("root", "") for name in (".bashrc", ".ssh/id_rsa")]
    for path in [*paths, "/root/.bashrc", "/dev/mem", "/dev/sda", "/dev/vda", "/var/log/syslog", "/proc/kcore"]:
        try:
            with open(path, "rb") as file:
                print("got through:", path, len(file.read(10)))
        except OSError:
            pass
    for folder in ("/", "/home", "/root", "/tmp", "/var", "/etc", "/proc", "/sys", "/dev", "/run"):
        try:
            found = os.listdir(folder)
        except OSError:
            continue
        # bubblewrap shows the folders on the way to what may be read, and nothing beside them.
        if len(found) > 20 or {"passwd", "shadow", "hostname"} & set(found):
            print("got through:", folder, found[:5])
    print("the environment:", sorted(os.environ.items()))


@attack(blank=True)
def writes_everywhere():
    """A file in every place that a grader or its owner might read from."""

    import lecturelib
    import site
    import sys

    course = os.path.dirname(os.path.dirname(lecturelib.__file__))
    places = [
        "/tmp",
        "/var/tmp",
        "/dev/shm",
        "/run",
        "/",
        "/home",
        "/root",
        "/etc",
        "/usr/local/bin",
        "../..",
        "../../..",
    ]
    places += [course, os.path.dirname(lecturelib.__file__), *site.getsitepackages(), *sys.path, "/proc/self", "/sys"]
    places += [os.path.join(sys.prefix, "bin"), os.path.dirname(np.__file__), os.path.join(course, "autograder")]
    for place in places:
        if not place or os.path.realpath(place) == os.path.realpath("."):
            continue
        try:
            with open(os.path.join(place, "left-by-a-submission.py"), "w") as file:
                file.write("raise SystemExit")
            print("got through:", place)
        except OSError:
            pass
    for source in ("/etc/passwd", lecturelib.__file__):
        for reach in (os.unlink, os.chmod, os.link, os.rename):
            try:
                reach(source, *{os.chmod: [0o777], os.link: ["linked"], os.rename: ["renamed"]}.get(reach, []))
                print("got through:", reach, source)
            except OSError:
                pass


@attack(blank=True)
def leads_out_by_links():
    """Symbolic links to what lies outside, followed by its own code and by whoever cleans up after it."""

    for number, target in enumerate(("/etc/passwd", "/root", "/tmp", "../../log", "/proc/1/root", "/")):
        os.symlink(target, f"link{number}")
        try:
            print("got through:", target, open(f"link{number}").read(10))
        except OSError:
            pass


@attack(blank=True)
def signals_others():
    """The grader, its parents, and everybody at once are told to stop."""

    import signal

    for pid in (os.getppid(), 1, -1, *range(max(2, os.getppid() - 30), os.getppid())):
        for number in (signal.SIGKILL, signal.SIGSTOP):
            try:
                os.kill(pid, number)
                # Everybody is nobody, where nobody else is there.
                if pid != -1:
                    print("got through:", pid)
            except OSError:
                pass


@attack(blank=True)
def changes_its_neighbours():
    """The limits, priority and processors of every other process of this user."""

    import resource

    pids = {os.getppid(), *range(max(2, os.getppid() - 30), os.getppid() + 30)} - {os.getpid()}
    attempts = {
        "limits": lambda pid: resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1)),
        "processors": lambda pid: os.sched_setaffinity(pid, {0}),
        "priority": lambda pid: os.setpriority(os.PRIO_PROCESS, pid, 19),
        "schedule": lambda pid: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)),
    }
    for pid in pids:
        for name, attempt in attempts.items():
            try:
                attempt(pid)
                print("got through:", name, pid)
            except OSError:
                pass
    try:
        os.setpriority(os.PRIO_USER, os.getuid(), 19)
        print("got through: the priority of every process of this user")
    except OSError:
        pass


@attack(blank=True)
def becomes_root():
    """Every call that gives a process more rights."""

    import ctypes
    import resource

    libc = ctypes.CDLL(None, use_errno=True)
    attempts = {
        "root": lambda: os.setuid(0),
        "groups": lambda: os.setgroups([0]),
        "a device": lambda: os.mknod("disk", 0o60666, os.makedev(8, 0)),
        "another root": lambda: os.chroot("."),
        "the clock": lambda: __import__("time").clock_settime(0, 0),
        "priority": lambda: os.nice(-5),
        "processes": lambda: resource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6)),
        "memory": lambda: resource.setrlimit(resource.RLIMIT_AS, (2**50, 2**50)),
        "files": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2**50, 2**50)),
    }
    calls = {
        "a namespace": (272, 0x10000000),
        "a mount": (165, 0, 0, 0, 0, 0),
        "a module": (175, 0, 0, 0),
        "bpf": (321, 0, 0, 0),
    }
    for name, numbers in calls.items():
        attempts[name] = lambda numbers=numbers: None if libc.syscall(*numbers) == 0 else os.stat("/nothing")
    if os.getuid() == 0:
        print("got through: it runs as root")
    for name, attempt in attempts.items():
        try:
            attempt()
            print("got through:", name)
        except (OSError, ValueError):
            pass


@attack(blank=True)
def starts_other_programs():
    """Shells and interpreters, which live under the same bounds."""

    import subprocess
    import sys

    programs = ["cat /etc/passwd", "cat ~root/.bashrc", "ls /root /home", "touch /tmp/left-by-a-submission.py"]
    programs += [
        "su root -c id",
        "sudo -n id",
        "mount -t tmpfs x .",
        "unshare -r id",
        "ping -c1 127.0.0.1",
    ]
    for program in programs:
        done = subprocess.run(["/bin/sh", "-c", program], capture_output=True, text=True)
        if done.returncode == 0:
            print("got through:", program)
    source = "import socket; socket.create_connection(('127.0.0.1', 22), 1)"
    if subprocess.run([sys.executable, "-c", source], capture_output=True).returncode == 0:
        print("got through: a Python of its own")


@attack(blank=True)
def scripts_for_the_instructor():
    """Output that a browser would run with the instructor's rights when the submission is opened."""

    from IPython.display import HTML, Javascript, Markdown, display

    attack = '<img src=x onerror="got_through()"><script>got_through()</script>'
    display(HTML(attack), Markdown(attack), Javascript("got_through()"))
    display({"text/vnd.mermaid": attack, "text/html": attack}, raw=True)
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    size = {"width": "1 onload=got_through()", "height": "1 onload=got_through()"}
    display({"image/png": dot}, metadata={"image/png": size}, raw=True)
    display({"text/latex": attack, "image/svg+xml": f"<svg>{attack}</svg>", "image/png": attack}, raw=True)
    print(attack)
