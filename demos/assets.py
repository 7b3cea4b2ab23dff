"""Put a demo's JavaScript and CSS together with what all demos share."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
_IMPORT_OF_SHARED_PIECE = re.compile(r'^import \{[^}]*\} from "\./(?P<file>[\w-]+\.js)";\n', re.MULTILINE)


def javascript(name: str) -> str:
    """Return a demo's ES module with the shared modules it imports written into it.

    A widget's module is loaded from memory, where ``import ... from "./controls.js"`` finds nothing. Each such line is
    replaced by the file it names, so that a demo's file stays a module that editors and linters understand.

    Parameters
    ----------
    name : str
        File name in this directory, such as ``neuron_explorer.js``.

    Returns
    -------
    str
        One module without imports.
    """
    return _IMPORT_OF_SHARED_PIECE.sub(lambda line: _read(line["file"]), _read(name))


def stylesheet(name: str) -> str:
    """Return a demo's CSS after the CSS that all demos share.

    Parameters
    ----------
    name : str
        File name in this directory, such as ``neuron_explorer.css``.

    Returns
    -------
    str
        One stylesheet.
    """
    return _read("controls.css") + _read(name)


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
