"""What one submission leaves behind, and what the next would find."""

import os
import time

import numpy as np

from tests.hostile.attack import attack

# In the class an accomplice comes after these, on the same worker or another, and looks for what they left.


@attack(says="o is wrong at")
def leaves_its_answers():
    """Answers are left wherever something might outlive the process."""

    import ctypes
    import socket

    import lecturelib
    import matplotlib

    secret = b"the answers of a friend"
    libc = ctypes.CDLL(None, use_errno=True)
    folders = [
        "/tmp",
        "/var/tmp",
        "/dev/shm",
        "..",
        "../..",
        "../../home",
        "../../..",
        os.path.dirname(lecturelib.__file__),
    ]
    folders += [matplotlib.get_cachedir(), matplotlib.get_configdir(), os.path.expanduser("~"), os.environ["TMPDIR"]]
    for folder in folders:
        try:
            with open(os.path.join(folder, "answers-of-a-friend"), "wb") as file:
                file.write(secret)
        except OSError:
            pass
    segment = libc.shmget(0x5EC1, 4096, 0o1666)
    libc.shmat.restype = ctypes.c_void_p
    if segment >= 0:
        ctypes.memmove(libc.shmat(segment, None, 0), secret, len(secret))
    libc.msgget(0x5EC1, 0o1666)
    libc.semget(0x5EC1, 1, 0o1666)
    libc.syscall(248, b"user", b"answers-of-a-friend", secret, len(secret), -4)
    try:
        line = socket.socket(socket.AF_UNIX)
        line.bind("\0answers-of-a-friend")
        line.listen()
    except OSError:
        pass
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)

    def threshold_neuron(x, w, b):
        return np.full(len(x), 0.5)


@attack(says="o is wrong at")
def looks_for_a_friend_s_answers():
    """An accomplice that comes later, and looks where they might be."""

    import ctypes
    import socket

    import lecturelib
    import matplotlib

    libc = ctypes.CDLL(None, use_errno=True)
    folders = [
        "/tmp",
        "/var/tmp",
        "/dev/shm",
        "..",
        "../..",
        "../../home",
        "../../..",
        os.path.dirname(lecturelib.__file__),
    ]
    folders += [matplotlib.get_cachedir(), matplotlib.get_configdir(), os.path.expanduser("~"), os.environ["TMPDIR"]]
    for folder in folders:
        if os.path.exists(os.path.join(folder, "answers-of-a-friend")):
            print("got through:", folder)
    for name in ("shmget", "msgget", "semget"):
        if getattr(libc, name)(0x5EC1, *{"shmget": (4096, 0), "semget": (1, 0)}.get(name, (0,))) >= 0:
            print("got through:", name)
    if libc.syscall(249, b"user", b"answers-of-a-friend", None, 0) >= 0:
        print("got through: a key")
    try:
        socket.socket(socket.AF_UNIX).connect("\0answers-of-a-friend")
        print("got through: a friend that still listens")
    except OSError:
        pass

    def threshold_neuron(x, w, b):
        return np.full(len(x), 0.5)


@attack(says="o is wrong at")
def outlives_its_end():
    """Orphans in sessions of their own, deaf to every signal that can be heard."""

    import signal

    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            for number in range(1, 64):
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            if os.fork() == 0:
                while True:
                    time.sleep(1)
            os._exit(0)

    def threshold_neuron(x, w, b):
        return np.full(len(x), 0.5)


@attack(says="o is wrong at")
def survives_its_parent():
    """A process that asks the kernel to live on when its parent ends, stopped so that it cannot be waited for."""

    import ctypes
    import signal

    if os.fork() == 0:
        ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
        os.setsid()
        os.kill(os.getpid(), signal.SIGSTOP)
        while True:
            time.sleep(1)

    def threshold_neuron(x, w, b):
        return np.full(len(x), 0.5)


@attack(says="", blank=True)
def spoils_the_stack():
    """What a later submission would import is changed, in memory and on disk."""

    import sys

    for name in ("numpy", "matplotlib", "IPython", "sklearn", "msgpack"):
        module = sys.modules.get(name)
        if module is None:
            continue
        for path in (module.__file__, os.path.join(os.path.dirname(module.__file__), "sitecustomize.py")):
            try:
                with open(path, "a") as file:
                    file.write("\nraise SystemExit\n")
                print("got through:", path)
            except OSError:
                pass
    np.where = np.dot = np.sum = np.exp = lambda *args, **kwargs: np.nan


@attack(says="o is wrong at")
def hard_to_clean_up():
    """A directory that does not want to be deleted."""

    here = os.getcwd()
    for depth in range(300):
        os.mkdir("d")
        os.symlink("/", f"link{depth}")
        os.chdir("d")
    os.mkfifo("pipe")
    os.chdir(here)
    os.chmod("d", 0o100)

    def threshold_neuron(x, w, b):
        return np.full(len(x), 0.5)
