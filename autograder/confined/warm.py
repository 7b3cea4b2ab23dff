"""What the worker imports and does once, so that no submission pays for it. No reference solution is among it."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import sys
import threading
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from autograder.confined.shell import NotebookShell


def warm_up(preload: Sequence[str] = ()) -> NotebookShell:
    """Import the scientific stack and `preload`, draw a figure and format a traceback, and return the shell.

    Parameters
    ----------
    preload : sequence of str
        Modules; of ``module:function``, the function is called as well, so that it has read its files.

    Raises
    ------
    RuntimeError
        If an import started a thread: a fork would take along its locks, but not the thread.
    """
    import matplotlib

    matplotlib.use("module://matplotlib_inline.backend_inline")
    import anywidget  # noqa: F401
    import IPython.core.magics.pylab  # noqa: F401
    import ipywidgets
    import numpy as np

    from autograder.confined.shell import make_shell

    for name in preload:
        module, _, function = name.partition(":")
        with contextlib.suppress(ImportError):  # the notebook will say it better
            loaded = importlib.import_module(module)
            if function:
                getattr(loaded, function)()
    shell = make_shell()
    drawing = sys.modules.get("lecturelib.plots.drawing")
    if drawing is not None:  # the lesson preloads its figures
        drawing.let_draw(shell.lesson_figures)
    np.random.default_rng(0).normal(size=(4, 4)) @ np.ones((4, 4))
    _draw_figures()
    ipywidgets.IntSlider().close()
    _format_a_traceback(shell)
    if threading.active_count() != 1:
        names = ", ".join(thread.name for thread in threading.enumerate())
        raise RuntimeError(f"the worker must have one thread when it forks; got {names}")
    gc.collect()
    gc.freeze()
    # Drawing makes many objects that live; looking through them 70 times less often saves a tenth of a submission.
    gc.set_threshold(50_000, 20, 100)
    return shell


def _format_a_traceback(shell: NotebookShell) -> None:
    """Load what tracebacks need, and let `inspect` learn every module's file.

    It resolves the path of each, folder by folder. In a sandbox each look takes a trip through the supervisor, all
    together a second; so folders are resolved once, and no module's file is a link.
    """
    resolve = cache(os.path.realpath)

    def resolve_folder(path: str) -> str:
        folder, name = os.path.split(path)
        return f"{resolve(folder)}{os.sep}{name}"

    with mock.patch.object(os.path, "realpath", resolve_folder):
        shell.formatted_traceback_of("1 / 0")


def _draw_figures() -> None:
    """Load what drawing needs, fonts and parsed formulas included."""
    import matplotlib.pyplot as plt

    from autograder.confined.figures import draw_only_what_is_shown
    from autograder.confined.fonts import hold_fonts_in_memory

    hold_fonts_in_memory()
    draw_only_what_is_shown()

    figure, axes = plt.subplots(1, 2)
    axes[0].plot([0, 1], label="warm")
    axes[0].set_title(r"$\alpha$")
    axes[0].legend()
    axes[1].contourf([[0, 1], [1, 2]])
    figure.colorbar(axes[1].imshow([[0, 1], [1, 2]]))
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
    plt.close("all")
