"""The floor: the same cells executed in one plain process, checks and figures included, nothing isolated or recorded.

``python -m benchmarks.grading.floor SIZE`` runs the submissions of the course in the current folder.
"""

import contextlib
import json
import sys
from pathlib import Path

from autograder.confined.warm import warm_up
from autograder.exercises import find_lesson
from benchmarks.grading.classes import LESSON, notebooks


def main() -> None:
    shell = warm_up(find_lesson(LESSON).preload)
    shell.adopt_process()
    for path in notebooks(Path())[: int(sys.argv[1])]:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "code":
                with contextlib.suppress(SystemExit):
                    shell.run_notebook_cell("".join(cell["source"]))


if __name__ == "__main__":
    main()
