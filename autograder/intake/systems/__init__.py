"""How each learning platform names the files of an export; `recognise` tells which one made an archive."""

from autograder.intake.systems.recognise import SYSTEMS, System, recognise

__all__ = ["SYSTEMS", "System", "recognise"]
