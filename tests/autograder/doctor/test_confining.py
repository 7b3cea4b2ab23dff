"""Confinements that confine, and those that only say so."""

from dataclasses import replace

import pytest

from autograder.doctor import confining
from autograder.doctor.confining import ACTS, confinements, withheld_reference
from autograder.doctor.finding import Level
from autograder.doctor.machine import Machine
from tests.autograder.doctor.confined_programs import (
    Dies,
    DoesNotStart,
    Hangs,
    HasAnObstacle,
    Keeps,
    Leaks,
    SaysNonsense,
    WritesSecretly,
)


def test_what_confines_nothing_is_seen_through(machine):
    """The program really runs, and does all that it tries."""
    found = confinements(replace(machine, confinements={"sandlock": Leaks, "bubblewrap": Keeps}))
    assert [each.level for each in found] == [Level.BROKEN, Level.FINE]
    assert all(act in found[0].words for act in ACTS)
    assert found[0].stops_grading and "do not grade with it" in found[0].mend


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (Dies, "it did not run to its end"),
        (SaysNonsense, "it did not run to its end"),
        (DoesNotStart, "the kernel said no"),
        (WritesSecretly, "could write a file outside"),
    ],
)
def test_a_program_that_comes_to_nothing_proves_nothing(machine, make, words):
    found = confinements(replace(machine, confinements={"bubblewrap": make}))
    assert found[0].level is Level.BROKEN and words in found[0].words
    assert "no confinement works here" in found[1].words


def test_a_program_that_hangs_is_given_up(machine, monkeypatch):
    monkeypatch.setattr(confining, "_SECONDS", 0.3)
    found = confinements(replace(machine, confinements={"bubblewrap": Hangs}))
    assert found[0].level is Level.BROKEN


def test_one_that_is_not_there_does_not_matter_if_another_is(machine):
    found = confinements(replace(machine, confinements={"sandlock": HasAnObstacle, "bubblewrap": Keeps}))
    assert [each.level for each in found] == [Level.LOOK, Level.FINE]
    assert "not used: it is not installed" in found[0].words and "Linux 6.12" in found[0].mend


def test_this_machine_s_confinements_confine(tmp_path):
    here = Machine(tmp_path)
    for found in confinements(here):
        name = found.what.rpartition(" ")[2]
        made = here.confinements.get(name)
        expected = Level.FINE if made is not None and made().obstacle() is None else Level.LOOK
        assert found.level is expected, found


def test_this_machine_withholds_the_reference_and_a_leak_is_seen(tmp_path):
    here = Machine(tmp_path)
    (found,) = withheld_reference(here)
    assert found.level is Level.FINE and "cannot import lecturelib.neurons" in found.words
    (found,) = withheld_reference(replace(here, withheld=lambda lesson: ()))
    assert found.stops_grading and "could hand in the reference itself" in found.words


def test_a_worker_that_does_not_start(machine):
    (found,) = withheld_reference(replace(machine, confinements={"bubblewrap": DoesNotStart}))
    assert found.stops_grading and "the kernel said no" in found.words
