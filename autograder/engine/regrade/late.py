"""What becomes of a late penalty when the score that it was taken from changes."""

from __future__ import annotations

from collections.abc import Callable

from autograder.engine.regrade.grades import PenaltyStep, Standing, same


def penalty_step(before: Standing, after: Standing, plug_in: Callable[[float], float | None]) -> PenaltyStep | None:
    """Return how a late penalty changes with the score; None if it stays as it is.

    A penalty that the course's plug-in gives for the old score is computed anew for the new one, as nbgrader would.
    nbgrader computes it when it grades automatically, before a person has looked, so one that fits the automatic scores
    alone is the plug-in's, too. Any other was set by hand, or by a policy that has changed since, and is kept.

    Parameters
    ----------
    before, after : Standing
        The grades before and after the regrade; of `after` the penalty is not looked at.
    plug_in : callable
        Maps a score to the plug-in's penalty for this student and this lateness, in points, or None.
    """
    if before.seconds_late <= 0 or same(before.score, after.score):
        return None
    if not any(same(plug_in(score), before.penalty) for score in (before.score, before.automatic)):
        return None
    penalty = plug_in(after.score)
    if same(penalty, before.penalty):
        return None
    return PenaltyStep(before.penalty, penalty, f"the late plug-in's penalty for a score of {after.score:g}")
