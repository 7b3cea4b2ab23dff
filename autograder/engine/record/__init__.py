"""Record: write verdicts where nbgrader keeps them, as its own `autograde` would, in a fraction of the time."""

from autograder.engine.record.recorder import Recorder

__all__ = ["Recorder"]
