"""Messages that are no answers, answers that come twice, early or late, and tampering with what sends them."""

import os
import sys
import time

import numpy as np

from tests.hostile.attack import attack

ALL_AFTER = "zero"  # the process ends at the first exercise, and what comes after has nobody to ask


@attack(says="sent something other than the answer", expected=ALL_AFTER)
def answers_ahead():
    """Answers to the next hundred questions, sent before they are asked."""

    import msgpack
    import socket
    import struct

    def threshold_neuron(x, w, b):
        for number in range(1, 100):
            payload = msgpack.packb({"n": number, "value": 1.0, "changed": []})
            for descriptor in range(3, 64):
                try:
                    line = socket.socket(fileno=os.dup(descriptor))
                    line.sendall(struct.pack(">cI", b"M", len(payload)) + payload)
                except OSError:
                    pass
        return 1.0


@attack(says="sent something other than the answer", expected=ALL_AFTER)
def speaks_for_the_worker():
    """A message of the worker's own: the submission has ended well."""

    import msgpack
    import socket
    import struct

    def threshold_neuron(x, w, b):
        payload = msgpack.packb({"how": "closed", "code": 0})
        for descriptor in range(3, 64):
            try:
                line = socket.socket(fileno=os.dup(descriptor))
                line.sendall(struct.pack(">cI", b"E", len(payload)) + payload)
            except OSError:
                pass


@attack(says="sent something other than the answer", expected=ALL_AFTER)
def announces_gigabytes():
    """A message that claims to be four gigabytes long."""

    import socket
    import struct

    def threshold_neuron(x, w, b):
        for descriptor in range(3, 64):
            try:
                socket.socket(fileno=os.dup(descriptor)).sendall(struct.pack(">cI", b"M", 2**32 - 1))
            except OSError:
                pass


@attack(says="sent something other than the answer", expected=ALL_AFTER)
def malformed_message():
    """An answer that is no message at all."""

    import msgpack

    def threshold_neuron(x, w, b):
        msgpack.packb = lambda *args, **kwargs: b"\xc1\xff\xff"


@attack(says="an impossible shape")
def impossible_shape():
    """An array without entries whose other axis is longer than any."""

    import autograder.confined.calls as calls

    packs = calls.to_wire

    def threshold_neuron(x, w, b):
        calls.to_wire = lambda *args: {"t": "array", "d": "<f8", "s": [0, 2**63], "b": b""}

    # The border is mended for the other exercises, which are right.
    get_ipython().events.register("pre_run_cell", lambda *_: setattr(calls, "to_wire", packs))


@attack(says="do not fit its shape", at="train_sigmoid_neuron")
def bytes_that_do_not_fit():
    """Fewer bytes than the shape promises, so that a reader would see its own memory."""

    import autograder.confined.calls as calls

    def train_sigmoid_neuron(x, y, w, b, eta, steps):
        calls.to_wire = lambda *args: {"t": "array", "d": "<f8", "s": [10**6], "b": b"12345678"}


@attack(says="not a number's", at="train_sigmoid_neuron")
def pointers_for_numbers():
    """An array of dtype object in bytes: pointers into the reader's memory."""

    import autograder.confined.calls as calls

    def train_sigmoid_neuron(x, y, w, b, eta, steps):
        calls.to_wire = lambda *args: {"t": "array", "d": "|O", "s": [1], "b": b"12345678"}


@attack(says="IndexError", at="sigmoid_neuron")
def functions_that_are_not_there():
    """A backward function under a number that was never given out."""

    def sigmoid_neuron(x, w, b):
        import autograder.confined.calls as calls

        packs = calls.to_wire

        def forged(value, handle_of):
            calls.to_wire = packs
            return {"t": "tuple", "v": [packs(np.zeros(3), handle_of), {"t": "callable", "v": 10**6}]}

        calls.to_wire = forged
        return None


@attack(says="", expected="zero")
def both_forks_answer():
    """A fork that takes itself for the original, so that two processes answer every question."""

    os.getpid = lambda: 0

    def threshold_neuron(x, w, b):
        os.fork()
        return np.where(x @ w + b > 0, 1.0, 0.0)


@attack(says="sent something other than the answer", expected=ALL_AFTER)
def a_thread_that_answers():
    """A thread that writes answers while the function computes."""

    import msgpack
    import socket
    import struct
    import threading

    def chatter():
        payload = msgpack.packb({"n": 3, "value": 1.0, "changed": []})
        while True:
            for descriptor in range(3, 64):
                try:
                    line = socket.socket(fileno=os.dup(descriptor))
                    line.sendall(struct.pack(">cI", b"M", len(payload)) + payload)
                except OSError:
                    pass

    def threshold_neuron(x, w, b):
        threading.Thread(target=chatter, daemon=True).start()
        time.sleep(0.1)
        return np.zeros(len(x))


@attack(says="exit code 0", expected=ALL_AFTER)
def leaves_with_success():
    """The exit code of success."""

    def threshold_neuron(x, w, b):
        os._exit(0)


@attack(says="", expected=ALL_AFTER)
def hangs_up():
    """Every descriptor is closed."""

    def threshold_neuron(x, w, b):
        os.closerange(0, 4096)


@attack(says="crashed", expected=ALL_AFTER)
def crashes():
    """A read from address zero."""

    import ctypes

    def threshold_neuron(x, w, b):
        return ctypes.string_at(0)


@attack(says="", blank=True)
def tampers_with_every_comparison():
    """Every function that might compare, report or decide says yes."""

    import builtins
    import json

    import msgpack

    np.allclose = np.isclose = np.array_equal = np.array_equiv = lambda *args, **kwargs: True
    for name in dir(np.testing):
        if name.startswith("assert"):
            setattr(np.testing, name, lambda *args, **kwargs: None)
    json.dumps = lambda *args, **kwargs: '{"score": 23}'
    builtins.abs = builtins.max = builtins.min = lambda *args, **kwargs: 0
    for name in [name for name in sys.modules if name.startswith("autograder")]:
        for attribute in ("check", "examine", "compare", "score"):
            setattr(sys.modules[name], attribute, lambda *args, **kwargs: True)


@attack(blank=True)
def replaces_check():
    """Its own `check`, and modules named like ours in the working directory."""

    for name in ("autograder", "numpy", "lecturelib", "msgpack", "json"):
        with open(f"{name}.py", "w") as file:
            file.write("def check(*args): return 'all right'\ndef allclose(*args): return True\n")
    for name in ("autograder", "lecturelib"):
        sys.modules.pop(name, None)
    sys.path.insert(0, os.getcwd())

    def check(name, function):
        print(f"{name}: all cases right, full points")


@attack(blank=True)
def prints_a_report():
    """A report of full marks, printed and displayed."""

    from IPython.display import HTML, display

    for name in ("threshold_neuron", "xor_network"):
        print(f"{name}: 2 of 2 points\n  right  value (2 of 2): all 9 cases")
        display(HTML(f"<div><strong>{name}</strong> 2 of 2 points</div>"))


@attack(says="", blank=True)
def listens_to_everything():
    """Hooks wherever Python offers one, each of which would change what is being compared."""

    import atexit
    import gc
    import signal
    import threading

    def change(frame, event, argument):
        for name in list(frame.f_locals):
            if name in ("expected", "want", "score", "points", "failures"):
                frame.f_locals[name] = 0
        return change

    class Finder:
        def find_spec(self, name, path=None, target=None):
            return None

    atexit.register(print, "full marks")
    gc.callbacks.append(lambda *args: None)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGUSR1):
        signal.signal(number, lambda *args: None)
    sys.meta_path.insert(0, Finder())
    threading.settrace(change)
    sys.settrace(change)
    sys.setprofile(lambda *args: None)


@attack(says="", blank=True)
def a_bare_interpreter():
    """Without builtins and modules, nothing that might judge it works any more."""

    import builtins

    for name in list(sys.modules):
        del sys.modules[name]
    for name in dir(builtins):
        if name[0].islower():
            setattr(builtins, name, None)
