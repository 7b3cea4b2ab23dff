"""What each confinement keeps a program from; `none` shows that the programs would do it if they could."""

import os
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.engine import readable
from autograder.engine.bubblewrap_confinement import BubblewrapConfinement
from autograder.engine.confinement import CannotConfineError, choose_confinement
from autograder.engine.container_confinement import ContainerConfinement
from autograder.engine.limits import Limits
from autograder.engine.process_tree import Tree
from autograder.engine.sandlock_confinement import SandlockConfinement
from autograder.engine.unconfined import Unconfined

BACKENDS = {"sandlock": SandlockConfinement, "bubblewrap": BubblewrapConfinement, "none": Unconfined}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="grading needs fork, which Windows lacks")


@pytest.fixture(params=BACKENDS)
def backend(request):
    obstacle = BACKENDS[request.param].obstacle()
    if obstacle is not None:
        pytest.skip(f"NOT TESTED on this machine: {obstacle}")
    return choose_confinement(request.param)


@pytest.fixture
def confined(backend, tmp_path):
    """A program's output under the confinement."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def output_of(source):
        command = [sys.executable, "-I", "-S", "-c", source]
        paths = [*readable.interpreter_paths(), *readable.system_paths()]
        process = backend.start(command, paths, [scratch], {"SCRATCH": str(scratch)}, Limits())
        text = b""
        while piece := os.read(process.stdout, 2**16):
            text += piece
            assert len(text) < 10**6
        assert process.wait(10)
        return text.decode().strip()

    output_of.scratch = scratch
    output_of.name = backend.name
    return output_of


def attempt(source):
    """A program that prints "done" or the error of `source`."""
    lines = "\n".join("    " + line for line in source.splitlines())
    return f"try:\n{lines}\n    print('done')\nexcept OSError as error:\n    print(type(error).__name__)"


def test_a_program_runs_with_its_scratch_directory_only_writable(confined):
    assert confined("import os; open(os.environ['SCRATCH'] + '/x', 'w').write('1'); print(1 + 1)") == "2"
    assert (confined.scratch / "x").read_text() == "1"


def test_the_environment_is_what_was_given(confined, monkeypatch):
    monkeypatch.setenv("NBGRADER_TOKEN", "secret")
    assert "secret" not in confined("import os; print(dict(os.environ))")
    assert "SCRATCH" in confined("import os; print(dict(os.environ))")


def test_files_cannot_be_read(confined, tmp_path):
    (tmp_path / "gradebook.db").write_text("grades")
    for path in (tmp_path / "gradebook.db", Path(__file__), Path("/etc/passwd")):
        result = confined(attempt(f"open({str(path)!r}).read()"))
        assert (result == "done") == (confined.name == "none")
        assert result in ("done", "PermissionError", "FileNotFoundError")
    listing = confined(attempt(f"import os; print(os.listdir({str(tmp_path)!r}))"))
    assert ("gradebook.db" in listing) == (confined.name == "none")


def test_files_cannot_be_written(confined, tmp_path):
    outside = tmp_path / "outside.txt"
    result = confined(attempt(f"open({str(outside)!r}, 'w').write('x')"))
    assert (result == "done") == (confined.name == "none")
    assert outside.exists() == (confined.name == "none")


def test_links_do_not_lead_out(confined, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (confined.scratch / "link").symlink_to(tmp_path / "secret")
    result = confined(attempt(f"open({str(confined.scratch / 'link')!r}).read()"))
    assert (result == "done") == (confined.name == "none")


def test_the_network_is_out_of_reach(confined):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        result = confined(attempt(f"import socket; socket.create_connection(('127.0.0.1', {port}), 2).close()"))
        assert (result == "done") == (confined.name == "none")


def test_processes_outside_cannot_be_signalled_or_read(confined):
    result = confined(attempt(f"import os; os.kill({os.getpid()}, 0)"))
    assert (result == "done") == (confined.name == "none")
    result = confined(attempt(f"open('/proc/{os.getpid()}/environ', 'rb').read()"))
    assert (result == "done") == (confined.name == "none" and sys.platform == "linux")


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets are Linux's")
def test_abstract_sockets_are_out_of_reach(confined):
    name = f"\0autograder-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen()
        result = confined(attempt(f"import socket; socket.socket(socket.AF_UNIX).connect({name!r})"))
        assert (result == "done") == (confined.name == "none")


def test_it_can_be_killed_and_outlives_the_thread_that_started_it(backend, tmp_path):
    paths = [*readable.interpreter_paths(), *readable.system_paths()]
    source = "import sys, time; print('up', flush=True); time.sleep(60)"
    started = []

    def start():
        command = [sys.executable, "-I", "-S", "-c", source]
        started.append(backend.start(command, paths, [tmp_path], {}, Limits()))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    time.sleep(0.1)
    process = started[0]
    assert os.read(process.stdout, 10) == b"up\n"
    before = time.monotonic()
    tree = Tree(process.pid)
    process.kill()
    assert tree.wait(5)
    assert process.wait(10)
    assert time.monotonic() - before < 5


@pytest.mark.skipif(SandlockConfinement.obstacle() is not None, reason="sandlock does not work here")
def test_a_start_that_hangs_is_made_again(monkeypatch, tmp_path):
    import sandlock

    release, popen, calls = threading.Event(), sandlock.Sandbox.popen, []

    def hangs_once(sandbox, *args, **kwargs):
        calls.append(1)
        if len(calls) == 1:
            release.wait(30)
            raise OSError("too late")
        return popen(sandbox, *args, **kwargs)

    monkeypatch.setattr("autograder.engine.sandlock_confinement._START_SECONDS", 0.3)
    monkeypatch.setattr(sandlock.Sandbox, "popen", hangs_once)
    paths = [*readable.interpreter_paths(), *readable.system_paths()]
    command = [sys.executable, "-I", "-S", "-c", "print('up')"]
    process = SandlockConfinement().start(command, paths, [tmp_path], {}, Limits())
    assert os.read(process.stdout, 10) == b"up\n"
    assert process.wait(5)
    release.set()
    assert len(calls) == 2


def test_nothing_is_ever_unconfined_by_itself(monkeypatch):
    monkeypatch.setattr(SandlockConfinement, "obstacle", staticmethod(lambda: "sandlock needs Linux"))
    monkeypatch.setattr(BubblewrapConfinement, "obstacle", staticmethod(lambda: None))
    assert choose_confinement().name == "bubblewrap"
    monkeypatch.setattr(BubblewrapConfinement, "obstacle", staticmethod(lambda: "bubblewrap is not installed"))
    monkeypatch.setattr(ContainerConfinement, "obstacle", lambda self: None)
    assert choose_confinement().name == "container"
    monkeypatch.setattr(ContainerConfinement, "obstacle", lambda self: "docker is not installed")
    for name in (None, "sandlock", "bubblewrap", "container"):
        with pytest.raises(CannotConfineError) as caught:
            choose_confinement(name)
        for word in ("bubblewrap", "container", "--unconfined", "your rights", "change scores"):
            assert word in str(caught.value)
    assert choose_confinement("none").name == "none"


def test_an_unknown_name_is_an_error():
    with pytest.raises(CannotConfineError, match="sandlock, bubblewrap, container, none"):
        choose_confinement("docker")


def test_the_engine_imports_without_linux_packages():
    source = (
        "import sys\n"
        "for name in ('sandlock', 'landlockpy', 'resource'): sys.modules[name] = None\n"
        "import autograder.engine.worker, autograder.engine.confinement as c\n"
        "assert c.choose_confinement('none').name == 'none'\n"
    )
    import subprocess

    root = Path(readable.__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", source], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
