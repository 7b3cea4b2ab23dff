"""Prepare: take in a submission in whatever state it is, and hand on a notebook that can be scored."""

from autograder.engine.prepare.pipeline import Prepared, prepare, prepare_bytes
from autograder.engine.prepare.released import Released, ReleasedCell

__all__ = ["Prepared", "Released", "ReleasedCell", "prepare", "prepare_bytes"]
