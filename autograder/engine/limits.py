"""What one submission may use."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """The bounds of one submission.

    Attributes
    ----------
    cell_seconds, submission_seconds : float
        Wall time of one cell or call, and of all of them together; the oracle's own time is not counted.
    memory_bytes : int
        Memory that the submission's processes may ask for, each and together.
    processes : int
        Processes (and threads, where the system counts them) at one time.
    open_files : int
        Open files of one process.
    file_bytes, scratch_bytes : int
        Size of one file, and of all files that the submission holds at one time.
    output_bytes : int
        What all cells together may put out.
    """

    cell_seconds: float = 30.0
    submission_seconds: float = 120.0
    memory_bytes: int = 2048 * MEGABYTE
    processes: int = 32
    open_files: int = 256
    file_bytes: int = 64 * MEGABYTE
    scratch_bytes: int = 256 * MEGABYTE
    output_bytes: int = 48 * MEGABYTE
