"""A line of text that says how far training has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

# A notebook stores every version of the line, and a terminal is slow: a few a second are enough.
SECONDS_BETWEEN = 0.2
_BAR = 20


class ProgressLine:
    """A line on standard output that rewrites itself, in a terminal or a notebook; elsewhere it stays silent.

    It never writes to standard error, which nbgrader takes for a failure.

    Parameters
    ----------
    wanted : bool
        False for silence everywhere.
    clock : callable
        Returns seconds.
    """

    def __init__(self, wanted: bool = True, clock: Callable[[], float] = time.perf_counter) -> None:
        self._on = wanted and rewrites_lines(sys.stdout)
        self._clock = clock
        self._next = clock() + SECONDS_BETWEEN
        self._width = 0

    @property
    def is_due(self) -> bool:
        """Whether the line is shown here, and enough time has passed since it changed."""
        return self._on and self._clock() >= self._next

    def show(self, text: str, done: float) -> None:
        """Show how much is done.

        Parameters
        ----------
        text : str
            What to say behind the bar.
        done : float
            Share that is done, in [0, 1].
        """
        if not self._on:
            return
        filled = round(done * _BAR)
        line = f"[{'#' * filled}{'.' * (_BAR - filled)}] {text}"
        # Spaces cover what is left of a longer line before.
        sys.stdout.write(f"\r{line:{self._width}}")
        sys.stdout.flush()
        self._width = len(line)
        self._next = self._clock() + SECONDS_BETWEEN

    def close(self, last_words: str = "", even_if_silent: bool = False) -> None:
        """End the line, and say why.

        Parameters
        ----------
        last_words : str
            What to say in a line of its own.
        even_if_silent : bool
            Whether to say it also where no progress is shown.
        """
        if self._width:
            sys.stdout.write("\n")
            self._width = 0
        if last_words and (self._on or even_if_silent):
            sys.stdout.write(f"{last_words}\n")


def rewrites_lines(stream: object) -> bool:
    """Return whether a carriage return on `stream` goes back to the line's beginning: in terminals and notebooks."""
    if type(stream).__module__.startswith("ipykernel."):
        return True
    return bool(getattr(stream, "isatty", lambda: False)())
