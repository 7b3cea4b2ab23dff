"""A notebook kernel's shell without the kernel: runs cells in this process and records what they put out."""

from __future__ import annotations

import asyncio
import builtins
import os
import subprocess
import sys
import tempfile
import zlib
from typing import Any

from IPython.core.async_helpers import _asyncio_runner, _pseudo_sync_runner
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from matplotlib_inline.config import InlineBackend
from traitlets import Type
from traitlets.config import Config

from autograder.confined.lesson_figures import LessonFigures
from autograder.confined.recorder import MAX_TEXT, RecordedStream, Recorder


def _recorder(part: DisplayHook | DisplayPublisher) -> Recorder:
    recorder: Recorder = part.shell.recorder  # type: ignore[union-attr]
    return recorder


class _ResultHook(DisplayHook):
    def start_displayhook(self) -> None:
        pass

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        _recorder(self).result(format_dict, md_dict, self.prompt_count)

    def finish_displayhook(self) -> None:
        pass


class _Publisher(DisplayPublisher):
    def publish(
        self, data: Any, metadata: Any = None, *args: Any, transient: Any = None, update: bool = False, **kwargs: Any
    ) -> None:
        _recorder(self).display(data, metadata, (transient or {}).get("display_id"), update)

    def clear_output(self, wait: bool = False) -> None:
        _recorder(self).clear(wait)


class _KernelLikeCompiler(CachingCompiler):
    """Names a cell's code as a kernel does, since warnings and tracebacks show that name."""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return f"{tempfile.gettempdir()}/ipykernel_{os.getpid()}/{zlib.crc32(raw_code.encode())}.py"


class NotebookShell(InteractiveShell):
    """An IPython shell that behaves as a notebook's and keeps its outputs in `recorder`."""

    displayhook_class = Type(_ResultHook)
    display_pub_class = Type(_Publisher)
    compiler_class = Type(_KernelLikeCompiler)

    def __init__(self, **kwargs: Any) -> None:
        self.recorder, self.lesson_figures = Recorder(), LessonFigures()
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._fd_files: dict[str, int] = {}

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.recorder.error(str(etype.__name__), _text_of(evalue), [str(line) for line in stb])

    def enable_gui(self, gui: Any = None) -> None:
        """Accept any event loop: figures are drawn at a cell's end."""

    def describe_figures(self) -> None:
        """Show figures as a line each from now on, instead of drawing them."""
        InlineBackend.instance(parent=self).figure_formats = set()

    def ask_exit(self) -> None:
        """Ignore `exit()`: the notebook is graded to its end."""

    def system(self, cmd: str) -> None:
        """Run a shell command, as ``!cmd`` does."""
        command = ["/bin/sh", "-c", self.var_expand(cmd, depth=1)]  # type: ignore[no-untyped-call]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=1, stderr=2, check=False)
        self._record_descriptors()
        self.user_ns["_exit_code"] = done.returncode

    def formatted_traceback_of(self, source: str) -> list[dict[str, Any]]:
        """Return the outputs of `source`, run once and forgotten; it warms what tracebacks need."""
        self.run_cell(source, store_history=False, silent=True)  # type: ignore[no-untyped-call]
        outputs = self.recorder.finished()
        self.recorder.begin()
        return outputs

    def adopt_process(self, stdout_file: int | None = None, stderr_file: int | None = None) -> None:
        """Make this shell the process's own, after a fork: its streams, its event loop, no input.

        Parameters
        ----------
        stdout_file, stderr_file : int, optional
            Descriptors of the files behind fds 1 and 2, in which C code and subprocesses leave their output.
        """
        if stdout_file is not None and stderr_file is not None:
            self._fd_files = {"stdout": stdout_file, "stderr": stderr_file}
        sys.stdout = RecordedStream(self.recorder, "stdout", 1)
        sys.stderr = RecordedStream(self.recorder, "stderr", 2)
        sys.displayhook = self.displayhook
        builtins.input = _no_input
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)

    def run_notebook_cell(self, source: str) -> dict[str, Any]:
        """Run one cell and return ``{"status": "ok" or "error", "outputs": [...]}``."""
        self.recorder.begin()
        status = "error"
        try:
            status = self._loop.run_until_complete(self._run(source))
        except BaseException as error:  # also what student code raises on purpose to get out of here
            self.recorder.error(type(error).__name__, _text_of(error), [_text_of(error)])
        self._record_descriptors()
        return {"status": status, "outputs": self.recorder.finished()}

    async def _run(self, source: str) -> str:
        # As ipykernel does: the loop runs while the cell does, so that get_running_loop and create_task work.
        transformed, failure = source, None
        try:
            transformed = self.transform_cell(source)  # type: ignore[no-untyped-call]
        except Exception:
            failure = sys.exc_info()
        asked: dict[str, Any] = {"transformed_cell": transformed, "preprocessing_exc_tuple": failure}
        needs_loop = self.loop_runner is _asyncio_runner and self.should_run_async(source, **asked)
        running = self.run_cell_async(source, store_history=True, **asked)
        result = None
        try:
            result = await running if needs_loop else _pseudo_sync_runner(running)
        finally:
            self.events.trigger("post_execute")
            self.events.trigger("post_run_cell", result)
        return "ok" if result is not None and result.success else "error"

    def _record_descriptors(self) -> None:
        for name, descriptor in self._fd_files.items():
            data = os.pread(descriptor, MAX_TEXT + 1, 0)
            if data:
                os.ftruncate(descriptor, 0)
                self.recorder.stream(name, data.decode(errors="replace"))


def _no_input(prompt: object = "") -> str:
    """Refuse to ask: nobody is there while a notebook is graded."""
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _text_of(error: Any) -> str:
    try:
        return str(error)
    except Exception:
        return "<the error's message could not be shown>"


def make_shell() -> NotebookShell:
    """Return the shell, with figures shown at the end of a cell; it starts no thread and keeps no history file."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InlineBackend.figure_formats = {"png"}
    shell = NotebookShell.instance(config=config)
    shell.enable_matplotlib("inline")  # type: ignore[no-untyped-call]
    return shell
