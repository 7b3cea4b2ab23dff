"""What the correctness of every operation rests on, measured and printed: ``python -m lecturelib.verify``."""

from lecturelib.verify.findings import Finding, measure
from lecturelib.verify.page import page
from lecturelib.verify.text import table

__all__ = ["Finding", "measure", "page", "table"]
