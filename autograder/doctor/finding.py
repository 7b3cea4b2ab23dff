"""What a check finds: one line of the doctor's page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How it stands: the word that is shown, and the colour, which says nothing that the word does not."""

    FINE = ("fine", "green")
    LOOK = ("have a look", "yellow")
    BROKEN = ("broken", "red")

    @property
    def word(self) -> str:
        """The word."""
        return self.value[0]

    @property
    def color(self) -> str:
        """The colour's name, for the console and for the page's style sheet."""
        return self.value[1]


GRADING, BUILDING, SHOWING, DEVELOPING = "grading", "building", "showing", "developing"


@dataclass(frozen=True)
class Finding:
    """A line.

    Attributes
    ----------
    what : str
        What was looked at, in a few words.
    level : Level
        How it stands.
    words : str
        What was found, in one sentence.
    mend : str
        The command or the step that mends it; empty if nothing is to be done.
    needed_for : str
        What does without: "grading", "building", "showing" or "developing". Only what grading needs makes the doctor's
        exit code 1.
    picture : bytes
        A PNG that belongs to the finding.
    """

    what: str
    level: Level
    words: str
    mend: str = ""
    needed_for: str = GRADING
    picture: bytes = b""

    @property
    def stops_grading(self) -> bool:
        """Whether nothing can be graded before it is mended."""
        return self.level is Level.BROKEN and self.needed_for == GRADING
