"""Submissions that take more than there is: time, memory, processes, files, output."""

import os
import time

import numpy as np

from tests.hostile.attack import attack

AND_ALL_AFTER = "zero"


@attack(says="time: ran longer than", expected=AND_ALL_AFTER)
def endless_loop():
    """It does not listen to an interrupt."""

    def threshold_neuron(x, w, b):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass


@attack(says="time: ran longer than")
def endless_but_polite():
    """It listens to an interrupt, so the rest of the notebook is graded."""

    def threshold_neuron(x, w, b):
        while True:
            time.sleep(0.01)


@attack(says="time: ran longer than")
def arithmetic_without_end():
    """One operation of the interpreter that takes years."""

    def threshold_neuron(x, w, b):
        return 10**10**9


@attack(says="time: ran longer than", expected=AND_ALL_AFTER)
def sleeps_deaf():
    """Every signal is blocked."""

    import signal

    def threshold_neuron(x, w, b):
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
        while True:
            time.sleep(1)


@attack(says="MemoryError")
def memory_at_once():
    """Four gigabytes in one piece."""

    def threshold_neuron(x, w, b):
        return np.ones(1 << 29)


@attack(says="")  # MemoryError, or the time is up before
def memory_in_pieces():
    """Memory in small pieces, without end."""

    def threshold_neuron(x, w, b):
        pieces = []
        while True:
            pieces.append(np.ones(1 << 22))


@attack(says="", expected=AND_ALL_AFTER)
def memory_of_many_processes():
    """Each process takes less than it may, all together more."""

    import signal

    def threshold_neuron(x, w, b):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for _ in range(10):
            if os.fork() == 0:
                hoard = np.ones(1 << 25)
                time.sleep(60)
                os._exit(int(hoard[0]))
        time.sleep(60)


@attack(says="", expected=AND_ALL_AFTER)
def fork_bomb():
    """Processes that make processes."""

    import signal

    def threshold_neuron(x, w, b):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True:
            try:
                os.fork()
                os.setsid()
            except OSError:
                pass


@attack(says="RuntimeError: can't start new thread")
def thread_bomb():
    """Ten thousand threads."""

    import threading

    def threshold_neuron(x, w, b):
        threading.stack_size(65536)
        for _ in range(10_000):
            threading.Thread(target=time.sleep, args=(9,), daemon=True).start()


@attack(says="File too large")
def one_large_file():
    """A file of a hundred megabytes."""

    def threshold_neuron(x, w, b):
        with open("large", "wb") as file:
            file.write(bytes(100 << 20))


@attack(says="files: wrote more than", expected=AND_ALL_AFTER)
def many_files():
    """Files without end, each of a size that is allowed."""

    import signal

    def threshold_neuron(x, w, b):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        number = 0
        while True:
            number += 1
            with open(f"file{number}", "wb") as file:
                file.write(bytes(8 << 20))


@attack(says="", expected=AND_ALL_AFTER)
def empty_files_without_end():
    """Files that take no space but a name."""

    import signal

    def threshold_neuron(x, w, b):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        number = 0
        while True:
            number += 1
            open(f"file{number}", "wb").close()


@attack(says="files: wrote more than", expected=AND_ALL_AFTER)
def files_without_a_name():
    """Files that are deleted while they are open, which no directory shows."""

    import signal

    def threshold_neuron(x, w, b):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        kept = []
        for number in range(80):
            file = open(f"file{number}", "wb")
            os.unlink(f"file{number}")
            file.write(bytes(8 << 20))
            file.flush()
            kept.append(file)
        time.sleep(60)


@attack(says="files: wrote more than", expected=AND_ALL_AFTER)
def files_out_of_sight():
    """Files at a depth that no path reaches, behind a directory that nobody may list."""

    import signal

    def threshold_neuron(x, w, b):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for _ in range(30):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        for number in range(80):
            with open(f"file{number}", "wb") as file:
                file.write(bytes(8 << 20))
        os.chmod(".", 0o300)
        time.sleep(60)


@attack(says="OSError")
def descriptors_without_end():
    """Open files without end."""

    def threshold_neuron(x, w, b):
        kept = []
        while True:
            kept.append(os.dup(1))


@attack(says="o is wrong at")
def prints_without_end():
    """Two hundred megabytes of text, and a thousand figures' worth of output."""

    from IPython.display import display

    def threshold_neuron(x, w, b):
        for _ in range(200):
            print("x" * 2**20)
        return np.full(len(x), 0.5)

    for number in range(2000):
        display({"text/plain": "x" * 10_000, "image/png": "y" * 10_000, "number": number}, raw=True)
    print("z" * (200 << 20))


@attack(says="crashed", expected=AND_ALL_AFTER)
def recursion_without_a_limit():
    """Recursion past the end of the stack."""

    import sys

    class Nest:
        def __repr__(self):
            return repr(self)

    def threshold_neuron(x, w, b):
        sys.setrecursionlimit(2**31 - 1)
        try:
            return repr(Nest())
        finally:
            os.abort()  # where Python itself stops it in time
