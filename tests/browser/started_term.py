"""`autograder term` as a person starts it at a terminal: what it prints, its links, and its end by Ctrl-C."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

PEOPLE = ("instructor", "ada", "ben")
_LINK = re.compile(r"^  (\w+) +(http://127\.0\.0\.1:\d+/)lab\?token=(\w+)$")
_COURSE = Path(__file__).resolve().parents[2]


class StartedTerm:
    """A term that runs as long as it is entered.

    Attributes
    ----------
    links, addresses : dict of str to str
        By person: the link that was printed, and the server's address.
    printed, complaints : list of str
        Lines of stdout and of stderr.
    """

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.links: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self.printed: list[str] = []
        self.complaints: list[str] = []
        self._arguments = arguments

    def __enter__(self) -> StartedTerm:
        command = [sys.executable, "-u", "-m", "autograder", "term", "--no-browser", f"--folder={self.folder}"]
        command += [f"--course={_COURSE}", *self._arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._readers = [
            threading.Thread(target=lambda: self.printed.extend(self._lines_until_ready()), daemon=True),
            threading.Thread(target=lambda: self.complaints.extend(self.process.stderr), daemon=True),
        ]
        self._ready = threading.Event()
        for reader in self._readers:
            reader.start()
        self._ready.wait(timeout=180)
        return self

    def _lines_until_ready(self):
        for line in self.process.stdout:
            if found := _LINK.match(line.rstrip("\n")):
                self.links[found[1]] = line.split()[1]
                self.addresses[found[1]] = found[2]
            if "Ctrl-C" in line:
                self._ready.set()
            yield line.rstrip("\n")
        self._ready.set()

    def end(self) -> int:
        """Press Ctrl-C and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=60)
        for reader in self._readers:
            reader.join(timeout=10)
        return code

    def __exit__(self, *_: object) -> None:
        self.end()
        self.process.stdout.close()
        self.process.stderr.close()
