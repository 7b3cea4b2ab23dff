"""ConfinedExecute: what stands where nbgrader would run a submission in an ordinary kernel."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Integer, Unicode

from autograder.engine.limits import Limits
from autograder.engine.oracle import judge
from autograder.engine.reach import declared_lesson, warm_worker
from autograder.engine.task import Setting
from autograder.engine.verdict import Verdict, VerdictStore, is_code, verdict_key


class ConfinedExecute(NbGraderPreprocessor):  # type: ignore[misc]
    """Run a submission in a sandbox and put outputs and verdict where the later preprocessors find them.

    A verdict that is in the course's store already is used as it is.
    """

    confinement = Unicode(
        "", help="What confines student code: sandlock, bubblewrap or none. Empty: the best that this machine has."
    ).tag(config=True)
    cell_seconds = Float(Limits.cell_seconds, help="Wall time of one cell.").tag(config=True)
    figures = Bool(True, help="Whether figures are drawn; if not, a line describes each.").tag(config=True)
    seed = Integer(
        None, allow_none=True, help="What graded cases are drawn from. None: drawn once when grading starts."
    ).tag(config=True)

    store = Unicode("", help="Folder of the verdicts that were reached; set by `configure`.").tag(config=True)

    _seed_of_this_run = secrets.randbits(31)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Reach or look up the verdict, and fill in the outputs of the code cells."""
        lesson = declared_lesson(resources["nbgrader"]["assignment"])
        store = VerdictStore(Path(self.store))
        key = verdict_key(lesson, nb, self.figures)
        verdict = store.get(lesson.name, key)
        if verdict is None:
            seed = self._seed_of_this_run if self.seed is None else self.seed
            limits, hidden = Limits(cell_seconds=self.cell_seconds), (str(self.config.CourseDirectory.root),)
            setting = Setting(lesson.name, self.confinement, limits, seed, self.figures, hidden)
            verdict = judge(lesson, nb, warm_worker(setting), seed)
            store.put(verdict)
        fill_outputs(nb, verdict)
        resources["autograder_verdict"] = verdict
        return nb, resources


def fill_outputs(notebook: NotebookNode, verdict: Verdict) -> None:
    """Give every code cell the outputs that its run produced, as a kernel would have."""
    for count, (cell, outputs) in enumerate(
        zip(filter(is_code, notebook.cells), verdict.outputs, strict=True), start=1
    ):
        cell.execution_count = count
        cell.outputs = [NotebookNode(output) for output in outputs]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
