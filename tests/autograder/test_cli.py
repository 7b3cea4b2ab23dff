"""The command line: a user's mistake is one sentence, a non-zero exit, and nothing lost."""

import subprocess
import sys

import pytest

from autograder.cli import main
from autograder.course.build import make_course


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return stopped.value.code, printed


@pytest.fixture
def empty_course(tmp_path):
    return str(make_course(tmp_path / "course").root)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["grade", "02-nothing"], "there is no lesson called '02-nothing'; the lessons are: 01-neurons"),
        (["prove", "neurons"], "there is no lesson called 'neurons'"),
        (["demo", "--lesson", "x"], "there is no lesson called 'x'"),
        (["build", "--check", "--solutions", "out"], "--check writes nothing and --solutions writes notebooks"),
        (["grade", "01-neurons", "--course", "/"], "no course was found in /"),
        (["grade", "01-neurons", "--cluster", "http://grading"], "looks like tls://HOST:8786; got 'http://grading'"),
        (["grade", "01-neurons", "--db", "gradebook.db"], "expected something like postgresql://USER@HOST/DATABASE"),
        (["grade", "01-neurons", "--confinement", "jail"], "there is no confinement called jail; there are sandlock"),
        (["grade", "01-neurons", "--confinement", "sandlock", "--unconfined"], "exclude each other"),
    ],
)
def test_mistakes_are_one_sentence(capsys, arguments, sentence):
    code, printed = run(capsys, *arguments)
    assert code == 1
    assert printed.err.startswith("error: ")
    assert sentence in printed.err
    assert len(printed.err.strip().splitlines()) == 1


def test_a_class_that_has_not_submitted_is_said_to_have_not(capsys, empty_course):
    code, printed = run(capsys, "grade", "01-neurons", "--course", empty_course)
    assert code == 1
    assert "nobody has submitted 01-neurons" in printed.err


@pytest.mark.parametrize("arguments", [["grade", "01-neurons", "--workers", "0"], ["grade"], ["frobnicate"]])
def test_usage_errors_exit_with_2(capsys, arguments):
    code, _ = run(capsys, *arguments)
    assert code == 2


def test_a_machine_that_cannot_confine_is_told_the_ways_out(capsys, monkeypatch, empty_course):
    from autograder.engine import bubblewrap_confinement, sandlock_confinement

    for backend in (sandlock_confinement.SandlockConfinement, bubblewrap_confinement.BubblewrapConfinement):
        monkeypatch.setattr(backend, "obstacle", staticmethod(lambda: "not on this machine"))
    code, printed = run(capsys, "grade", "01-neurons", "--course", empty_course)
    assert code == 1
    assert "bubblewrap" in printed.err
    assert "--unconfined" in printed.err
    assert "can read the gradebook" in printed.err


def test_unconfined_says_what_it_risks(capsys, empty_course):
    _, printed = run(capsys, "grade", "01-neurons", "--course", empty_course, "--unconfined")
    assert "student code runs with your rights" in printed.err


@pytest.mark.parametrize(("more", "figures"), [([], True), (["--figures"], True), (["--no-figures"], False)])
def test_figures_are_drawn_unless_told_otherwise(capsys, monkeypatch, empty_course, more, figures):
    asked = []
    monkeypatch.setattr("autograder.commands.grade.grade_with_progress", lambda *given: asked.append(given[-1]))
    assert run(capsys, "grade", "01-neurons", "--course", empty_course, *more)[0] == 0
    assert asked == [figures]


def test_the_commands_are_listed(capsys):
    code, printed = run(capsys, "--help")
    assert code == 0
    commands = (
        "build",
        "prove",
        "grade",
        "intake",
        "report",
        "regrade",
        "export",
        "similarity",
        "doctor",
        "term",
        "new-exercise",
        "demo",
    )
    assert all(command in printed.out for command in commands)


CTRL_C_WHILE_IT_IS_IMPORTED = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
class Finder:
    def find_spec(self, name, *_):
        if name == "autograder.commands.console":
            try:
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(0.1)
            except KeyboardInterrupt:  # Python's own machinery of imports may lose it like this
                pass
sys.meta_path.insert(0, Finder())
from autograder.__main__ import start
start()
"""


def test_ctrl_c_while_the_command_is_imported_is_one_sentence():
    command = [sys.executable, "-c", CTRL_C_WHILE_IT_IS_IMPORTED, "build"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, "error: stopped before anything was begun\n")


def test_no_command_makes_a_parser_that_no_notebook_needs():
    program = (
        "import contextlib, sys\n"
        "from autograder.cli import main\n"
        "with contextlib.suppress(SystemExit):\n    main(['--help'])\n"
        "import nbformat, jsonschema\n"
        "print('made:', 'lark' in sys.modules)\n"
    )
    printed = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert printed.splitlines()[-1] == "made: False"
