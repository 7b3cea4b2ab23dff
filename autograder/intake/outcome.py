"""What became of an archive: of each submission in it, and of each of its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What became of a submission."""

    FILED = "filed"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    UNPLACED = "unplaced"


@dataclass(frozen=True)
class Outcome:
    """What became of one submission of one person.

    Attributes
    ----------
    label : str
        What the archive calls it.
    what : What
        What became of it.
    student : str
        nbgrader's id of whom it was filed for; empty if nobody.
    name : str
        That student's name.
    where : str
        Where it is now, relative to the course.
    reason : str
        Why it could not be placed, a sentence.
    notes : tuple of str
        What needs a look all the same, a sentence each.
    remarks : tuple of str
        What was done as it is done every day, such as renaming the notebook, a sentence each.
    late : bool
        Whether the platform marks it as late without telling the time.
    """

    label: str
    what: What
    student: str = ""
    name: str = ""
    where: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    late: bool = False


@dataclass(frozen=True)
class Fate:
    """What became of one file of the archive, a few words."""

    member: str
    what: str


@dataclass(frozen=True)
class Intake:
    """What became of an archive.

    Attributes
    ----------
    archive, system, roster : str
        Where it is, which platform made it, and where the students are known from.
    lesson : str
        The lesson.
    outcomes : tuple of Outcome
        Each submission; one of several people once for each of them.
    fates : tuple of Fate
        Each file of the archive, none left out.
    absent : tuple of str
        Students of the roster, by id, for whom no submission of the lesson is on file.
    tried : bool
        Whether nothing was changed because it was only a trial.
    """

    archive: str
    system: str
    roster: str
    lesson: str
    outcomes: tuple[Outcome, ...]
    fates: tuple[Fate, ...]
    absent: tuple[str, ...] = ()
    tried: bool = False

    def those(self, *what: What) -> Sequence[Outcome]:
        """Return the submissions with one of these outcomes."""
        return [outcome for outcome in self.outcomes if outcome.what in what]

    @property
    def late(self) -> Sequence[str]:
        """Students whose submission was late by an unknown time."""
        return [outcome.student for outcome in self.outcomes if outcome.late and outcome.student]

    def summary(self) -> str:
        """Return the numbers in one sentence."""
        counts = [f"{len(self.those(what))} {what}" for what in What]
        ignored = sum(fate.what.startswith("ignored") for fate in self.fates)
        return (
            f"{len(self.outcomes)} submissions from {self.system}: {', '.join(counts)}; "
            f"{len(self.fates)} files in all, {ignored} of them ignored"
        )
