"""Demos in JupyterLab: from a key press to a frame that shows the kernel's answer.

The measurement is a browser test's, run in Chromium with its output shown.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-s", "tests/browser", "-k", "test_every_key_press_is_answered"]
    environment = {**os.environ, "KEY_PRESSES": "30"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    lines = sorted(line for line in done.stdout.splitlines() if "key press to a frame" in line)
    if done.returncode:
        sys.exit(f"the browser test failed:\n{done.stdout[-2000:]}")
    if not lines:
        print("  not measured: no Chromium was found")
    for line in lines:
        print(f"  {line}")


if __name__ == "__main__":
    main()
