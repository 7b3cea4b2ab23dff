"""Why a submission's process is no more, in words for a student."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

OFF_SCRIPT = "the process sent something other than the answer to what it was asked"


@dataclass(frozen=True)
class Ended:
    """Why a submission's process is no more, as a sentence for a student; whether the worker went with it."""

    reason: str
    with_worker: bool = False


def reason_of(ended: Any) -> str:
    """Return the sentence for what the worker says about the end of a submission."""
    how, code = (ended.get("how"), ended.get("code")) if type(ended) is dict else (None, None)
    if how == "died" and type(code) is int:
        if code >= 0:
            return f"the process ended itself (exit code {code})"
        if code == -9:
            return "the process was killed, most likely because it used up its memory or its processor time"
        return f"the process crashed (signal {-code}), for example by using too deep a recursion or memory not its own"
    if how == "hung up":
        return "the process closed its connection to the grader"
    return OFF_SCRIPT
