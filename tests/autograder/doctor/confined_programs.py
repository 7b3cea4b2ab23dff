"""Confinements made up for the doctor's tests: one that keeps in, one with an obstacle, and some that fail."""

import sys
from pathlib import Path

from autograder.engine.confinement import CannotConfineError
from autograder.engine.unconfined import PipedProcess, Unconfined, start_piped


class Says:
    """Runs another program than the one it is given."""

    name, confines, caps_processes = "made up", True, True
    program = 'print(\'{"added": 2, "done": []}\')'

    def obstacle(self):
        return None

    def start(self, command, readable, writable, environment, limits):
        return PipedProcess(start_piped([sys.executable, "-I", "-S", "-c", self.program], {}), False, False)


class Keeps(Says):
    """Every forbidden act is refused."""


class Dies(Says):
    program = "raise SystemExit(1)"


class SaysNonsense(Says):
    program = "print('3')"


class Hangs(Says):
    program = "import time; time.sleep(60)"


class WritesSecretly(Says):
    """Says that nothing was done; the file outside is there all the same."""

    def start(self, command, readable, writable, environment, limits):
        Path(command[-2]).touch()
        return super().start(command, readable, writable, environment, limits)


class DoesNotStart(Says):
    def start(self, command, readable, writable, environment, limits):
        raise CannotConfineError("the kernel said no")


class HasAnObstacle(Says):
    def obstacle(self):
        return "it is not installed"


class Leaks(Unconfined):
    """Confines nothing."""

    name = "sandlock"
