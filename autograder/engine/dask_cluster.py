"""The executor of many machines: tasks go to the workers of a Dask cluster, each with its own warm confined worker.

Dask carries out whatever its peers send it, as pickles. So the connection must be encrypted and both sides known to
each other (``tls://``), or stay on this machine.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from autograder.engine import verdict
from autograder.engine.confinement import CannotConfineError
from autograder.engine.reach import end_workers, prepare_for, reach_verdict
from autograder.engine.task import Reached, Setting, Task
from autograder.engine.verdict import scoring_version

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# So many tasks for each thread of the cluster are on their way: one is worked on, the next is there already.
_TASKS_PER_THREAD = 2
_ONE_AT_A_TIME = threading.Lock()


class ClusterError(Exception):
    """The cluster cannot be used, or was lost; the message says what to do."""


class DaskCluster:
    """The workers of a Dask cluster.

    Parameters
    ----------
    setting : Setting
        What the tasks have in common.
    address : str
        The scheduler's, such as ``tls://grading:8786``. Certificates are those of Dask's own configuration.
    patience : float
        Seconds to wait for the scheduler, and then for a first worker.
    """

    def __init__(self, setting: Setting, address: str, patience: float = 30.0) -> None:
        self._setting, self._address, self._patience = setting, require_address(address), patience
        self._client: Any = None

    def __enter__(self) -> DaskCluster:
        try:
            from distributed import Client
        except ImportError:
            raise ClusterError(
                "grading on a cluster needs Dask: install it with pip install 'deep-learning-by-writing-it[dask]'"
            ) from None
        try:
            self._client = Client(self._address, timeout=self._patience)
        except (OSError, TimeoutError) as error:
            raise ClusterError(
                f"no Dask scheduler answers at {self._address}: start one with dask scheduler, "
                "and see that its certificates are those of this machine's Dask configuration"
            ) from error
        try:
            self._meet_workers()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(Exception):  # a scheduler that is gone has nothing to take back
            self._client.unregister_worker_plugin(_plugin_name(self._setting))
        self._client.close()

    def _meet_workers(self) -> None:
        """Wait for a worker, see that all grade as this machine would, and warm them up."""
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError as error:
            raise ClusterError(
                f"the cluster at {self._address} has no worker: "
                f"start some with dask worker {self._address} --nthreads 1"
            ) from error
        try:
            versions = self._client.run(_version, self._setting.lesson)
        except ModuleNotFoundError as error:
            raise ClusterError(f"the cluster's workers lack this course's packages ({error}); install them") from error
        here = scoring_version(self._setting.lesson)
        others = sorted(worker for worker, version in versions.items() if version != here)
        if others:
            raise ClusterError(
                f"these workers have another version of the course or of NumPy, and would not score alike: "
                f"{', '.join(others)}; install on them what is installed here"
            )
        self._client.register_plugin(_warmth(self._setting))

    def run(self, tasks: Iterable[Task]) -> Iterator[Reached]:
        """Yield what became of each task as it finishes; `Executor` says more.

        Raises
        ------
        ClusterError
            If the scheduler is lost.
        """
        try:
            yield from self._run(tasks)
        except OSError as error:
            raise self._lost() from error

    def _run(self, tasks: Iterable[Task]) -> Iterator[Reached]:
        from distributed import as_completed

        left = iter(tasks)
        finished: Any = as_completed()
        pending: dict[str, Task] = {}
        while True:
            for task in islice(left, max(0, self._room() - len(pending))):
                future = self._client.submit(_reach_alone, task, pure=False, retries=1)
                pending[future.key] = task
                finished.add(future)
            if not pending:
                return
            future = next(finished)
            task = pending.pop(future.key)
            if future.status == "cancelled" or self._client.status != "running":
                raise self._lost()
            if future.status == "error":
                yield Reached(task.key, None, f"not graded, our fault: {_sentence(future.exception())}")
            else:
                yield future.result()

    def _lost(self) -> ClusterError:
        return ClusterError(f"the cluster at {self._address} was lost; what was graded so far is recorded")

    def _room(self) -> int:
        """Return how many tasks may be on their way; workers come and go."""
        return _TASKS_PER_THREAD * max(1, sum(self._client.nthreads().values()))


def _version(lesson: str) -> str:
    """Return the version of whatever a Dask worker scores a lesson by; it runs there."""
    return verdict.scoring_version(lesson)


def require_address(address: str) -> str:
    """Return the address of a scheduler that may be talked to: encrypted, or on this machine.

    Raises
    ------
    ClusterError
        If it is no address, or leads over an open line to another machine.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname:
        raise ClusterError(f"a cluster's address looks like tls://HOST:8786; got {address!r}")
    if parts.scheme == "tcp" and parts.hostname not in _LOOPBACK:
        raise ClusterError(
            f"{address} is not encrypted, and whoever reaches a Dask scheduler can run programs on it: "
            "give it certificates and use tls://"
        )
    return address


def _reach_alone(task: Task) -> Reached:
    """Reach a verdict on a Dask worker; a worker with several threads still examines one submission at a time."""
    with _ONE_AT_A_TIME:
        return reach_verdict(task)


def _sentence(error: BaseException) -> str:
    if type(error).__name__ == "KilledWorker":
        return "the processes that examined it ended, one after another"
    return f"{type(error).__name__}: {error}"


def _warmth(setting: Setting) -> Any:
    """Return the plug-in that starts a Dask worker's confined worker ahead of its first task, and ends it at last."""
    from distributed import WorkerPlugin

    class Warmth(WorkerPlugin):
        name = _plugin_name(setting)

        def setup(self, worker: Any) -> None:
            # In the thread that will use it, so that the worker's event loop stays free.
            worker.executor.submit(_warm_up, setting)

        def teardown(self, worker: Any) -> None:
            with contextlib.suppress(RuntimeError):  # a worker that is ending has closed its threads
                worker.executor.submit(_cool_down)

    return Warmth()


def _plugin_name(setting: Setting) -> str:
    return f"autograder-{setting.lesson}"


def _warm_up(setting: Setting) -> None:
    with _ONE_AT_A_TIME, contextlib.suppress(CannotConfineError):  # the first task will report it
        prepare_for(setting)


def _cool_down() -> None:
    with _ONE_AT_A_TIME:
        end_workers()
