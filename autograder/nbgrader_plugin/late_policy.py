"""What a late submission loses: a rule with settings, which nbgrader, formgrader and `autograder grade` all follow.

`configure` makes it the course's plug-in; without settings nothing is taken off. In ``nbgrader_config.py``::

    c = get_config()
    c.LatePolicy.grace_hours = 2        # until then nothing is taken off
    c.LatePolicy.percent_per_day = 10   # of the points earned, for every day that has begun since the due date
    c.LatePolicy.zero_after_days = 5    # later than that, everything
"""

from __future__ import annotations

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float

HOUR, DAY = 3600.0, 86400.0


class LatePolicy(LateSubmissionPlugin):  # type: ignore[misc]
    r"""Percent for each started day after a grace period, and nothing left after some days.

    With p percent a day, a submission that is s seconds late and has earned P points loses

    .. math:: \min\!\Big(1, \frac{p}{100} \Big\lceil \frac{s}{86400} \Big\rceil\Big) P

    if s is more than the grace period, and P if s is more than `zero_after_days`. The due date is the student's own,
    with the extension that nbgrader's gradebook holds. Exactly at a bound, the milder side holds. Points that a person
    gives later are not part of P: grade the lesson again after marking, which executes nothing anew.

    If neither percentage nor last day is set, nbgrader's own `penalty_method` holds.
    """

    grace_hours = Float(0.0, min=0.0, help="Hours after the due date during which nothing is taken off.").tag(
        config=True
    )
    percent_per_day = Float(
        0.0, min=0.0, max=100.0, help="Percent of the points earned that each started day takes off."
    ).tag(config=True)
    zero_after_days = Float(
        None, min=0.0, allow_none=True, help="Days after the due date from which on nothing is left. None: never."
    ).tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Return the points that are taken off, or None for none.

        Parameters
        ----------
        student_id : str
            Who handed in; the same rule holds for everybody.
        score : float
            Points earned.
        total_seconds_late : float
            Seconds since the student's due date.
        """
        if not self.percent_per_day and self.zero_after_days is None:
            penalty: float | None = super().late_submission_penalty(student_id, score, total_seconds_late)
            return penalty
        if total_seconds_late <= self.grace_hours * HOUR:
            return None
        if self.zero_after_days is not None and total_seconds_late > self.zero_after_days * DAY:
            return score
        return score * min(1.0, self.percent_per_day * math.ceil(total_seconds_late / DAY) / 100.0)
