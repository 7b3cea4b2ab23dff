"""autograder.engine.oracle: a lost worker is replaced once; what happens then is the submission's doing."""

import os
import sys

import nbformat
import pytest

from autograder.engine.confinement import choose_confinement
from autograder.engine.limits import Limits
from autograder.engine.oracle import judge
from autograder.engine.session import Session
from autograder.engine.snapshot import course_snapshot
from autograder.engine.worker import WarmWorker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confined grading needs Linux")
SOLUTIONS = {
    "threshold_neuron": "def threshold_neuron(x, w, b): return np.where(x @ w + b > 0, 1.0, 0.0)",
    "xor_network": "def xor_network():\n    h = np.array([[1.0, -1.0], [-1.0, 1.0]])\n"
    "    return h, np.array([-0.5, -0.5]), np.array([1.0, 1.0]), -0.5",
}


@pytest.fixture(scope="module")
def worker():
    with course_snapshot([], {}) as snapshot, WarmWorker(snapshot, choose_confinement(), Limits()) as worker:
        yield worker


def notebook():
    cells = [nbformat.v4.new_code_cell("import numpy as np")]
    for name, source in SOLUTIONS.items():
        cells.append(nbformat.v4.new_code_cell(source))
        marks = {"grade_id": name, "grade": True, "solution": False, "locked": True, "points": 2, "schema_version": 3}
        cells.append(nbformat.v4.new_code_cell(f"check({name!r}, {name})", metadata={"nbgrader": marks}))
    return nbformat.v4.new_notebook(cells=cells)


@pytest.fixture
def lose_worker_before(worker, monkeypatch):
    """Kill the worker before it runs a cell that defines `name`, the first `times` times."""

    def arrange(name, times):
        run_cell, left = Session.run_cell, [times]

        def run(session, source, timeout=None, **options):
            if f"def {name}" in source and left[0]:
                left[0] -= 1
                os.kill(worker._pid, 9)
            return run_cell(session, source, timeout, **options)

        monkeypatch.setattr(Session, "run_cell", run)
        return left

    return arrange


def scores(verdict):
    return {name: verdict.reports[name].score for name in SOLUTIONS}


def test_a_worker_lost_once_costs_nothing(worker, lesson, lose_worker_before):
    left = lose_worker_before("xor_network", times=1)
    verdict = judge(lesson, notebook(), worker, 1)
    assert left == [0]
    assert (scores(verdict), verdict.stopped) == ({"threshold_neuron": 2, "xor_network": 2}, "")
    assert len(verdict.outputs) == 5


def test_a_worker_lost_twice_is_the_submission_s_doing(worker, lesson, lose_worker_before):
    left = lose_worker_before("xor_network", times=2)
    verdict = judge(lesson, notebook(), worker, 1)
    assert left == [0]
    assert scores(verdict) == {"threshold_neuron": 2, "xor_network": 0}
    assert "did not answer any more" in verdict.stopped
    assert judge(lesson, notebook(), worker, 1).stopped == ""


def test_a_submission_that_ends_itself_is_run_once(worker, lesson, monkeypatch):
    opened = []
    open_submission = worker.open_submission
    monkeypatch.setattr(worker, "open_submission", lambda: opened.append(1) or open_submission())
    ended = notebook()
    ended.cells.insert(3, nbformat.v4.new_code_cell("import os; os._exit(0)"))
    verdict = judge(lesson, ended, worker, 1)
    assert opened == [1]
    assert scores(verdict) == {"threshold_neuron": 2, "xor_network": 0}
