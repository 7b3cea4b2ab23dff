"""The floor: the same cells executed in one plain process, checks and figures included, nothing isolated or recorded.

``python -m benchmarks.grading.floor LESSON SIZE`` runs the submissions of the course in the current folder.
"""

import contextlib
import json
import sys
from pathlib import Path

from autograder.confined.warm import warm_up
from autograder.exercises import find_lesson
from benchmarks.grading.classes import notebooks


def main() -> None:
    lesson, size = sys.argv[1], int(sys.argv[2])
    shell = warm_up(find_lesson(lesson).preload)
    shell.adopt_process()
    for path in notebooks(Path(), lesson)[:size]:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "code":
                with contextlib.suppress(SystemExit):
                    shell.run_notebook_cell("".join(cell["source"]))


if __name__ == "__main__":
    main()
