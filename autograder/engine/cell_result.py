"""What came of a cell that ran in a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class CellResult:
    """What one cell did.

    Attributes
    ----------
    outputs : list of dict
        In nbformat's form.
    status : str
        "ok", "error", "timeout" or "died".
    seconds : float
        Wall time.
    lent : dict
        What the process claims to be orders for figures, by fingerprint.
    """

    outputs: list[dict[str, Any]]
    status: str
    seconds: float
    lent: Mapping[Any, Any] = field(default_factory=dict)
