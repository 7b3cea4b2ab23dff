"""The package of demos: every lesson imports all of them, so none may need what some lesson withholds."""

import subprocess
import sys


def test_importing_the_demos_loads_nothing_of_the_reference():
    code = "import sys, demos; print([n for n in sys.modules if n.startswith('lecturelib.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
