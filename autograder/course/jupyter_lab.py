"""A JupyterLab on this machine with settings of its own, which reads and writes nothing of its user's."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.course import CourseError

START_SECONDS = 120
END_SECONDS = 15

# Places that Jupyter and what runs in it would otherwise look up in the user's home, and the folder of each.
_PLACES = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
    "MPLCONFIGDIR": "matplotlib",
}
_NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}


@dataclass(frozen=True)
class LabServer:
    """A running JupyterLab: its address with a final slash, its token, and the directory it serves."""

    url: str
    token: str
    root: Path

    @property
    def link(self) -> str:
        """Where a browser opens it."""
        return f"{self.url}lab?token={self.token}"


class JupyterLab:
    """A JupyterLab that runs as long as it is entered.

    Parameters
    ----------
    root : Path
        The folder that it serves, and that it is started in: nbgrader takes the current folder for the student's.
    home : Path
        Where its settings are kept, and its log, ``lab.log``; made if it is missing.
    port : int
        Where it listens, on this machine alone; 0 takes any port that is free.
    arguments : sequence of str
        More arguments of ``jupyter lab``.
    environment : mapping of str to str
        More variables of its environment.
    """

    def __init__(
        self,
        root: Path,
        home: Path,
        port: int = 0,
        arguments: tuple[str, ...] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.root, self.home = root, home
        self.log = home / "lab.log"
        self._token = secrets.token_hex(16)
        self._arguments = (f"--port={port}", "--ServerApp.port_retries=0", *arguments)
        self._more = dict(environment or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> JupyterLab:
        environment = lab_environment(self.home) | self._more
        # What an earlier one has left would be taken for this one's.
        for description in self._descriptions():
            description.unlink()
        # The token goes by the environment: everybody may read the command line.
        environment["JUPYTER_TOKEN"] = self._token
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", *self._arguments]
        command += [f"--ServerApp.root_dir={self.root}"]
        command += ["--allow-root"] if os.name == "posix" and os.geteuid() == 0 else []
        with self.log.open("wb") as output:
            # In a session of its own it does not hear the terminal's Ctrl-C: who started it ends it.
            self._process = subprocess.Popen(
                command,
                cwd=self.root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        self.ask_to_end()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def has_ended(self) -> bool:
        """Whether it runs no more."""
        return self._process is None or self._process.poll() is not None

    def ask_to_end(self) -> None:
        """Ask it to end its kernels and itself, and do not wait for that."""
        if self._process is not None and not self.has_ended:
            self._process.send_signal(signal.SIGTERM)

    def wait(self) -> LabServer:
        """Return the server once it answers.

        Raises
        ------
        CourseError
            If it ends instead, or does not answer in time; the sentence holds what it said last.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self.has_ended:
            for description in self._descriptions():
                try:
                    url = str(json.loads(description.read_text(encoding="utf-8"))["url"])
                    with urllib.request.urlopen(f"{url}api/status?token={self._token}", timeout=5):  # noqa: S310
                        return LabServer(url, self._token, self.root)
                except (OSError, ValueError):  # the file is half written, or the server not yet listening
                    continue
            time.sleep(0.1)
        said = [line for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        reason = said[-1].strip() if said else "it said nothing"
        raise CourseError(f"JupyterLab did not start in {self.root}: {reason} (the whole log is {self.log})")

    def _descriptions(self) -> list[Path]:
        return list((self.home / _PLACES["JUPYTER_RUNTIME_DIR"]).glob("jpserver-*.json"))


def lab_environment(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter neither reads nor writes anything of the user's; its folders are made.

    Parameters
    ----------
    home : Path
        What stands in for the user's home.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))}
    for variable, folder in _PLACES.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        environment[variable] = str(home / folder)
    write_settings(home / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings", _NO_NEWS)
    # nbgrader starts commands that stand beside the interpreter, whether or not its environment is activated.
    path = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return {**environment, "HOME": str(home), "PATH": os.pathsep.join(filter(None, path))}


def write_settings(path: Path, settings: Mapping[str, Any]) -> None:
    """Write a file of Jupyter's settings, in JSON; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
