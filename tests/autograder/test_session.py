"""Honest, broken and hostile submissions. Whatever a submission does, the next one finds a sound worker."""

import contextlib
import dataclasses
import os
import socket
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import numpy as np
import pytest

from autograder.confined import frames
from autograder.confined.plain_data import to_wire
from autograder.engine import process_tree
from autograder.engine.confinement import CannotConfineError, choose_confinement
from autograder.engine.limits import Limits
from autograder.engine.scratch import remove_tree, size_below
from autograder.engine.snapshot import course_snapshot
from autograder.engine.worker import WarmWorker
from autograder.sent_functions import SentFunction
from autograder.subjects import (
    SubjectChangedInputsError,
    SubjectError,
    SubjectRaisedError,
    SubjectRefusedError,
    SubjectStoppedError,
)

LIMITS = Limits(cell_seconds=10, submission_seconds=60, memory_bytes=2**30)
SECRET = "the reference solution"


def usable(name):
    try:
        choose_confinement(name)
    except CannotConfineError as error:
        return str(error)
    return None


CONFINEMENT = os.environ.get("AUTOGRADER_TEST_CONFINEMENT", "sandlock")
obstacle = usable(CONFINEMENT)
pytestmark = pytest.mark.skipif(
    obstacle is not None, reason=f"HOSTILE SUBMISSIONS NOT TESTED on this machine: {obstacle}"
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with things to steal: a reference, a solution, a gradebook."""
    root = tmp_path_factory.mktemp("course")
    (root / "lecturelib").mkdir()
    (root / "lecturelib" / "__init__.py").write_text("")
    (root / "lecturelib" / "gradients.py").write_text("PUBLIC = 'may be used'\n")
    (root / "lecturelib" / "neurons.py").write_text(f"def forward(): return {SECRET!r}\n")
    (root / "solutions.py").write_text(SECRET)
    (root / "gradebook.db").write_text("scores")
    return root


@pytest.fixture(scope="module")
def worker(course):
    os.environ["COURSE_TOKEN"] = SECRET
    made = course_snapshot({"lecturelib.neurons"}, {"lecturelib": course / "lecturelib"})
    with made as snapshot, WarmWorker(snapshot, choose_confinement(CONFINEMENT), LIMITS) as worker:
        yield worker
    del os.environ["COURSE_TOKEN"]


@pytest.fixture
def impatient(worker, monkeypatch):
    """A worker whose sessions give a call one second."""
    monkeypatch.setattr(worker, "limits", dataclasses.replace(LIMITS, cell_seconds=1))


@pytest.fixture
def session(worker):
    """A session, after which the worker must serve the next one as if nothing had been."""
    started = time.monotonic()
    with worker.open_submission() as session:
        pid = worker._pid
        yield session
    with worker.open_submission() as after:
        assert texts(after.run_cell("import os\nprint(6 * 7, os.listdir())")) == "42 []\n"
        assert after.ended is None
    assert worker._pid == pid  # it is the same one, and nothing runs below it
    assert process_tree.descendants(pid) == []
    assert time.monotonic() - started < 30  # a hang, not a busy machine


def texts(result):
    return "".join(output["text"] for output in result.outputs if output["output_type"] == "stream")


def is_refused(result):
    """Whether a reach for something outside failed: sandlock forbids it, in bubblewrap's namespaces it is not there."""
    errors = {
        "sandlock": ["PermissionError"],
        "bubblewrap": ["PermissionError", "FileNotFoundError", "ProcessLookupError"],
    }
    return len(error_of(result)) == 1 and error_of(result)[0] in [*errors[CONFINEMENT], "ConnectionRefusedError"]


def error_of(result):
    return [output["ename"] for output in result.outputs if output["output_type"] == "error"]


# Honest submissions


def test_cells_share_a_namespace(session):
    assert session.run_cell("x = 20").status == "ok"
    result = session.run_cell("x + 1")
    assert result.outputs[0]["data"]["text/plain"] == "21"
    assert 0 < result.seconds < 5


def test_a_failing_cell_does_not_end_the_notebook(session):
    result = session.run_cell("1/0")
    assert (result.status, error_of(result)) == ("error", ["ZeroDivisionError"])
    assert session.run_cell("2").status == "ok"
    assert session.ended is None


def test_a_function_can_be_called_and_what_it_returns_too(session):
    session.run_cell(
        "def layer(x, w):\n    def backward(d_y):\n        return d_y @ w.T, x.T @ d_y\n    return x @ w, backward"
    )
    layer = session.subject("layer")
    x, w = np.arange(6.0).reshape(2, 3), np.ones((3, 4), dtype=np.float32)
    y, backward = layer(x, w=w)
    np.testing.assert_array_equal(y, x @ w)
    d_x, d_w = backward(np.ones((2, 4)))
    np.testing.assert_array_equal(d_w, x.T @ np.ones((2, 4)))
    assert d_x.shape == (2, 3)


def test_a_function_of_the_submission_can_be_handed_back_to_it(session):
    session.run_cell("def twice(f, x): return f(f(x))\ndef half(x): return x / 2")
    assert session.subject("twice")(session.subject("half"), 8.0) == 2.0
    with pytest.raises(SubjectRefusedError, match="same submission"):
        session.subject("twice")(abs, 8.0)


def packed(*args, **kwargs):
    """A call's arguments as one message may hold many of them."""
    return frames.packed([to_wire(args, None), to_wire(kwargs, None)])


def test_many_calls_are_answered_as_each_by_itself_would_be(session):
    session.run_cell(
        "import sys\n"
        "calls = []\n"
        "def act(x, how='double'):\n"
        "    calls.append(how)\n"
        "    if how == 'raise': raise ValueError('no')\n"
        "    if how == 'exit': sys.exit(3)\n"
        "    if how == 'change': x[0] = 9.0\n"
        "    if how == 'object': return object()\n"
        "    return x * 2, len(calls)\n"
    )
    act = session.subject("act")
    hows = ["double", "raise", "exit", "change", "object", "double"]
    answers = act.ask_ahead([packed(np.ones(2), how=how) for how in hows])
    assert len(answers) == 6
    for answer, error in zip(
        answers,
        [None, SubjectRaisedError, SubjectRaisedError, SubjectChangedInputsError, SubjectRefusedError, None],
        strict=True,
    ):
        if error is None:
            value, count = act.value_of(answer)
            assert value.tolist() == [2.0, 2.0]
        else:
            with pytest.raises(error):
                act.value_of(answer)
    assert count == 6
    assert act(np.ones(2))[1] == 7


def test_of_slow_or_large_calls_some_are_left_for_the_next_message(session):
    session.run_cell(
        "import time, numpy as np\n"
        "def slow(x):\n    time.sleep(0.7)\n    return x\n"
        "def large(x):\n    return np.zeros(300_000)\n"
    )
    calls = [packed(number) for number in range(5)]
    assert len(session.subject("slow").ask_ahead(calls)) == 2
    assert len(session.subject("large").ask_ahead(calls)) == 2
    assert session.subject("slow")(3) == 3


def test_an_endless_call_among_many_is_interrupted(impatient, session):
    session.run_cell("def loop(x):\n    while x:\n        pass\n    return x\n")
    loop = session.subject("loop")
    with pytest.raises(SubjectStoppedError, match="ran longer than 1 s"):
        loop.ask_ahead([packed(0), packed(1), packed(0)])
    assert loop(0) == 0
    assert session.ended is None


def test_a_process_that_dies_among_many_calls_has_answered_none(session):
    session.run_cell("import os\ndef leave(x):\n    if x == 1: os._exit(0)\n    return x\n")
    leave = session.subject("leave")
    with pytest.raises(SubjectStoppedError, match="the process ended itself"):
        leave.ask_ahead([packed(0), packed(1)])


def test_a_fork_made_among_many_calls_does_not_go_on(session):
    session.run_cell(
        "import os\nmarks = []\ndef fork(x):\n    if x == 0: os.fork()\n"
        "    marks.append(os.getpid())\n    return len(set(marks)), os.getpid()\n"
    )
    fork = session.subject("fork")
    answers = [fork.value_of(answer) for answer in fork.ask_ahead([packed(number) for number in range(3)])]
    assert len(answers) == 3
    assert {count for count, _ in answers} == {1}
    assert len({pid for _, pid in answers}) == 1


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ("[b'no message at all', ]", "killed"),
        ("[3]", "killed"),
        ("{'a': 1}", "nothing"),
        ("[b'\\x80'] * 99", "nothing"),
        ("None", "nothing"),
    ],
)
def test_forged_answers_to_many_calls_harm_the_forger_alone(session, answers, what):
    session.run_cell(
        "import sys\nserve = sys.modules['autograder.confined.serve']\n"
        f"serve._OPERATIONS['calls'] = lambda *_: {{'answers': {answers}}}\n"
        "def f(x):\n    return x\n"
    )
    f = session.subject("f")
    if what == "killed":
        with pytest.raises(SubjectStoppedError):
            f.ask_ahead([packed(0), packed(1)])
        assert session.ended is not None
    else:
        assert f.ask_ahead([packed(0), packed(1)]) == []
        assert f(4) == 4


def test_a_missing_function_is_named(session):
    session.run_cell("number = 3\nif False:\n    def never(): pass")
    for name in ("absent", "never", "__import__('os')", ""):
        with pytest.raises(SubjectError, match="there is no function called"):
            session.subject(name)
    with pytest.raises(SubjectError, match="number is not a function but a value of type int"):
        session.subject("number")


def test_a_raised_error_and_a_changed_input_are_told_apart(session):
    session.run_cell("def fails(x): raise ValueError('bad shape')\ndef spoils(x):\n    x[0] = 9\n    return x")
    with pytest.raises(SubjectRaisedError, match="ValueError: bad shape"):
        session.subject("fails")(1.0)
    with pytest.raises(SubjectChangedInputsError, match="argument 1"):
        session.subject("spoils")(np.zeros(2))


def test_the_library_is_there_and_check_does_nothing(session):
    session.run_cell("from autograder import check\nimport lecturelib.gradients as public")
    assert texts(session.run_cell("print(check('neuron', print), public.PUBLIC)")) == "None may be used\n"


def test_files_beside_the_notebook_are_copied_but_links_are_not_followed(worker, course, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "data.csv").write_text("1,2")
    (tmp_path / "sub" / "more.csv").write_text("3,4")
    (tmp_path / "stolen.txt").symlink_to(course / "gradebook.db")
    (tmp_path / "folder").symlink_to(course)
    os.mkfifo(tmp_path / "pipe")
    with worker.open_submission(tmp_path) as session:
        session.run_cell("import os\nopen('data.csv', 'a').write(',5')")
        source = "print(sorted(os.listdir()), os.listdir('sub'), open('data.csv').read())"
        assert texts(session.run_cell(source)) == "['data.csv', 'sub'] ['more.csv'] 1,2,5\n"
    assert (tmp_path / "data.csv").read_text() == "1,2"


def test_each_thread_can_have_a_worker(course):
    results = []

    def grade(number):
        with course_snapshot([], {}) as snapshot, WarmWorker(snapshot, choose_confinement(CONFINEMENT), LIMITS) as own:
            for _ in range(3):
                with own.open_submission() as session:
                    results.append(texts(session.run_cell(f"print({number})")))

    threads = [threading.Thread(target=grade, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results) == ["0\n"] * 3 + ["1\n"] * 3


# Time


def test_an_endless_loop_is_interrupted_and_the_rest_is_graded(session):
    result = session.run_cell("x = 5\nwhile True: pass", timeout=0.5)
    assert (result.status, error_of(result)) == ("timeout", ["KeyboardInterrupt", "Stopped"])
    assert result.outputs[-1]["evalue"] == "time: ran longer than 0.5 s"
    assert 0.5 <= result.seconds < 1.5
    assert session.run_cell("x").outputs[0]["data"]["text/plain"] == "5"
    assert session.ended is None


@pytest.mark.parametrize(
    "loop",
    [
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "while True:\n    try:\n        while True: pass\n    except BaseException:\n        while True:\n"
        "            try:\n                while True: pass\n            except BaseException: pass",
        "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 60))\nwhile True: time.sleep(1)",
        "import re; re.match(r'(a+)+$', 'a' * 60 + 'b')",
        "import os, signal\nfor s in (1, 2, 3, 15): signal.signal(s, lambda *a: None)\nwhile True: signal.pause()",
        "10 ** 10 ** 9",
    ],
    ids=["ignores", "swallows", "blocks", "regex", "handles", "arithmetic"],
)
def test_a_loop_that_cannot_be_interrupted_is_killed(session, loop):
    session.run_cell("before = 1")
    result = session.run_cell(loop, timeout=0.3)
    assert result.status == "timeout"
    assert 0.3 <= result.seconds < 5
    if session.ended is not None:  # the swallowing loop may be caught between two levels
        assert session.ended.reason == "time: ran longer than 0.3 s"
        later = session.run_cell("before")
        assert (later.status, later.seconds) == ("died", 0)
        with pytest.raises(SubjectStoppedError, match="longer than"):
            session.subject("before")


def test_a_call_has_the_same_bounds(impatient, session):
    session.run_cell("def slow(x):\n    while True: pass\ndef fast(x): return x")
    slow, fast = session.subject("slow"), session.subject("fast")
    with pytest.raises(SubjectStoppedError, match="time: ran longer than 1 s"):
        slow(1.0)
    assert fast(2.0) == 2.0


def test_the_whole_notebook_has_a_bound(worker, monkeypatch):
    monkeypatch.setattr(worker, "limits", dataclasses.replace(LIMITS, submission_seconds=3))
    with worker.open_submission() as session:
        statuses = [session.run_cell("import time; time.sleep(1.3)").status for _ in range(5)]
        assert statuses == ["ok", "ok", "timeout", "died", "died"]
        assert session.ended.reason == "time: the whole notebook ran longer than 3 s"


# Memory, processes, files


@pytest.mark.parametrize(
    "source",
    ["x = bytearray(4 << 30)", "import numpy as np; np.ones(1 << 30)", "x = [0] * (1 << 40)", "x = 'a' * (3 << 30)"],
)
def test_too_much_at_once_is_a_memory_error(session, source):
    assert error_of(session.run_cell(source)) == ["MemoryError"]
    assert session.run_cell("1").status == "ok"


def test_too_much_in_small_pieces_is_a_memory_error(session):
    result = session.run_cell("pieces = []\nwhile True: pieces.append(bytes(50 << 20).replace(b'0', b'1'))", timeout=10)
    assert error_of(result) == ["MemoryError"]
    assert session.run_cell("del pieces").status == "ok"


def test_too_much_in_several_processes_ends_the_submission(session):
    source = """
import os, time
for _ in range(4):
    if os.fork() == 0:
        x = b'x' * (500 << 20)
        time.sleep(50)
time.sleep(50)"""
    result = session.run_cell(source, timeout=25)
    assert result.status == "died"
    assert session.ended.reason == "memory: asked for more than 1 GB"


@pytest.mark.skipif(CONFINEMENT == "bubblewrap", reason="bubblewrap filters no system calls")
def test_memory_that_nobody_counts_is_refused(session):
    assert error_of(session.run_cell("import os; os.memfd_create('x')")) == ["PermissionError"]
    assert error_of(session.run_cell("open('/dev/shm/x', 'w')")) == ["PermissionError"]


@pytest.mark.parametrize("extra", ["", "; os.setsid()"])
def test_a_fork_bomb_goes_off_harmlessly(session, extra):
    source = f"import os\nwhile True:\n    try:\n        os.fork(){extra}\n    except OSError: pass"
    assert session.run_cell(source, timeout=0.5).status == "timeout"
    assert session.ended is not None


def test_a_thread_bomb_goes_off_harmlessly(session):
    source = "import threading, time\nthreading.stack_size(65536)\nn = 0\nwhile n < 10_000:\n"
    source += "    threading.Thread(target=time.sleep, args=(9,), daemon=True).start(); n += 1"
    assert error_of(session.run_cell(source)) == ["RuntimeError"]


def processes_with(mark):
    found = subprocess.run(["pgrep", "-fc", mark], capture_output=True, text=True, check=False)
    return int(found.stdout)


def test_an_orphan_does_not_outlive_its_submission(worker):
    mark = f"{uuid.uuid4().int % 10**6 + 10**6}.25"
    source = f"""
import os, signal
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        os.execv('/usr/bin/sleep', ['sleep', '{mark}'])
    os._exit(0)
os.wait()"""
    with worker.open_submission() as session:
        assert session.run_cell(source).status == "ok"
        session.run_cell("import time; time.sleep(0.1)")
        assert processes_with(mark) == 1  # so this test can fail
    assert processes_with(mark) == 0


def test_a_fork_that_forgets_to_leave_does_not_answer_twice(session):
    assert session.run_cell("import os\nchild = os.fork()").status == "ok"
    time.sleep(0.3)
    assert [session.run_cell("child > 0").outputs[0]["data"]["text/plain"] for _ in range(3)] == ["True"] * 3


def test_files_are_bounded(session):
    assert error_of(session.run_cell("with open('f', 'wb') as f: f.write(bytes(100 << 20))")) == ["OSError"]
    result = session.run_cell(
        "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'x' * (30 << 20)); n += 1", timeout=10
    )
    assert result.status == "died"
    assert session.ended.reason.startswith("files: wrote more than 256 MB")


def test_very_many_files_are_bounded(session):
    result = session.run_cell("n = 0\nwhile True:\n    open(f'f{n}', 'wb').close(); n += 1", timeout=20)
    assert result.status == "died"
    assert "files" in session.ended.reason


@pytest.mark.parametrize("way", ["os.unlink('f')", "os.rename('f', f'd/{n}')"])
def test_files_that_no_listing_shows_are_bounded(session, way):
    source = f"""
import os, time
kept = []
os.mkdir('d')
for n in range(12):
    file = open('f', 'wb'); kept.append(file); {way}
    file.write(bytes(30 << 20)); file.flush()
os.chmod('d', 0o300)
time.sleep(20)"""
    assert session.run_cell(source, timeout=20).status == "died"
    assert session.ended.reason.startswith("files: wrote more than 256 MB")


def test_files_too_deep_for_a_path_are_bounded(session):
    source = """
import os, time
for _ in range(30): os.mkdir('d' * 200); os.chdir('d' * 200)
open('f', 'wb').write(bytes(1 << 20))
time.sleep(20)"""
    assert session.run_cell(source, timeout=20).status == "died"
    assert session.ended.reason.startswith("files")


def test_the_output_of_all_cells_together_is_bounded(worker, monkeypatch):
    monkeypatch.setattr(worker, "limits", dataclasses.replace(LIMITS, output_bytes=3 * 2**20))
    with worker.open_submission() as session:
        kept = [texts(session.run_cell("print('x' * 2**20)")) for _ in range(5)]
        assert [len(text) > 2**19 for text in kept] == [True, True, False, False, False]
        assert "output was cut" in kept[-1]
        assert session.run_cell("1").status == "ok"


def test_what_one_leaves_beside_its_directory_the_next_does_not_find(course):
    """Unconfined, where a submission can write there, as it can in bubblewrap on a kernel without Landlock."""
    with course_snapshot([], {}) as snapshot, WarmWorker(snapshot, choose_confinement("none"), LIMITS) as own:
        leave = "import os\nos.makedirs('../../home/x', exist_ok=True)\nopen('../../answers', 'w').write('42')"
        with own.open_submission() as session:
            assert session.run_cell(leave).status == "ok"
        with own.open_submission() as session:
            assert texts(session.run_cell("import os; print(len(os.listdir('../..')))")) == "1\n"


def test_a_directory_that_is_hard_to_delete_is_deleted(worker):
    with worker.open_submission() as session:
        source = "import os\nfor i in range(1200): os.mkdir('d'); os.chdir('d')\nos.chmod('.', 0)"
        assert session.run_cell(source).status == "ok"
        scratch = session._scratch
    assert not scratch.exists()


# Ends


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os; os._exit(0)", "the process ended itself (exit code 0)"),
        ("import os; os._exit(7)", "the process ended itself (exit code 7)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "the process was killed"),
        ("import ctypes; ctypes.string_at(0)", "the process crashed (signal 11)"),
        ("import os; os.abort()", "the process crashed (signal 6)"),
        ("import os\nif os.fork(): os._exit(0)", "the process ended itself (exit code 0)"),
        ("import os; os.closerange(0, 300)", "the process ended itself (exit code 1)"),
        ("import os, time\nos.closerange(3, 300); time.sleep(99)", "the process closed its connection"),
        (
            "import os\nfor fd in range(300):\n    try: os.write(fd, b'garbage' * 99)\n    except OSError: pass",
            "something other",
        ),
        ("import os; os.execv('/usr/bin/true', ['true'])", "the process ended itself (exit code 0)"),
        ("import os; os.execv('/usr/bin/sleep', ['sleep', '99'])", "the process closed its connection"),
    ],
)
def test_an_end_is_explained(session, source, reason):
    assert session.run_cell("'first'").status == "ok"
    result = session.run_cell(source)
    assert result.status in ("died", "timeout")
    assert reason in session.ended.reason
    assert reason in result.outputs[-1]["evalue"]
    assert session.run_cell("1").status == "died"


def test_an_end_in_a_call_is_explained_and_an_exit_is_not_an_end(session):
    session.run_cell(
        "import os, sys\ndef leave(): sys.exit(2)\ndef interrupt(): raise KeyboardInterrupt\ndef die(): os._exit(3)"
    )
    session.run_cell("class E(BaseException):\n    def __str__(self): raise E\ndef worse(): raise E")
    leave, interrupt, die, worse = map(session.subject, ("leave", "interrupt", "die", "worse"))
    with pytest.raises(SubjectRaisedError, match="SystemExit: 2"):
        leave()
    with pytest.raises(SubjectRaisedError, match="KeyboardInterrupt"):
        interrupt()
    with pytest.raises(SubjectRaisedError):
        worse()
    with pytest.raises(SubjectStoppedError, match="exit code 3"):
        die()
    with pytest.raises(SubjectStoppedError, match="exit code 3"):
        leave()


def test_a_lost_worker_is_replaced(worker):
    with worker.open_submission() as session:
        os.kill(worker._pid, 9)
        result = session.run_cell("1")
        assert result.status == "died"
        assert session.run_cell("1").status == "died"
    with worker.open_submission() as session:
        assert session.run_cell("1").status == "ok"


def test_a_stopped_worker_is_replaced(worker, monkeypatch):
    monkeypatch.setattr("autograder.engine.worker._OPEN_SECONDS", 0.5)
    monkeypatch.setattr("autograder.engine.worker._LEAVE_SECONDS", 0.5)
    with worker.open_submission() as session:
        assert session.run_cell("1").status == "ok"
    stopped = process_tree.Tree(worker._process.pid)
    os.kill(worker._pid, 19)
    with worker.open_submission() as session:
        assert session.run_cell("1").status == "ok"
    assert stopped.wait(0)


# What crosses the border


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "class E:\n    __eq__ = lambda s, o: True\n    __array__ = lambda s, *a, **k: np.ones(3)\nvalue = E()",
            "type E",
        ),
        ("class A(np.ndarray): __eq__ = lambda s, o: True\nvalue = np.ones(3).view(A)", "special kind of array"),
        ("class F(float): __eq__ = lambda s, o: True\nvalue = F(1)", "type F"),
        ("value = (i for i in range(3))", "generator"),
        ("value = np.array([1, None], dtype=object)", "dtype object"),
        ("value = np.zeros(10_000_000)", "larger than 64 MB"),
        ("value = list(range(10**6))", "separate values"),
        ("value = []; value.append(value)", "nested too deeply"),
        ("value = 10 ** 5000", "digits"),
        ("value = 'x' * (100 << 20)", "could not be sent"),
    ],
)
def test_what_is_not_plain_data_is_refused(session, body, reason):
    session.run_cell(f"import numpy as np\n{body}\ndef f(): return value\ndef g(): return 1")
    with pytest.raises(SubjectRefusedError, match=reason):
        session.subject("f")()
    assert session.subject("g")() == 1


def test_large_arrays_cross_in_both_directions(session):
    session.run_cell("def double(x): return x * 2")
    x = np.random.default_rng(0).normal(size=(1000, 4000))
    np.testing.assert_array_equal(session.subject("double")(x), x * 2)


SEND = """
import msgpack, os, struct, socket
def send(message, kind=b'M', length=None):
    data = message if isinstance(message, bytes) else msgpack.packb(message)
    frame = struct.pack('>cI', kind, len(data) if length is None else length) + data
    for fd in range(3, 300):
        try:
            socket.socket(fileno=os.dup(fd)).sendall(frame)
        except OSError: pass
"""


@pytest.mark.parametrize(
    "source",
    [
        "send({'n': 2, 'status': 'ok', 'outputs': []}); send({'n': 3, 'status': 'ok', 'outputs': []})",
        "send({'n': 99})",
        "send(5)",
        "send(b'\\xc1')",
        "send(b'', kind=b'E')",
        "send({'how': 'died', 'code': 0}, kind=b'E')",
        "send(b'', length=2**32 - 1)",
        "send(b'short', length=1000); os.kill(os.getpid(), 19)",
        "send(b'\\x90' * (60 << 20))",
        "send(b'\\xdd' + (10**7).to_bytes(4, 'big') + b'\\x90' * 10**7)",
        "send({'n': 2, 'outputs': [{'output_type': 'stream', 'name': 'stdout', 'text': 5}] * 5, 'status': ['ok']})",
    ],
)
def test_forged_messages_end_the_submission_and_nothing_else(impatient, session, source):
    session.run_cell(SEND)
    session.run_cell(source, timeout=1)
    session.run_cell("1")
    assert session.ended is not None


@pytest.mark.parametrize(
    "source",
    [
        "for name in ('print', 'isinstance', 'len', 'type', 'callable', 'abs', 'str', 'dict', 'list', 'map', 'zip'):\n"
        "    setattr(builtins, name, lambda *a, **k: True)",
        "for name in dir(builtins):\n    if name[0].islower(): setattr(builtins, name, None)",
        "np.asarray = np.ascontiguousarray = np.array_equal = np.frombuffer = lambda *a, **k: None",
        "np.ndarray = object; np.generic = object",
        "import msgpack; msgpack.packb = lambda *a, **k: b'x'; msgpack.unpackb = lambda *a, **k: {}",
        "import autograder.confined.serve as s\ns._answer = lambda *a: {'value': 1.0, 'changed': []}",
        "import autograder.confined.calls as c\nc.to_wire = lambda *a: {'t': 'list', 'v': 7}",
        "import autograder.confined.calls as c\nc.to_wire = lambda *a: {'t': 'array', 'd': '|O', 's': [1], 'b': b'12'}",
        "import sys\nfor name in list(sys.modules): del sys.modules[name]",
        "import sys, gc\nsys.setrecursionlimit(30)",
        "import os; os.getpid = lambda: 0",
        "get_ipython().user_ns = None",
    ],
)
def test_a_tampered_interpreter_harms_only_itself(impatient, session, source):
    session.run_cell("import builtins, numpy as np\ndef f(x): return x")
    session.run_cell(source)
    value = 0.0
    with contextlib.suppress(SubjectError):
        value = session.subject("f")(np.zeros(2))
    assert isinstance(value, np.ndarray | float)
    session.run_cell("1")


# What a submission may not see or reach


def test_the_course_cannot_be_read(session, course):
    paths = [course / "gradebook.db", course / "solutions.py", course / "lecturelib" / "neurons.py"]
    paths += [Path(__file__), Path("/etc/passwd"), Path(f"/proc/{os.getpid()}/environ"), Path("/proc/self/environ")]
    for path in paths:
        assert path.exists()
        assert is_refused(session.run_cell(f"open({str(path)!r}).read()"))
    for directory in (course, Path.home(), Path("/proc"), Path("/"), Path("/tmp"), Path(__file__).parents[2]):
        result = session.run_cell(f"import os; print(os.listdir({str(directory)!r}))")
        shows_only_the_way = CONFINEMENT == "bubblewrap" and directory in (Path("/"), Path("/tmp"), Path.home())
        assert is_refused(result) or shows_only_the_way, directory
        assert course.name not in texts(result)
    assert SECRET not in texts(session.run_cell("print(dict(os.environ))"))
    assert texts(session.run_cell("!cat " + str(course / "gradebook.db"))).startswith("cat: ")


def test_the_course_cannot_be_written(session, course):
    source = f"open({str(course / 'gradebook.db')!r}, 'w').write('full marks')"
    assert is_refused(session.run_cell(source))
    for call in (f"os.unlink({str(course / 'gradebook.db')!r})", f"os.rename({str(course / 'gradebook.db')!r}, 'x')"):
        assert is_refused(session.run_cell(f"import os; {call}"))
    assert (course / "gradebook.db").read_text() == "scores"
    snapshot = "import autograder, os; os.unlink(autograder.__file__)"
    assert error_of(session.run_cell(snapshot)) in (["PermissionError"], ["OSError"])


def test_the_withheld_reference_is_nowhere(session):
    assert error_of(session.run_cell("import lecturelib.neurons")) == ["ModuleNotFoundError"]
    source = """
import gc, inspect, os, sys
import lecturelib.gradients as public
beside = os.listdir(os.path.dirname(public.__file__))
modules = [name for name in sys.modules if 'neurons' in name or name.startswith(('autograder.e', 'autograder.checks'))]
words = ['the reference', 'solution']
objects = [o for o in gc.get_objects() if isinstance(o, (list, tuple, dict)) and ' '.join(words) in repr(o)[:10**5]]
functions = [f for f in gc.get_objects() if inspect.isfunction(f) and f.__name__ == 'forward' and 'lib' in f.__module__]
frames, frame = [], inspect.currentframe()
while frame: frames.append(frame.f_code.co_filename); frame = frame.f_back
print(sorted(beside), modules, functions, [f for f in frames if 'engine' in f])"""
    assert texts(session.run_cell(source)) == "['__init__.py', 'gradients.py'] [] [] []\n"


def test_the_network_is_out_of_reach(session):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        attempts = [
            f"socket.create_connection(('127.0.0.1', {port}), 1)",
            f"socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {port}))",
            "socket.create_server(('127.0.0.1', 0))",
            "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
        ]
        for attempt in attempts:
            result = session.run_cell(f"import socket\n{attempt}")
            assert is_refused(result) or (CONFINEMENT == "bubblewrap" and "DGRAM" in attempt), attempt


def test_other_processes_are_out_of_reach(session, worker):
    session.run_cell("import ctypes, os, signal\nlibc = ctypes.CDLL(None, use_errno=True)")
    for pid in ("os.getppid()", str(os.getpid()), "1", str(worker._process.pid)):
        assert is_refused(session.run_cell(f"os.kill({pid}, signal.SIGTERM)"))
        assert session.run_cell(f"libc.ptrace(16, {pid}, 0, 0)").outputs[0]["data"]["text/plain"] == "-1"
        peek = f"""
buffer = ctypes.create_string_buffer(8)
class Vector(ctypes.Structure): _fields_ = [('base', ctypes.c_void_p), ('length', ctypes.c_size_t)]
ours, theirs = Vector(ctypes.addressof(buffer), 8), Vector(id(None), 8)
libc.process_vm_readv({pid}, ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0)"""
        assert session.run_cell(peek).outputs[0]["data"]["text/plain"] == "-1"
    session.run_cell("os.kill(-1, signal.SIGTERM)")
    assert session.run_cell("1").status == "ok"


def test_limits_cannot_be_lifted(session):
    source = "import resource as r\nfor name in ('AS', 'NPROC', 'FSIZE', 'CPU', 'NOFILE'):\n"
    source += "    try: r.setrlimit(getattr(r, 'RLIMIT_' + name), (2**40, 2**40)); print('lifted', name)\n"
    source += "    except (ValueError, OSError): pass"
    assert texts(session.run_cell(source)) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="reads its memory through /proc")
def test_no_earlier_submission_is_left_in_memory():
    """Unconfined, where a submission can read all of its own memory."""
    mark = uuid.uuid4().hex
    search = f"""
import ctypes, re
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # its memory may be shown to it
pattern, found = re.compile(b'{mark[:16]}[0-9a-f]{{16}}'), False  # which does not match itself
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', 0) as memory:
    for line in maps:
        if ' rw' in line:
            start, end = (int(part, 16) for part in line.split()[0].split('-'))
            try:
                memory.seek(start)
                found = found or pattern.search(memory.read(end - start)) is not None
            except (OSError, OverflowError): pass
print(found)"""
    with course_snapshot([], {}) as snapshot, WarmWorker(snapshot, choose_confinement("none"), LIMITS) as own:
        with own.open_submission() as session:
            assert texts(session.run_cell(search, timeout=10)) == "False\n"
            session.run_cell(f"answer = '{mark}'\ndef f(x): return x")
            assert texts(session.run_cell(search, timeout=10)) == "True\n"
            assert session.subject("f")(mark) == mark
        with own.open_submission() as session:
            assert texts(session.run_cell(search, timeout=10)) == "False\n"


@pytest.mark.skipif(sys.platform != "linux", reason="looks through /proc")
def test_the_worker_holds_no_file_that_a_fork_would_close_under_it(worker):
    with worker.open_submission() as session:
        session.run_cell("1")
    open_files = [str(path.readlink()) for path in Path(f"/proc/{worker._pid}/fd").iterdir()]
    assert [name for name in open_files if name.startswith("/")] == [f"{worker._directory / 'log'} (deleted)"]


def test_figures_with_formulae_are_drawn_after_the_fork(session):
    source = "import matplotlib.pyplot as plt\nplt.title(r'$\\alpha$'); plt.plot([1]); plt.show()"
    for _ in range(2):
        result = session.run_cell(source)
        assert result.status == "ok"
        assert "image/png" in result.outputs[-1]["data"]


def test_modules_can_be_loaded_ahead(course):
    with course_snapshot([], {}) as snapshot:
        ahead = ["xml.dom.minidom", "no.such.module", "no.such.module:function", "mimetypes:init"]
        own = WarmWorker(snapshot, choose_confinement(CONFINEMENT), LIMITS, preload=ahead)
        with own, own.open_submission() as session:
            assert texts(session.run_cell("import sys; print('xml.dom.minidom' in sys.modules)")) == "True\n"
            assert texts(session.run_cell("print(sys.modules['mimetypes'].inited)")) == "True\n"  # it was called


# The helpers


def test_sizes_are_counted_without_following_links(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "f").write_bytes(b"x" * 8192)
    (tmp_path / "a" / "link").symlink_to("/usr")
    assert 8192 <= size_below(tmp_path) < 100_000
    assert size_below(tmp_path, most_entries=2) > 2**60
    assert size_below(tmp_path / "missing") == 0
    remove_tree(tmp_path / "a")
    assert not (tmp_path / "a").exists()
    assert Path("/usr/bin").exists()


@SentFunction
def raises_on_overflow(function, a):
    with np.errstate(over="raise"):
        return function(a)


@SentFunction
def squared(x):
    return x * x, lambda d_value: 2 * x * d_value


def test_functions_of_ours_are_defined_beside_the_submissions(session):
    assert session.run_cell("def grows(a):\n    return np.exp(a)\n\nimport numpy as np").status == "ok"
    grows = session.subject("grows")
    assert grows.run(raises_on_overflow, 0.0) == 1.0
    assert grows(np.array([1000.0])) == np.inf
    with pytest.raises(SubjectRaisedError, match="FloatingPointError: overflow"):
        grows.run(raises_on_overflow, np.array([1000.0]))


def test_a_submissions_function_can_be_given_a_function_of_ours(session):
    source = "def slope(f, x):\n    value, backward = f(x)\n    return value, backward(1.0)"
    assert session.run_cell(source).status == "ok"
    assert session.subject("slope")(squared, 3.0) == (9.0, 6.0)
    with pytest.raises(SubjectRefusedError, match="only functions"):
        session.subject("slope")(np.exp, 3.0)


# A worker's own directory


def test_a_process_that_cannot_be_waited_for_leaves_no_directory_behind(course, monkeypatch):
    with course_snapshot([], {"lecturelib": course / "lecturelib"}) as snapshot:
        worker = WarmWorker(snapshot, choose_confinement(CONFINEMENT), LIMITS)
        worker.start()
        directory, process = worker._directory, worker._process
        waited = process.wait

        def fails(timeout):
            waited(timeout)
            raise OSError("no such process")

        monkeypatch.setattr(process, "wait", fails)
        with pytest.raises(OSError, match="no such process"):
            worker.discard()
        assert not directory.exists()


@pytest.mark.parametrize("moment", ["mkdir", "chmod"])
def test_a_signal_in_the_middle_of_a_start_leaves_no_directory_behind(course, monkeypatch, moment):
    made = []
    original = getattr(Path, moment)

    def interrupted(path, *args, **kwargs):
        original(path, *args, **kwargs)
        if path.name.startswith("autograder-worker-"):
            made.append(path)
            raise SystemExit

    with course_snapshot([], {"lecturelib": course / "lecturelib"}) as snapshot:
        monkeypatch.setattr(Path, moment, interrupted)
        with (
            pytest.raises(SystemExit),
            WarmWorker(snapshot, choose_confinement(CONFINEMENT), LIMITS) as worker,
        ):
            worker.start()
    assert made and not made[0].exists()
