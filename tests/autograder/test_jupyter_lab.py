"""A JupyterLab of its own: its environment, its start, and its end with its kernels."""

import json
import os
import socket
import time
import urllib.request
from pathlib import Path

import pytest

from autograder.course.course import CourseError
from autograder.course.jupyter_lab import JupyterLab, lab_environment


def test_its_environment_leads_nowhere_into_the_users_home(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_TOKEN", "the user's")
    monkeypatch.setenv("JUPYTERHUB_USER", "the user")
    monkeypatch.setenv("LANGUAGE", "nb")
    environment = lab_environment(tmp_path)
    assert environment["LANGUAGE"] == "nb"
    ours = {
        name: value for name, value in environment.items() if name.startswith(("JUPYTER", "IPYTHON", "MPL", "HOME"))
    }
    assert {Path(value).is_relative_to(tmp_path) for value in ours.values()} == {True}
    assert len(ours) == 8


def test_it_ends_with_its_kernels_and_its_token_is_on_no_command_line(tmp_path):
    root = tmp_path / "work"
    root.mkdir()
    with JupyterLab(root, tmp_path / "home") as lab:
        server = lab.wait()
        assert server.root == root
        command = Path(f"/proc/{lab._process.pid}/cmdline").read_bytes().decode()
        assert server.token not in command
        request = urllib.request.Request(
            f"{server.url}api/kernels", data=b"{}", headers={"Authorization": f"token {server.token}"}
        )
        with urllib.request.urlopen(request) as answer:
            kernel = json.loads(answer.read())["id"]
        running = processes_naming(kernel)
        assert running
        assert not lab.has_ended
    assert lab.has_ended
    deadline = time.monotonic() + 10
    while processes_naming(kernel) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not processes_naming(kernel)


def test_one_that_does_not_start_says_why(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        lab = JupyterLab(tmp_path, tmp_path / "home", port)
        with lab, pytest.raises(CourseError, match=rf"did not start in .* port {port} is not available.*lab\.log\)$"):
            lab.wait()
    assert lab.has_ended


def processes_naming(text):
    """Return the processes on whose command line `text` stands."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                if text.encode() in Path(entry.path, "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:  # it has ended meanwhile
                continue
    return found
