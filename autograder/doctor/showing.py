"""Figures, widgets, JupyterLab's extensions, and the browser of the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.doctor.finding import DEVELOPING, SHOWING, Finding, Level
from autograder.doctor.machine import Machine

_PNG = b"\x89PNG\r\n\x1a\n"
_FEWEST_BYTES = 2000  # a figure in which nothing was drawn has fewer
_LAB_EXTENSIONS = {
    "@jupyter/nbgrader": ("nbgrader", "formgrader and the assignment list"),
    "@jupyter-widgets/jupyterlab-manager": ("jupyterlab_widgets", "sliders and buttons of the demos"),
    "anywidget": ("anywidget", "the demos"),
}
_FORMGRADER = "nbgrader.server_extensions.formgrader"
_PROMPT_WEBSOCKET = "autograder.prompt_websocket"


def figure(machine: Machine) -> list[Finding]:
    """Say whether a figure can be drawn, letters included; the picture comes with it."""
    mend = "python -m pip install --force-reinstall matplotlib; rm -r ~/.cache/matplotlib"
    try:
        picture = machine.draw()
    except Exception as error:  # whatever matplotlib raises for a font, a cache or a backend
        words = f"none can be drawn: {type(error).__name__}: {error}"[:300]
        return [Finding("a figure", Level.BROKEN, words, mend)]
    if not picture.startswith(_PNG) or len(picture) < _FEWEST_BYTES:
        return [Finding("a figure", Level.BROKEN, f"what was drawn is empty ({len(picture)} bytes)", mend)]
    return [Finding("a figure", Level.FINE, "lesson 01's neuron was drawn, with its letters", picture=picture)]


def lab_extensions(machine: Machine) -> list[Finding]:
    """Say whether JupyterLab has what formgrader and demos need, and does not have it disabled."""
    disabled = _disabled(machine.config_folders)
    findings = []
    for name, (package, what_for) in _LAB_EXTENSIONS.items():
        what = f"JupyterLab extension {name}"
        if not any((folder / "labextensions" / name / "package.json").is_file() for folder in machine.data_folders):
            words = f"it is not installed, and {what_for} need it"
            findings.append(Finding(what, Level.BROKEN, words, f"python -m pip install {package}", SHOWING))
        elif name in disabled:
            words = f"it is disabled, and {what_for} need it"
            findings.append(Finding(what, Level.BROKEN, words, f"jupyter labextension enable {name}", SHOWING))
        else:
            findings.append(Finding(what, Level.FINE, f"it is there, for {what_for}", needed_for=SHOWING))
    return findings


def formgrader(machine: Machine) -> list[Finding]:
    """Say whether Jupyter's server loads formgrader."""
    if _is_loaded(_FORMGRADER, machine):
        return [Finding("formgrader", Level.FINE, "Jupyter's server loads it", needed_for=SHOWING)]
    words = "Jupyter's server does not load it"
    return [Finding("formgrader", Level.BROKEN, words, _enable(_FORMGRADER), SHOWING)]


def prompt_answers(machine: Machine) -> list[Finding]:
    """Say whether Jupyter's server sends a kernel's answers at once, so that demos feel alive."""
    what = "prompt answers of demos"
    if _is_loaded(_PROMPT_WEBSOCKET, machine):
        return [Finding(what, Level.FINE, "Jupyter's server sends each message at once", needed_for=SHOWING)]
    words = "Jupyter's server lets every other answer to a key press wait for 40 ms"
    return [Finding(what, Level.LOOK, words, _enable(_PROMPT_WEBSOCKET), SHOWING)]


def kernel(machine: Machine) -> list[Finding]:
    """Say whether notebooks have a Python to run in."""
    places = [folder / "kernels" / "python3" / "kernel.json" for folder in machine.data_folders]
    if found := next((path for path in places if path.is_file()), None):
        return [Finding("kernel python3", Level.FINE, f"{found.parent}", needed_for=SHOWING)]
    mend = "python -m ipykernel install --sys-prefix --name python3"
    return [Finding("kernel python3", Level.BROKEN, "JupyterLab has no kernel for the notebooks", mend, SHOWING)]


def chromium(machine: Machine) -> list[Finding]:
    """Say whether the browser tests can run."""
    if path := machine.browser():
        return [Finding("Chromium", Level.FINE, path, needed_for=DEVELOPING)]
    mend = "sudo apt install chromium (or: playwright install chromium)"
    return [Finding("Chromium", Level.BROKEN, "there is none: the browser tests cannot run", mend, DEVELOPING)]


def _is_loaded(extension: str, machine: Machine) -> bool:
    enabled: dict[str, Any] = {}
    for folder in reversed(machine.config_folders):
        drop_ins = sorted((folder / "jupyter_server_config.d").glob("*.json"))
        for path in (*drop_ins, folder / "jupyter_server_config.json"):
            enabled.update(_read(path).get("ServerApp", {}).get("jpserver_extensions", {}))
    return bool(enabled.get(extension))


def _enable(extension: str) -> str:
    return f"jupyter server extension enable --sys-prefix {extension}"


def _disabled(folders: tuple[Path, ...]) -> set[str]:
    settings: dict[str, Any] = {}
    for folder in reversed(folders):
        settings.update(_read(folder / "labconfig" / "page_config.json").get("disabledExtensions", {}))
    return {name for name, value in settings.items() if value}


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
