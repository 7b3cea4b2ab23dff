"""A submission's session: cells run and functions called in a confined process, each answer checked and in time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from autograder.confined import frames
from autograder.confined.calls import SECONDS_OF_CALLS
from autograder.confined.plain_data import NotPlainDataError, to_wire
from autograder.engine.cell_result import CellResult
from autograder.engine.connection import DeadlineError, WorkerGoneError, decode
from autograder.engine.ended import OFF_SCRIPT, Ended, reason_of
from autograder.engine.limits import MEGABYTE
from autograder.engine.outputs import error_output, size_of, valid_outputs
from autograder.engine.remote_subject import RemoteSubject
from autograder.engine.scratch import MOST_FILES
from autograder.sent_functions import SentFunction
from autograder.subjects import Subject, SubjectError, SubjectRefusedError, SubjectStoppedError, value_of_answer

if TYPE_CHECKING:
    from autograder.engine.worker import WarmWorker

_WATCH_EVERY = 1.0  # seconds between looks at memory and files while requests are too short to be watched
# A process that takes all it may by itself gets a MemoryError, and its notebook is graded on; how much it holds then is
# known to a few megabytes only. Several processes that share more than the bound are ended.
_MEMORY_MARGIN = 16 * MEGABYTE
_GRACE = 1.0  # seconds between asking an endless loop to stop and killing it


class _StoppedError(Exception):
    """The request has no answer; `sentence` says why."""

    def __init__(self, sentence: str, status: str) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


class Session:
    """One submission in a worker. Use it as a context manager: at its end no process or file of it is left."""

    def __init__(self, worker: WarmWorker, scratch: Path) -> None:
        self.ended: Ended | None = None
        self._worker = worker
        self._scratch = scratch
        self._limits = worker.limits
        self._number = 0
        self._sent: dict[SentFunction, int] = {}
        self._spent = 0.0
        self._room = worker.limits.output_bytes
        self._watched = time.monotonic()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the submission: kill its processes, delete its files."""
        if self.ended is None:
            self._kill("the session was closed")
        self._worker.clear_directory()

    def run_cell(self, source: str, timeout: float | None = None, lends: bool = False) -> CellResult:
        """Run one cell as a notebook would, for at most `timeout` seconds (the limits' `cell_seconds` if None).

        With `lends`, figures of the lesson's that are not known come as a mark and an order for `KnownFigures.draw`.
        """
        figures = self._worker.known_figures
        lends = lends and figures.is_of_the_lesson(source)
        order = {"op": "cell", "source": source, "known": figures.known_in(source), "lends": lends}
        return self._outputs_of(order, source, timeout)

    def draw(self, order: Any, timeout: float) -> CellResult:
        """Draw a figure that another submission has lent; no student's code may have run in this one."""
        return self._outputs_of({"op": "draw", "order": order}, "", timeout)

    def _outputs_of(self, order: dict[str, Any], source: str, timeout: float | None) -> CellResult:
        before, figures = self._spent, self._worker.known_figures
        try:
            answer, in_time = self._request(order, timeout)
        except _StoppedError as stopped:
            return CellResult([error_output("Stopped", stopped.sentence)], stopped.status, self._spent - before)
        outputs = figures.restored(source, valid_outputs(answer.get("outputs"), self._room))
        self._room = max(0, self._room - size_of(outputs))
        status = "ok" if answer.get("status") == "ok" else "error"
        if not in_time:
            status = "timeout"
            outputs.append(error_output("Stopped", self._too_long(timeout)))
        lent = answer.get("lent")
        return CellResult(outputs, status, self._spent - before, lent if type(lent) is dict else {})

    def subject(self, name: str) -> Subject:
        """Return the function that the notebook's code calls `name`.

        Raises
        ------
        SubjectError
            If there is none, or the process has ended.
        """
        answer = self._answer({"op": "lookup", "name": name}, None)
        if type(answer.get("handle")) is int:
            return RemoteSubject(self, answer["handle"])
        if answer.get("missing") is True:
            raise SubjectError(f"there is no function called {name}; was its cell deleted or renamed, or did it fail?")
        kind = str(answer.get("not_callable", "something else"))[:100]
        raise SubjectError(f"{name} is not a function but a value of type {kind}")

    def call(self, handle: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call the function under `handle`; `RemoteSubject` does."""
        try:
            args_on_wire, kwargs_on_wire = to_wire(args, self.handle_of), to_wire(kwargs, self.handle_of)
        except NotPlainDataError as error:
            raise SubjectRefusedError(str(error)) from error
        request = {"op": "call", "handle": handle, "args": args_on_wire, "kwargs": kwargs_on_wire}
        return self.value_of(self._answer(request, None))

    def value_of(self, answer: dict[str, Any]) -> Any:
        """Return the value in the answer to a call, or raise the `SubjectError` that it describes."""
        return value_of_answer(answer, lambda number: RemoteSubject(self, number))

    def call_all(self, handle: int, calls: Sequence[bytes]) -> list[dict[str, Any]]:
        """Call the function under `handle` again and again; return the answers to the first of the calls at least.

        The rest has to be asked for again: calls share the time of one and a little more.
        """
        answer = self._answer({"op": "calls", "handle": handle, "calls": list(calls)}, None, SECONDS_OF_CALLS)
        packed = answer.get("answers")
        if type(packed) is not list or len(packed) > len(calls):
            return []
        answers = [decode(each) if type(each) is bytes else None for each in packed]
        usable = [each for each in answers if type(each) is dict]
        if len(usable) < len(answers):
            raise SubjectStoppedError(self._kill(OFF_SCRIPT))
        return usable

    def handle_of(self, function: Any) -> int:
        """Return the number under which the submission's process keeps a function; one of ours is sent if need be."""
        if isinstance(function, RemoteSubject) and function.session is self:
            return function.handle
        if not isinstance(function, SentFunction):
            raise NotPlainDataError("only functions of the same submission can be passed to its functions")
        if function not in self._sent:
            answer = self._answer({"op": "define", "name": function.name, "source": function.source}, None)
            if type(answer.get("handle")) is not int:
                raise SubjectRefusedError("the process does not take the functions that its own are tried on")
            self._sent[function] = answer["handle"]
        return self._sent[function]

    def _answer(self, message: dict[str, Any], timeout: float | None, spare: float = 0.0) -> dict[str, Any]:
        try:
            answer, in_time = self._request(message, timeout, spare)
        except _StoppedError as stopped:
            raise SubjectStoppedError(stopped.sentence) from stopped
        if not in_time:
            raise SubjectStoppedError(self._too_long(timeout))
        return answer

    def _too_long(self, timeout: float | None) -> str:
        return f"time: ran longer than {timeout or self._limits.cell_seconds:g} s"

    def open(self, order: dict[str, Any], seconds: float) -> str | None:
        """Start the submission's process; return what hindered it, or None."""
        deadline = time.monotonic() + seconds
        connection = self._worker.connection
        connection.send(frames.OPEN, order, deadline)
        kind, message = connection.receive(deadline)
        if kind == frames.MESSAGE and type(message) is dict and message.get("n") == 0 and "failed" not in message:
            return None
        return str(message)[:500]

    def _request(
        self, message: dict[str, Any], timeout: float | None, spare: float = 0.0
    ) -> tuple[dict[str, Any], bool]:
        """Return the answer, and whether it came in time."""
        if self.ended is not None:
            raise _StoppedError(self.ended.reason, "died")
        left = self._limits.submission_seconds - self._spent
        allowed = min((timeout or self._limits.cell_seconds) + spare, left)
        started = time.monotonic()
        try:
            return self._exchange(message, started + allowed, is_last=allowed == left)
        except DeadlineError as error:
            limit = self._limits.submission_seconds
            total = f"time: the whole notebook ran longer than {limit:g} s"
            reason = self._kill(total if allowed == left else self._too_long(timeout))
            raise _StoppedError(reason, "timeout") from error
        except WorkerGoneError as error:
            self.ended = Ended(f"the process did not answer any more ({error})", with_worker=True)
            self._worker.discard()
            raise _StoppedError(self.ended.reason, "died") from error
        finally:
            self._spent += time.monotonic() - started

    def _exchange(self, message: dict[str, Any], deadline: float, is_last: bool) -> tuple[dict[str, Any], bool]:
        connection = self._worker.connection
        self._number += 1
        if time.monotonic() - self._watched > _WATCH_EVERY:
            self._watch()
        connection.send(frames.MESSAGE, {"n": self._number, **message}, deadline + 5)
        in_time = True
        try:
            kind, answer = connection.receive(deadline, self._watch)
        except DeadlineError:
            if is_last:
                raise
            # An honest endless loop stops when interrupted, and the rest of the notebook can still be graded.
            connection.send(frames.INTERRUPT, None, time.monotonic() + 5)
            in_time = False
            kind, answer = connection.receive(time.monotonic() + _GRACE, self._watch)
        if kind == frames.ENDED:
            self.ended = Ended(reason_of(answer))
            raise _StoppedError(self.ended.reason, "died" if in_time else "timeout")
        if kind != frames.MESSAGE or type(answer) is not dict or answer.get("n") != self._number:
            raise _StoppedError(self._kill(OFF_SCRIPT), "died")
        return answer, in_time

    def _watch(self) -> None:
        """End the submission if its processes together, or its files, exceed their bounds."""
        self._watched = time.monotonic()
        memory = self._worker.memory_of_submission()
        if memory > self._limits.memory_bytes + _MEMORY_MARGIN:
            excess = f"memory: asked for more than {self._limits.memory_bytes / 2**30:g} GB"
        elif self._worker.files_of_submission(self._scratch) > self._limits.scratch_bytes:
            excess = f"files: wrote more than {self._limits.scratch_bytes // MEGABYTE} MB or {MOST_FILES} files"
        else:
            return
        raise _StoppedError(self._kill(excess), "died")

    def _kill(self, reason: str) -> str:
        """End the submission's processes, by the worker if it answers, else with the worker; return `reason`."""
        self.ended = Ended(reason)
        try:
            self._worker.connection.send(frames.CLOSE, None, time.monotonic() + 5)
            deadline = time.monotonic() + 10
            while self._worker.connection.receive(deadline)[0] != frames.ENDED:
                pass  # an answer that was on its way
        except (WorkerGoneError, DeadlineError):
            self._worker.discard()
        return reason
