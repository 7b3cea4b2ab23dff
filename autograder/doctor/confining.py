"""Does confinement confine? Each is started, and a program in it tries what no submission may do."""

from __future__ import annotations

import json
import os
import select
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.doctor.finding import Finding, Level
from autograder.doctor.machine import Machine
from autograder.engine import readable
from autograder.engine.confinement import CannotConfineError, Confinement
from autograder.engine.limits import Limits

_SECONDS = 20.0
_MEND = {
    "sandlock": "a kernel with Landlock (Linux 6.12 or later), and: python -m pip install 'sandlock>=0.9,<0.10'",
    "bubblewrap": "sudo apt install bubblewrap (or your system's package of that name)",
    "container": "install docker or podman and make the image: docs/trust.md says how",
}
_NOTHING = "install bubblewrap, or grade on a recent Linux; docs/trust.md names the ways out"
# It says of each act whether it was done or refused, and nothing else. It runs where no package is.
_PROGRAM = """\
import json, socket, sys
secret, outside, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
def connect():
    socket.create_connection(("127.0.0.1", port), 2).close()
acts = {
    "read a file outside": lambda: open(secret).read(),
    "write a file outside": lambda: open(outside, "w").write("x"),
    "open a connection": connect,
}
done = []
for name, act in acts.items():
    try:
        act()
        done.append(name)
    except OSError:
        pass
print(json.dumps({"added": 1 + 1, "done": done}))
"""
ACTS = ("read a file outside", "write a file outside", "open a connection")


def confinements(machine: Machine) -> list[Finding]:
    """Say of each confinement whether it works, and whether it keeps a program in."""
    findings = [_one(name, make, machine.scratch) for name, make in machine.confinements.items()]
    if any(finding.level is Level.FINE for finding in findings):
        return findings
    words = "no confinement works here, so nothing is graded unless --unconfined is given, which trusts every student"
    return [*findings, Finding("confinement", Level.BROKEN, words, _NOTHING)]


def withheld_reference(machine: Machine) -> list[Finding]:
    """Say whether a worker starts in the confinement that grading would choose, and lacks the lesson's reference."""
    from autograder.engine.snapshot import course_snapshot
    from autograder.engine.worker import WarmWorker
    from autograder.exercises import find_lesson

    what, lesson = "the reference is withheld", find_lesson("01-neurons")
    chosen = next((one for one in (make() for make in machine.confinements.values()) if one.obstacle() is None), None)
    if chosen is None:
        return [Finding(what, Level.BROKEN, "not tried, as nothing confines here", _NOTHING)]
    module, name = lesson.withheld[0], lesson.exercises[0].name
    began = time.monotonic()
    try:
        with (
            course_snapshot(machine.withheld(lesson), hidden=[machine.root]) as snapshot,
            WarmWorker(snapshot, chosen, Limits(cell_seconds=_SECONDS)) as worker,
            worker.open_submission() as session,
        ):
            sound = session.run_cell("assert 1 + 1 == 2")
            loot = session.run_cell(f"import {module} as reference\nreference.{name}")
    except (CannotConfineError, OSError) as error:
        return [Finding(what, Level.BROKEN, f"no worker starts in {chosen.name}: {error}"[:300], _NOTHING)]
    seconds = f"a worker in {chosen.name}, started in {time.monotonic() - began:.1f} s"
    if sound.status != "ok":
        return [Finding(what, Level.BROKEN, f"{seconds}, cannot add two numbers", _NOTHING)]
    if loot.status == "ok":
        words = f"{seconds}, can import {module}: a student could hand in the reference itself"
        return [Finding(what, Level.BROKEN, words, "install the course anew: make clean setup")]
    return [Finding(what, Level.FINE, f"{seconds}, computes and cannot import {module}")]


def _one(name: str, make: Callable[[], Any], scratch: Path) -> Finding:
    what = f"confinement {name}"
    try:
        confinement = make()
        obstacle = confinement.obstacle()
        if obstacle is not None:
            return Finding(what, Level.LOOK, f"not used: {obstacle}", _MEND.get(name, ""))
        done = _acts_done(confinement, scratch)
    except (CannotConfineError, OSError, ValueError) as error:
        return Finding(what, Level.BROKEN, f"a program in it came to nothing: {error}"[:300], _MEND.get(name, ""))
    if done:
        words = f"it does not confine: a program in it could {', and '.join(done)}"
        return Finding(what, Level.BROKEN, words, f"do not grade with it; {_MEND.get(name, _NOTHING)}")
    return Finding(what, Level.FINE, f"works: a program in it ran, and could not {', '.join(ACTS[:-1])} or {ACTS[-1]}")


def _acts_done(confinement: Confinement, scratch: Path) -> list[str]:
    """Return the forbidden acts that a program in the confinement managed."""
    with tempfile.TemporaryDirectory(dir=scratch, prefix="autograder-doctor-") as folder, _listening() as port:
        root = Path(folder).resolve()
        root.chmod(0o755)
        for part in ("program", "work", "elsewhere"):
            (root / part).mkdir()
        program = root / "program" / "try.py"
        secret, outside = root / "elsewhere" / "secret", root / "elsewhere" / "mine"
        program.write_text(_PROGRAM, encoding="utf-8")
        secret.write_text("secret", encoding="utf-8")
        command = [sys.executable, "-I", "-S", str(program), str(secret), str(outside), str(port)]
        paths = [program.parent, *readable.interpreter_paths(), *readable.system_paths()]
        process = confinement.start(command, paths, [root / "work"], {"LANG": "C.UTF-8"}, Limits())
        try:
            said = json.loads(_output(process.stdout) or b"null")
        finally:
            process.kill()
            process.wait(5.0)
        if not isinstance(said, dict) or said.get("added") != 2:
            raise ValueError("it did not run to its end")
        # What can be seen from here is not taken from the program's word.
        written = ["write a file outside"] if outside.exists() and "write a file outside" not in said["done"] else []
        return [*said["done"], *written]


def _output(stream: int) -> bytes:
    text, deadline = b"", time.monotonic() + _SECONDS
    while (left := deadline - time.monotonic()) > 0 and len(text) < 10_000:
        if select.select([stream], [], [], left)[0]:
            piece = os.read(stream, 4096)
            if not piece:
                break
            text += piece
    return text


@contextmanager
def _listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
