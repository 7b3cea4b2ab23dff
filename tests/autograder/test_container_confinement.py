"""autograder.engine.container_confinement, with a stand-in for the engine: a program called docker or podman that notes
how it was called, and runs the command on this machine. What a real engine does with the command is not seen here.
"""

import contextlib
import json
import os
import stat
import sys
import time
from pathlib import Path

import pytest

from autograder.engine.confinement import CannotConfineError, choose_confinement
from autograder.engine.container_confinement import IMAGE, ContainerConfinement
from autograder.engine.limits import Limits
from autograder.engine.snapshot import course_snapshot
from autograder.engine.worker import WarmWorker

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="grading needs fork, which Windows lacks")
LIMITS = Limits(cell_seconds=20)

# It knows the options that are followed by a value; what remains after the image is the command.
STAND_IN = """#!{python}
import json, os, signal, sys
folder, arguments = {folder!r}, sys.argv[1:]
with open(folder + "/calls", "a") as calls:
    calls.write(json.dumps(arguments) + "\\n")
if arguments[0] == "image":
    sys.exit(0 if arguments[2] in {images!r} else 1)
if arguments[0] == "rm":
    try:
        os.kill(int(open(folder + "/" + arguments[-1]).read()), signal.SIGKILL)
    except OSError:
        sys.exit(1)
    sys.exit(0)
alone, environment, rest = ("--rm", "--interactive", "--init", "--read-only"), {{}}, arguments[1:]
while rest[0].startswith("--"):
    option = rest.pop(0)
    value = None if option in alone else rest.pop(0)
    if option == "--name":
        open(folder + "/" + value, "w").write(str(os.getpid()))
    if option == "--env":
        name, _, text = value.partition("=")
        environment[name] = text
image, program, *command = rest
if "-c" in command:
    command = ["-I", "-S", "-c", {found!r} or command[-1]]
os.execve({python!r}, [{python!r}, *command[:1], "-S", *command[1:]], environment)
"""


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """Put a stand-in on the path, and return a function that tells how it was called."""

    def install(name="docker", images=(IMAGE,), found=""):
        script = STAND_IN.format(python=sys.executable, folder=str(tmp_path), images=images, found=found)
        (tmp_path / "bin").mkdir(exist_ok=True)
        program = tmp_path / "bin" / name
        program.write_text(script)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        return lambda: [json.loads(line) for line in (tmp_path / "calls").read_text().splitlines()]

    return install


def run_of(calls):
    """Return how the engine was told to run the container, once it was: it is a process, and takes its time."""
    give_up_at = time.monotonic() + 20
    while time.monotonic() < give_up_at:
        with contextlib.suppress(OSError, ValueError, StopIteration):
            return next(call for call in calls() if "--interactive" in call)
        time.sleep(0.02)
    raise AssertionError("the engine was not told to run anything")


def option(arguments, name):
    return [arguments[place + 1] for place, word in enumerate(arguments) if word == name]


def test_a_submission_is_graded_through_it_and_nothing_stays(engine, tmp_path):
    calls = engine()
    with course_snapshot([], {}) as snapshot:
        with WarmWorker(snapshot, choose_confinement("container"), LIMITS) as worker:
            for _ in range(2):
                with worker.open_submission() as session:
                    session.run_cell("def twice(x): return 2 * x")
                    assert session.subject("twice")(21.0) == 42.0
                    assert session.run_cell("import os; os._exit(3)").status == "died"
        run = next(call for call in calls() if "--interactive" in call)
        (name,) = option(run, "--name")
        assert calls()[-1] == ["rm", "--force", name]
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / name).read_text()), 0)


def test_the_command_confines(engine, tmp_path):
    calls = engine()
    (tmp_path / "scratch").mkdir()
    command = [sys.executable, "-I", "-S", "-B", "/snapshot/start.py", "/scratch/log"]
    process = ContainerConfinement().start(
        command, [Path("/snapshot"), Path("/usr")], [tmp_path / "scratch"], {"HOME": "/scratch/home"}, LIMITS
    )
    run = run_of(calls)
    process.kill()
    assert process.wait(10)
    assert option(run, "--network") == ["none"]
    assert option(run, "--cap-drop") == ["ALL"]
    assert option(run, "--security-opt") == ["no-new-privileges"]
    assert "--read-only" in run and "--rm" in run
    assert option(run, "--pids-limit") == [str(LIMITS.processes + 4)]
    assert option(run, "--memory") == option(run, "--memory-swap")
    assert int(option(run, "--memory")[0]) > LIMITS.memory_bytes
    assert option(run, "--mount") == [
        "type=bind,src=/snapshot,dst=/snapshot,readonly",
        f"type=bind,src={tmp_path}/scratch,dst={tmp_path}/scratch",
    ]
    assert option(run, "--env") == ["HOME=/scratch/home"]
    assert run[run.index(IMAGE) + 1 :] == ["python3", "-I", "-B", "/snapshot/start.py", "/scratch/log"]


@pytest.mark.parametrize(("uid", "user"), [(0, ["0:0"]), (1000, ["1000:1000"])])
def test_it_runs_as_whoever_grades_and_root_may_only_become_another(engine, tmp_path, monkeypatch, uid, user):
    calls = engine("podman")
    monkeypatch.setattr(os, "getuid", lambda: uid)
    monkeypatch.setattr(os, "getgid", lambda: uid)
    process = ContainerConfinement().start([sys.executable, "-I", "/s/start.py"], [], [tmp_path], {}, LIMITS)
    run = run_of(calls)
    process.kill()
    process.wait(10)
    assert option(run, "--user") == user
    assert option(run, "--cap-add") == (["SETUID", "SETGID"] if uid == 0 else [])
    assert option(run, "--userns") == ([] if uid == 0 else ["keep-id"])


@pytest.mark.parametrize(
    ("images", "found", "sentence"),
    [
        ((), "", "has no image autograder-sandbox"),
        ((IMAGE,), "raise SystemExit(3)", "holds the course, and so the reference"),
        ((IMAGE,), "raise SystemExit('broken')", "does not run: broken"),
    ],
)
def test_an_image_that_will_not_do_is_refused(engine, images, found, sentence):
    engine(images=images, found=found)
    with pytest.raises(CannotConfineError, match=sentence):
        choose_confinement("container")


def test_without_an_engine_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotConfineError, match="neither docker nor podman is installed"):
        choose_confinement("container")
    with pytest.raises(CannotConfineError, match="neither docker nor podman is installed"):
        ContainerConfinement().start([], [], [], {}, LIMITS)


def test_another_image_is_named_after_a_colon(engine):
    calls = engine(images=("course-2026",))
    assert choose_confinement("container:course-2026").image == "course-2026"
    assert calls()[0] == ["image", "inspect", "course-2026"]
    with pytest.raises(CannotConfineError, match="there is no confinement called sandlock:x"):
        choose_confinement("sandlock:x")
