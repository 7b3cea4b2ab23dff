"""Pictures of a lesson's own figures, as the instructor's notebook draws them: whoever has the same figure gets it.

The instructor's cells run once, in a sandbox as a submission's. Where a student has left a cell as it was, and draws
there from the same data, the picture is put into the outputs and not drawn again. Pictures are for the eye: no score
depends on them.
"""

from __future__ import annotations

import base64
import binascii
import json
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.confined.figure_marks import split_mark

if TYPE_CHECKING:
    from autograder.engine.session import Session

_SECONDS = 6.0  # for the instructor's cells; figures behind a long training are not worth it
_PNG = "image/png"


class KnownFigures:
    """For each cell of the lesson, the outputs that show its figures, by the figures' fingerprints."""

    def __init__(self) -> None:
        self._of_cell: dict[str, dict[str, dict[str, Any]]] = {}

    def known_in(self, source: str) -> list[str]:
        """Return the fingerprints of the figures that the lesson's cell with this source shows."""
        return list(self._of_cell.get(source, ()))

    def learn(self, session: Session, sources: Iterable[str], seconds: float = _SECONDS) -> None:
        """Run the instructor's cells and keep the pictures, as far as one gets in a time."""
        give_up_at = time.monotonic() + seconds
        for source in sources:
            left = give_up_at - time.monotonic()
            result = session.run_cell(source, left, marks=True) if left > 0 else None
            if result is None or result.status in ("timeout", "died"):
                return
            found = dict(filter(None, map(_marked_picture, result.outputs)))
            if found:
                self._of_cell[source] = found

    def restored(self, source: str, outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the outputs of a cell with the lesson's pictures where their marks stand."""
        known = self._of_cell.get(source)
        if not known:
            return outputs
        return [known.get(_fingerprint(output), output) for output in outputs]


def _marked_picture(output: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    fingerprint, picture = split_mark(_picture(output))
    if not fingerprint:
        return None
    text = base64.b64encode(picture).decode()
    return fingerprint, {**output, "data": {**output["data"], _PNG: text}}


def _fingerprint(output: dict[str, Any]) -> str:
    return split_mark(_picture(output))[0]


def _picture(output: dict[str, Any]) -> bytes:
    text = output.get("data", {}).get(_PNG, "")
    try:
        return base64.b64decode(text)
    except (ValueError, binascii.Error):
        return b""


def packed_example(notebook: Path) -> bytes:
    """Return the instructor's cells, without those that check, in few bytes.

    There are none if the notebook is missing, or shows no figure of the lesson's.
    """
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "code" and not _checks(cell)]
        texts = [source if isinstance(source, str) else "".join(source) for source in sources]
    except (OSError, ValueError, KeyError, TypeError):
        return b""
    if not any("plots." in text for text in texts):
        return b""
    return zlib.compress(json.dumps(texts).encode())


def unpacked_example(example: bytes) -> list[str]:
    """Return the sources that `packed_example` packed."""
    return list(json.loads(zlib.decompress(example))) if example else []


def _checks(cell: dict[str, Any]) -> bool:
    marks = cell["metadata"].get("nbgrader", {})
    return bool(marks.get("grade") and not marks.get("solution"))
