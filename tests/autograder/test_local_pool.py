"""The pool: every task is answered once, whatever happens to the processes that work on it."""

import json
import multiprocessing
import os
import signal
import sys
import threading
import time
import zlib
from types import ModuleType

import nbformat
import pytest

from autograder.engine.confinement import choose_confinement
from autograder.engine.limits import Limits
from autograder.engine.local_pool import _AHEAD, LocalPool, _Member
from autograder.engine.task import Setting, Task

LIMITS = Limits(cell_seconds=10)


def setting(confinement=None):
    return Setting("of-the-instructor", confinement or choose_confinement().name, LIMITS, seed=3)


def task(key, *sources, confinement=None):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return Task(key, setting(confinement), nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode())


def texts(reached):
    return ["".join(output.get("text", "") for output in cell) for cell in json.loads(reached.verdict)["outputs"]]


def test_every_task_is_answered_once_with_what_its_own_cells_say():
    tasks = [task(f"key-{number}", f"x = {number}", "print(x * x)") for number in range(7)]
    with LocalPool(setting(), 2) as pool:
        answers = list(pool.run(iter(tasks)))
    assert sorted(reached.key for reached in answers) == [f"key-{number}" for number in range(7)]
    for reached in answers:
        number = int(reached.key.removeprefix("key-"))
        assert texts(reached) == ["", f"{number**2}\n"]


def test_tasks_are_taken_in_while_nothing_else_is_to_be_done():
    taken = []

    def tasks():
        for number in range(30):
            taken.append(number)
            yield task(f"key-{number}", "import time; time.sleep(1)" if number == 0 else "1")

    with LocalPool(setting(), 1) as pool:
        reached = pool.run(tasks())
        assert next(reached).key == "key-0"
        assert 2 <= len(taken) <= 1 + _AHEAD  # so many wait; the rest of a large class is not in memory
        assert len(list(reached)) == 29


def test_its_processes_do_not_import_what_this_one_was_started_with(tmp_path, monkeypatch):
    started = tmp_path / "started.py"
    started.write_text(f"open({str(tmp_path / 'imported')!r}, 'w').close()\n")
    main = ModuleType("__main__")
    main.__file__ = str(started)
    monkeypatch.setitem(sys.modules, "__main__", main)
    with LocalPool(setting(), 1) as pool:
        [reached] = pool.run([task("key", "print(1)")])
    assert texts(reached) == ["1\n"]
    assert not (tmp_path / "imported").exists()


def test_the_pool_is_used_for_one_class_after_another_and_ends_with_its_block():
    with LocalPool(setting(), 1) as pool:
        assert [texts(reached) for reached in pool.run([task("a", "print(1)")])] == [["1\n"]]
        assert [texts(reached) for reached in pool.run([task("b", "print(2)")])] == [["2\n"]]
        assert list(pool.run([])) == []
    assert multiprocessing.active_children() == []


def test_ctrl_c_passes_the_pool_by_from_its_first_moment():
    with LocalPool(setting(), 2) as pool:
        processes = [member._process.pid for member in pool._members]
        for process in processes:
            os.kill(process, signal.SIGINT)
        assert [texts(reached) for reached in pool.run([task("a", "print(1)")])] == [["1\n"]]
        assert [member._process.pid for member in pool._members] == processes
        assert all(member._process.is_alive() for member in pool._members)


def kill_whoever_has(pool, key, times):
    """Kill the process that works on a task, as often as told, whichever it is by then."""

    def watch():
        killed = set()
        while len(killed) < times:
            for member in list(pool._members):
                pid = member._process.pid
                if member.task is not None and member.task.key == key and pid not in killed:
                    killed.add(pid)
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.02)

    threading.Thread(target=watch, daemon=True).start()


@pytest.mark.parametrize("times", [1, 2])
def test_a_task_whose_process_is_lost_is_tried_once_more(times):
    with LocalPool(setting(), 1) as pool:
        kill_whoever_has(pool, "unlucky", times)
        tasks = [task("unlucky", "print('done')"), task("lucky", "print('fine')")]
        found = {reached.key: reached for reached in pool.run(tasks)}
    assert texts(found["lucky"]) == ["fine\n"]
    if times == 1:
        assert texts(found["unlucky"]) == ["done\n"]
    else:
        assert found["unlucky"].verdict is None
        assert found["unlucky"].fault == "not graded, our fault: the process that examined it ended, twice"


@pytest.fixture
def taught(monkeypatch):
    """A member's lessons from the others, as the pool hands them over."""
    given = []
    original = _Member.give

    def noting(member, *task):
        given.append([(source, found) for source, found, _ in member.news])
        original(member, *task)

    monkeypatch.setattr(_Member, "give", noting)
    return given


def test_a_figure_that_one_has_drawn_is_not_drawn_by_the_next(taught):
    sketch = "plots.neuron_sketch()"
    lesson = Setting(
        "01-neurons",
        choose_confinement().name,
        LIMITS,
        seed=3,
        figure_cells=zlib.compress(json.dumps([sketch]).encode()),
    )

    def drawing(key):
        made = task(key, "from lecturelib import plots", sketch)
        return Task(key, lesson, made.notebook)

    with LocalPool(lesson, 2) as pool:
        first = list(pool.run([drawing("a")]))
        second = list(pool.run([drawing("b"), drawing("c")]))
    pictures = {json.loads(each.verdict)["outputs"][1][0]["data"]["image/png"] for each in (*first, *second)}
    assert len(pictures) == 1
    (lessons,) = [given for given in taught if given]
    assert [source for source, _ in lessons] == [sketch]


def test_what_cannot_be_confined_is_hopeless():
    with LocalPool(setting("nothing-like-this"), 1) as pool:
        (reached,) = pool.run([task("a", "1", confinement="nothing-like-this")])
    assert reached.hopeless
    assert reached.fault.startswith("there is no confinement called nothing-like-this")


def test_leaving_in_the_middle_ends_what_runs():
    with LocalPool(setting(), 1) as pool:
        answers = pool.run([task("a", "1"), task("b", "import time; time.sleep(9)")])
        assert next(answers).key == "a"
        answers.close()
        children = multiprocessing.active_children()
        assert len(children) == 1
    assert multiprocessing.active_children() == []
