"""Five submissions that attack the grader instead of solving the exercises. Each must end with no point and no harm.

In an attack, ``{name}`` stands for the exercise whose cell it fills, so that it fills all of them; ``{names}`` for the
list of the lesson's exercises, and ``{withheld}`` for the modules that its students cannot import.
"""

HOSTILE: dict[str, str] = {
    # Never comes back, and does not listen to an interrupt.
    "endless-loop": """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
""",
    # Takes all the memory there is.
    "memory-bomb": """
hoard = []
while True:
    hoard.append(bytearray(256 * 2**20))
""",
    # Ends the process with the exit code of success when the grader calls it.
    "exit": """
import os


def {name}(*args, **kwargs):
    os._exit(0)
""",
    # Answers with an object that equals everything.
    "equals-everything": """
class Everything:
    shape = ()
    dtype = float

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __iter__(self):
        return iter([self, self])

    def __float__(self):
        return 0.0


def {name}(*args, **kwargs):
    return Everything()
""",
    # Looks for the gradebook, to write itself full marks, and for the reference, to hand it in.
    "gradebook-reader": """
import os
import sqlite3


def find_gradebooks():
    here = os.getcwd()
    folders = [here]
    while os.path.dirname(here) != here:
        here = os.path.dirname(here)
        folders.append(here)
    for folder in folders:
        for path, names, files in os.walk(folder):
            if path.count(os.sep) - folder.count(os.sep) > 2:
                names.clear()
            yield from (os.path.join(path, name) for name in files if name.startswith("gradebook"))


for _path in find_gradebooks():
    try:
        with sqlite3.connect(_path) as _gradebook:
            _gradebook.execute("UPDATE grade SET auto_score = 100, manual_score = 100")
    except Exception:
        pass
import importlib
import pkgutil

import lecturelib

_found = [each.name for each in pkgutil.walk_packages(lecturelib.__path__, "lecturelib.", onerror=print)]
for _module in ["solutions", "autograder.exercises", *_found, *{withheld}]:
    try:
        _loot = vars(importlib.import_module(_module))
    except Exception:
        continue
    globals().update({_name: _loot[_name] for _name in {names} if callable(_loot.get(_name))})
""",
}
