"""What travels between the grader and whoever reaches verdicts for it: plain values, ready for any queue or network."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.engine.limits import Limits


@dataclass(frozen=True)
class Setting:
    """What all submissions of one run have in common.

    Attributes
    ----------
    lesson : str
        The lesson's name; one that is not declared here has no exercises.
    confinement : str
        What student code runs in: sandlock, bubblewrap or none. See `autograder.engine.confinement`.
    limits : Limits
        What one submission may use.
    seed : int
        What the graded cases are drawn from.
    figures : bool
        Whether figures are drawn; if not, the outputs hold a line for each.
    hidden : tuple of str
        Folders that must stay unreadable even if they lie below the interpreter's or the system's: the course's.
    figure_cells : bytes
        The lesson's cells that draw, from `autograder.engine.known_figures.packed_figure_cells`: equal figures in them
        are drawn once. Without it, every figure is drawn where it stands.
    """

    lesson: str
    confinement: str
    limits: Limits
    seed: int
    figures: bool = True
    hidden: tuple[str, ...] = ()
    figure_cells: bytes = b""


@dataclass(frozen=True)
class Task:
    """One submission to reach a verdict on.

    Attributes
    ----------
    key : str
        See `autograder.engine.verdict.verdict_key`.
    setting : Setting
        How it is examined.
    notebook : bytes
        The prepared notebook, as the JSON of an ``.ipynb`` file.
    """

    key: str
    setting: Setting
    notebook: bytes


@dataclass(frozen=True)
class Reached:
    """What became of a task.

    Attributes
    ----------
    key : str
        The task's.
    verdict : bytes or None
        `Verdict.to_json` as JSON text; None if there is no verdict.
    fault : str
        Why there is none, in one sentence about the grader; never about the student.
    hopeless : bool
        Whether the fault will befall every other task as well: nothing can be confined there.
    """

    key: str
    verdict: bytes | None
    fault: str = ""
    hopeless: bool = False
