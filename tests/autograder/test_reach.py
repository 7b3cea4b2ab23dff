"""Reaching verdicts: a thousand leave nothing behind, and a fault of ours is told from a student's."""

import json
import os
import tempfile
from pathlib import Path

import nbformat
import pytest

from autograder.engine import process_tree, reach, readable
from autograder.engine.confinement import choose_confinement
from autograder.engine.executors import InThisProcess
from autograder.engine.limits import Limits
from autograder.engine.task import Setting, Task
from autograder.engine.worker import _MOST_SUBMISSIONS

SUBMISSIONS = 1000
SETTLED = 100  # by then every cache has what it will ever have
MOST_GROWTH = 4 * 2**20  # bytes, of a thousand submissions
CELLS = (
    "import os, tempfile\nimport numpy as np\nheld = np.ones(200_000)",
    "with open('left.txt', 'w') as file: file.write('x' * 10_000)\nleft = open('left.txt')\ntempfile.mkdtemp()",
    "if os.fork() == 0:\n    import time; time.sleep(60)",
    "print(held.sum())",
    "raise ValueError('on purpose')",
)


def task(number):
    cells = [nbformat.v4.new_code_cell(source) for source in (*CELLS, f"print({number})")]
    setting = Setting("of-the-instructor", choose_confinement().name, Limits(), seed=1)
    return Task(f"key-{number}", setting, nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode())


def entries(folder):
    return sum(1 for _ in Path(folder).iterdir())


def held():
    """Return what this process and its warm worker hold: descriptors, processes, files, memory of either."""
    (worker,) = reach._workers.values()
    return {
        "descriptors": entries("/proc/self/fd"),
        "descriptors of the worker": entries(f"/proc/{worker._pid}/fd") if os.getuid() == 0 else 0,
        "processes": len(process_tree.descendants(os.getpid())),
        "files": len(list(worker._directory.rglob("*"))),
        "memory": process_tree.private_memory(os.getpid()),
        "memory of the worker": process_tree.private_memory(worker._pid),
    }


def test_a_thousand_submissions_leave_no_trace():
    before = None
    with InThisProcess(task(0).setting) as executor:
        for number, reached in enumerate(executor.run(map(task, range(SUBMISSIONS)))):
            outputs = json.loads(reached.verdict)["outputs"]
            assert [outputs[3][0]["text"], outputs[4][0]["evalue"], outputs[5][0]["text"]] == [
                "200000.0\n",
                "on purpose",
                f"{number}\n",
            ]
            if number == SETTLED:
                before = held()
        after = held()
        directory = next(iter(reach._workers.values()))._directory
    memory = [name for name in before if name.startswith("memory")]
    # sandlock holds one for every submission until the worker is replaced.
    assert after.pop("descriptors") - before.pop("descriptors") <= _MOST_SUBMISSIONS
    assert {name: after[name] for name in before if name not in memory} == {
        name: before[name] for name in before if name not in memory
    }
    growth = {name: after[name] - before[name] for name in memory}
    assert max(growth.values()) < MOST_GROWTH, growth
    assert not directory.exists()


def test_a_bug_of_ours_is_a_fault_and_no_verdict(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(reach, "judge", broken)
    reached = reach.reach_verdict(task(0))
    assert (reached.verdict, reached.hopeless) == (None, False)
    assert reached.fault == "not graded, our fault: ZeroDivisionError: a bug"


def test_a_confinement_that_does_not_work_is_hopeless():
    made = task(0)
    unknown = Setting("of-the-instructor", "magic", Limits(), seed=1)
    reached = reach.reach_verdict(Task(made.key, unknown, made.notebook))
    assert reached.hopeless and "there is no confinement called magic" in reached.fault


@pytest.mark.parametrize("source", ["x = 1\nprint(x)", ["x = 1\n", "print(x)"]])
def test_a_cell_s_text_may_be_a_list_of_lines(source):
    made = task(0)
    notebook = {"cells": [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []}]}
    with InThisProcess(made.setting) as executor:
        (reached,) = executor.run([Task("a", made.setting, json.dumps(notebook).encode())])
    assert json.loads(reached.verdict)["outputs"][0][0]["text"] == "1\n"


DRAWING = """\
import matplotlib.pyplot as plt
figure, ax = plt.subplots()
ax.plot([1, 2])
"""


def shown(figures):
    """Return the verdict's key and what a cell shows that draws a figure."""
    setting = Setting("of-the-instructor", choose_confinement().name, Limits(), 1, figures)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(DRAWING + "None")])
    verdict = json.loads(reach.reach_verdict(Task("a", setting, nbformat.writes(notebook).encode())).verdict)
    ((output,),) = verdict["outputs"]
    return verdict["key"], output["data"]


def test_figures_are_drawn_unless_a_line_is_to_describe_them():
    key, drawn = shown(figures=True)
    other_key, described = shown(figures=False)
    assert set(drawn) == {"image/png", "text/plain"}
    assert described == {"text/plain": "<Figure size 640x480 with 1 Axes>"} == {"text/plain": drawn["text/plain"]}
    assert key != other_key  # who asks for the figures later must get them


def read_by_a_submission(file, hidden):
    """Return what a cell prints that reads `file`."""
    source = f"try:\n    print(open({str(file)!r}).read())\nexcept OSError as error:\n    print(type(error).__name__)"
    setting = Setting("of-the-instructor", choose_confinement().name, Limits(), 1, hidden=hidden)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    verdict = json.loads(reach.reach_verdict(Task("a", setting, nbformat.writes(notebook).encode())).verdict)
    return verdict["outputs"][0][0]["text"].strip()


def test_a_course_below_a_folder_of_the_system_stays_unseen(monkeypatch):
    reach.end_workers()  # those of other tests were started before this folder was the system's
    with tempfile.TemporaryDirectory() as system:
        monkeypatch.setattr(readable, "_SYSTEM", (*readable._SYSTEM, system))
        course = Path(system, "course")
        course.mkdir()
        gradebook = course / "gradebook.db"
        gradebook.write_text("scores")
        for path in (Path(system), course, gradebook):
            path.chmod(0o755)
        assert read_by_a_submission(gradebook, hidden=()) == "scores"
        assert read_by_a_submission(gradebook, hidden=(str(course),)) == "PermissionError"
