"""Confinement by namespaces, through bubblewrap: for Linux kernels without Landlock, and as a second opinion."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.engine.confinement import CannotConfineError, installed_bubblewrap
from autograder.engine.limits import Limits
from autograder.engine.unconfined import PipedProcess, start_piped

_ISOLATED = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--new-session", "--clearenv")
# Root needs no user namespace, and a worker in one could not become the ordinary user whose processes can be counted.
_AS_ROOT = ("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID")
_AS_USER = ("--unshare-user",)


class BubblewrapConfinement:
    """A file system of read-only binds, no network, and process ids of its own."""

    name = "bubblewrap"
    confines = True
    caps_processes = False

    @staticmethod
    def obstacle() -> str | None:
        """Return why it does not work here, or None."""
        bwrap = installed_bubblewrap()
        if bwrap is None:
            return "bubblewrap is not installed"
        trial = [bwrap, *_isolation(), "--ro-bind", "/", "/", "/usr/bin/env", "true"]
        done = subprocess.run(trial, capture_output=True, text=True, timeout=20, check=False)
        return None if done.returncode == 0 else f"bubblewrap does not work here: {done.stderr.strip()[:200]}"

    def start(
        self,
        command: Sequence[str],
        readable: Sequence[Path],
        writable: Sequence[Path],
        environment: Mapping[str, str],
        limits: Limits,
    ) -> PipedProcess:
        """Start `command` in namespaces of its own."""
        bwrap = installed_bubblewrap()
        if bwrap is None:
            raise CannotConfineError("bubblewrap is not installed")
        arguments = [bwrap, *_isolation(), "--dev", "/dev", "--remount-ro", "/dev"]
        for name, value in environment.items():
            arguments += ["--setenv", name, value]
        shown = [path for path in sorted(readable) if Path("/dev") not in path.parents]
        for parent in sorted({parent for path in [*shown, *writable] for parent in path.parents}):
            arguments += ["--perms", "0755", "--dir", str(parent)]  # else they are open to this user only
        for path in shown:
            arguments += ["--ro-bind", str(path), str(path)]
        for link in (Path("/bin"), Path("/sbin"), Path("/lib"), Path("/lib32"), Path("/lib64")):
            if link.is_symlink():
                arguments += ["--symlink", str(link.readlink()), str(link)]
        for path in writable:
            arguments += ["--bind", str(path), str(path)]
        arguments += ["--remount-ro", "/", "--chdir", str(writable[0]), "--", *command]
        return PipedProcess(start_piped(arguments, {}), own_pids=True, own_count=os.getuid() != 0)


def _isolation() -> tuple[str, ...]:
    return (*_ISOLATED, *(_AS_ROOT if os.getuid() == 0 else _AS_USER))
