"""The rule for late submissions as a table; `record/test_recorder.py` shows that nbgrader and we follow it alike."""

import pytest
from nbgrader.api import Assignment, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from traitlets import TraitError
from traitlets.config import Config

from autograder.nbgrader_plugin.config import configure
from autograder.nbgrader_plugin.late_policy import DAY, HOUR, LatePolicy

USUAL = {"grace_hours": 2, "percent_per_day": 10, "zero_after_days": 5}


@pytest.mark.parametrize(
    ("settings", "seconds_late", "penalty"),
    [
        (USUAL, 1, None),
        (USUAL, 2 * HOUR, None),
        (USUAL, 2 * HOUR + 1e-6, 2.0),
        (USUAL, DAY - 1, 2.0),
        (USUAL, DAY, 2.0),
        (USUAL, DAY + 1e-6, 4.0),
        (USUAL, 2 * DAY, 4.0),
        (USUAL, 2 * DAY + 1, 6.0),
        (USUAL, 5 * DAY, 10.0),
        (USUAL, 5 * DAY + 1e-6, 20.0),
        (USUAL, 400 * DAY, 20.0),
        ({"percent_per_day": 10}, 1e-6, 2.0),
        ({"percent_per_day": 10}, 9 * DAY + 1, 20.0),
        ({"percent_per_day": 10}, 99 * DAY, 20.0),  # never more than there is
        ({"percent_per_day": 100}, 1, 20.0),
        ({"percent_per_day": 12.5}, DAY + 1, 5.0),
        ({"zero_after_days": 0}, 1, 20.0),
        ({"zero_after_days": 0.5}, DAY / 2, 0.0),
        ({"zero_after_days": 0.5}, DAY / 2 + 1, 20.0),
        ({"zero_after_days": 1, "grace_hours": 48}, 47 * HOUR, None),  # what is forgiven is forgiven
        ({"zero_after_days": 1, "grace_hours": 48}, 48 * HOUR + 1, 20.0),
        ({}, 99 * DAY, None),
        ({"penalty_method": "zero"}, 1, 20.0),  # nbgrader's own setting, where ours are not made
        ({"penalty_method": "zero", **USUAL}, DAY, 2.0),
    ],
)
def test_what_is_taken_off_20_points(settings, seconds_late, penalty):
    assert LatePolicy(**settings).late_submission_penalty("emmy", 20.0, seconds_late) == penalty


def test_nothing_earned_nothing_lost():
    assert LatePolicy(**USUAL).late_submission_penalty("emmy", 0.0, DAY) == 0


@pytest.mark.parametrize(
    "settings", [{"percent_per_day": 101}, {"percent_per_day": -1}, {"grace_hours": -1}, {"zero_after_days": -1}]
)
def test_settings_that_make_no_sense_are_refused(settings):
    with pytest.raises(TraitError):
        LatePolicy(**settings)


def test_the_course_s_configuration_reaches_the_rule(tmp_path):
    config = Config()
    configure(config, tmp_path / "nbgrader_config.py")
    config.LatePolicy.percent_per_day = 10
    step = AssignLatePenalties(config=config)
    step.init_plugin()
    assert type(step.plugin_inst) is LatePolicy and step.plugin_inst.percent_per_day == 10


@pytest.mark.parametrize(
    ("due", "handed_in", "hours_late"),
    [
        ("2026-01-02 00:00:00 UTC", "2026-01-02 02:00:00 UTC", 2),
        ("2026-01-02 01:00:00 Europe/Berlin", "2026-01-02 00:00:00 UTC", 0),
        ("2026-01-02T01:00:00+01:00", "2026-01-01T19:00:00-05:00", 0),
        ("2026-03-28 12:00:00 Europe/Berlin", "2026-03-29 12:00:00 Europe/Berlin", 23),  # the night that lacks an hour
        ("2026-10-24 12:00:00 Europe/Berlin", "2026-10-25 12:00:00 Europe/Berlin", 25),  # and the one that has it twice
        ("2026-01-02 00:00:00", "2026-01-02T05:30:00+05:30", 0),  # without a zone: UTC
    ],
)
def test_days_are_24_hours_whatever_the_zones_and_the_season(due, handed_in, hours_late):
    """nbgrader keeps both times in UTC, without a zone; a day of the rule is 24 hours, not a date in a calendar."""
    submission = SubmittedAssignment(timestamp=parse_utc(handed_in))
    submission.assignment = Assignment("x", duedate=parse_utc(due))
    assert submission.total_seconds_late == hours_late * HOUR
    penalty = LatePolicy(percent_per_day=10).late_submission_penalty("emmy", 10.0, submission.total_seconds_late)
    assert penalty == {0: None, 2: 1.0, 23: 1.0, 25: 2.0}[hours_late]
