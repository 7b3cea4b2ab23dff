"""Searches for the reference, the exercises and the seed, to hand in what was found."""

import os
import sys
import time

from tests.hostile.attack import attack


@attack(blank=True)
def imports_it():
    """Every module of the library is imported, the withheld ones by every name, and searched for the answers."""

    import importlib
    import pkgutil

    import lecturelib

    names = [found.name for found in pkgutil.walk_packages(lecturelib.__path__, "lecturelib.", onerror=print)]
    names += [f"lecturelib.{name}" for name in ("neurons", "perceptron", "boolean_functions", "evidence", "witnesses")]
    names += ["lecturelib.verify", "lecturelib.evidence.neurons", "lecturelib.evidence.perceptron", "solutions"]
    names += ["autograder.exercises", "autograder.exercises.lesson_01_neurons", "autograder.checks.examine", "tests"]
    asked = ["threshold_neuron", "boolean_weights", "perceptron_update", "fit_perceptron", "xor_network"]
    asked += ["sigmoid_neuron", "train_sigmoid_neuron"]
    for name in [*names, "lecturelib"]:
        try:
            module = importlib.import_module(name)
            loot = {function: getattr(module, function) for function in asked if hasattr(module, function)}
        except BaseException:
            continue
        globals().update(loot)


@attack(blank=True)
def searches_the_files():
    """Every file that can be read, compiled ones and archives too, is searched for the solution's words."""

    words = (b"np.where(x @ w + b > 0", b"def threshold_neuron", b"perceptron_update(w, b, x, y)", b"lesson_01_neurons")
    home = os.path.expanduser("~")
    places = [*sys.path, "/", "/home", "/root", "/srv", "/opt", "/tmp", "/var/tmp", home, "../..", "../../.."]
    places += [os.path.dirname(os.path.dirname(os.path.abspath(place))) for place in sys.path]
    until = time.monotonic() + 1
    for place in dict.fromkeys(places):
        for folder, folders, names in os.walk(place):
            if time.monotonic() > until:
                break
            folders[:] = [name for name in folders if name not in ("usr", "proc", "sys", "site")][:50]
            for name in names[:200]:
                if "ipykernel" in name or not name.endswith((".py", ".pyc", ".ipynb", ".whl", ".zip", ".json", ".db")):
                    continue
                try:
                    with open(os.path.join(folder, name), "rb") as file:
                        found = [word for word in words if word in file.read(10**6)]
                except OSError:
                    continue
                if found and "neuron_explorer" not in name:
                    print("the reference was found in", os.path.join(folder, name))


@attack(blank=True)
def searches_the_memory():
    """Every object and every frame is searched for the reference, the cases, the expected answers and the seed."""

    import gc
    import types

    frame, names = sys._getframe(), set()
    while frame:
        names |= set(frame.f_locals) | set(frame.f_code.co_names)
        frame = frame.f_back
    told = names & {"expected", "seed", "reference", "examine", "wrong_answers", "draw_cases"}
    functions = [each for each in gc.get_objects() if isinstance(each, types.FunctionType)]
    asked = ("threshold_neuron", "fit_perceptron", "sigmoid_neuron", "draw_cases", "examine")
    loot = [each.__name__ for each in functions if each.__name__ in asked and "site" not in each.__code__.co_filename]
    loot += [name for name in sys.modules if name.startswith(("autograder.exercises", "autograder.checks", "nbgrader"))]
    if told or loot:
        print("the reference was found in memory:", told, loot)


@attack(says="", blank=True)
def reads_the_memory_of_others():
    """The memory of the parent, and of its parents, by every call there is."""

    import ctypes
    import re

    libc = ctypes.CDLL(None, use_errno=True)

    class Vector(ctypes.Structure):
        _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))

    for pid in {os.getppid(), 1, *range(max(2, os.getpid() - 50), os.getpid())} - {os.getpid()}:
        buffer = ctypes.create_string_buffer(8)
        ours, theirs = Vector(ctypes.addressof(buffer), 8), Vector(id(None), 8)
        taken = libc.process_vm_readv(pid, ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0)
        if libc.ptrace(16, pid, 0, 0) == 0 or taken > 0:
            print("the reference was found in the memory of", pid)
        for file in ("mem", "environ", "maps", "fd", "cwd"):
            try:
                text = (
                    os.listdir(f"/proc/{pid}/{file}") if file in ("fd", "cwd") else open(f"/proc/{pid}/{file}").read()
                )
                print("the reference was found in the memory of", pid, file, re.sub(r"\s", " ", str(text))[:100])
            except OSError:
                pass


@attack(blank=True)
def uses_what_it_inherited():
    """Every open descriptor is read, and every variable and argument looked at."""

    import stat

    for descriptor in range(4096):
        try:
            mode = os.fstat(descriptor).st_mode
        except OSError:
            continue
        if stat.S_ISREG(mode) and os.fstat(descriptor).st_size and os.pread(descriptor, 100, 0):
            print("the reference was found behind descriptor", descriptor)
        if stat.S_ISDIR(mode):
            print("the reference was found in the folder behind", descriptor)
    for text in [*sys.argv, *sys.orig_argv, *os.environ.values()]:
        if "seed" in text or "solutions" in text or "submitted" in text:
            print("the reference was found in", text)


@attack(blank=True)
def looks_into_caches_and_packages():
    """Compiled files, editable installs, wheels and the records of what is installed."""

    import importlib.metadata
    import importlib.util

    import lecturelib

    package = os.path.dirname(lecturelib.__file__)
    paths = [os.path.join(package, f"{name}.py") for name in ("neurons", "perceptron", "boolean_functions")]
    paths += [importlib.util.cache_from_source(path) for path in paths]
    for found in importlib.metadata.distributions():
        paths += [str(file.locate()) for file in found.files or () if "lecturelib" in str(file)]
        origin = found.read_text("direct_url.json") or ""
        if "file://" in origin:
            root = origin.split("file://")[1].split('"')[0]
            paths += [f"{root}/lecturelib/neurons.py", f"{root}/solutions/01-neurons.py", f"{root}/gradebook.db"]
    for path in paths:
        try:
            with open(path, "rb") as file:
                print("the reference was found in", path, len(file.read()))
        except OSError:
            pass


@attack(says="not written", at="sigmoid_neuron")
def asks_the_grader_s_stack():
    """The function looks for its caller's expectations when the oracle calls it."""

    def sigmoid_neuron(x, w, b):
        frame = sys._getframe()
        while frame:
            for name in ("expected", "want", "case", "reference", "exercise", "trial"):
                if name in frame.f_locals:
                    return frame.f_locals[name]
            frame = frame.f_back
        raise NotImplementedError
