"""Executors: who runs the tasks of a class. They share one interface, so that a cluster may stand where a pool does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol

from autograder.engine.reach import end_workers, reach_verdict
from autograder.engine.task import Reached, Setting, Task


class Executor(Protocol):
    """Runs tasks through `reach_verdict`, somewhere.

    It is a context manager: entering it starts processes, which should warm up for `setting` right away; leaving it
    ends them, whatever happened.
    """

    def __init__(self, setting: Setting, workers: int) -> None: ...

    def __enter__(self) -> Executor: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def run(self, tasks: Iterable[Task]) -> Iterator[Reached]:
        """Yield what became of each task, in the order in which they finish, each task exactly once.

        A worker that is lost is replaced, and its task tried once more before it is a fault.
        """
        ...


class InThisProcess:
    """The executor for looking closely: no other process, one submission at a time."""

    def __init__(self, setting: Setting, workers: int = 1) -> None:
        self.setting = setting

    def __enter__(self) -> InThisProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        end_workers()

    def run(self, tasks: Iterable[Task]) -> Iterator[Reached]:
        """Yield what became of each task, in order."""
        yield from map(reach_verdict, tasks)
