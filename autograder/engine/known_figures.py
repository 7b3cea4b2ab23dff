"""Pictures of a lesson's own figures, as the instructor's notebook draws them: whoever has the same figure gets it.

The instructor's cells run once, in a sandbox as a submission's. Where a student has left a cell as it was, and draws
there from the same data, the picture is put into the outputs and not drawn again. Pictures are for the eye: no score
depends on them.

A figure that nobody has shown before, such as that of a common mistake, is lent: its data leave the submission's
process, and a process in which no student's code has run draws them, for this submission and for all that follow.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import time
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.confined.figure_marks import MOST_LENT, split_mark
from autograder.confined.fingerprint import NotPlainError, fingerprint
from autograder.confined.plain_data import NotPlainDataError, from_wire

if TYPE_CHECKING:
    from autograder.engine.session import Session

_SECONDS = 6.0  # for the instructor's cells; figures behind a long training are not worth it
_MOST_KEPT = 100  # pictures of a cell beside the instructor's: a few megabytes
_OF_OURS = re.compile(r"lecturelib\.plots\.[a-z_]+\.[A-Za-z_]+")
_PNG = "image/png"


class KnownFigures:
    """For each cell of the lesson, the outputs that show its figures, by the figures' fingerprints."""

    def __init__(self) -> None:
        self._of_cell: dict[str, dict[str, dict[str, Any]]] = {}
        self._lent: dict[str, dict[str, dict[str, Any]]] = {}

    def known_in(self, source: str) -> list[str]:
        """Return the fingerprints of the figures that are known of the lesson's cell with this source."""
        return [*self._of_cell.get(source, ()), *self._lent.get(source, ())]

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

    def draw(self, session: Session, source: str, lent: Mapping[Any, Any]) -> bool:
        """Have the figures drawn that a submission has lent; return whether all could be.

        Parameters
        ----------
        session : Session
            In which no student's code has run, nor will.
        source : str
            The lesson's cell.
        lent : mapping
            What the submission claims to be orders, by fingerprint.
        """
        return len(lent) <= MOST_LENT and all(
            self._draw(session, source, found, order) for found, order in lent.items()
        )

    def _draw(self, session: Session, source: str, found: Any, order: Any) -> bool:
        if not _is_order_of(found, order):
            return False
        result = session.draw(order, _SECONDS)
        if result.status != "ok" or len(result.outputs) != 1 or not _picture(result.outputs[0]):
            return False
        pictures = self._lent.setdefault(source, {})
        pictures[found] = result.outputs[0]
        if len(pictures) > _MOST_KEPT:
            del pictures[next(iter(pictures))]
        return True

    def restored(self, source: str, outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the outputs of a cell with the pictures that are known where their marks stand."""
        if source not in self._of_cell:
            return outputs
        known = {**self._lent.get(source, {}), **self._of_cell[source]}
        return [known.get(_fingerprint(output), output) for output in outputs]


def _is_order_of(found: Any, order: Any) -> bool:
    """Tell whether a submission's order is for one of our figures, and for that with the fingerprint `found`.

    So nobody else's cell shows a picture that a submission has put under another's fingerprint.
    """
    if type(found) is not str or type(order) is not list or len(order) != 3 or type(order[0]) is not str:
        return False
    if not _OF_OURS.fullmatch(order[0]):
        return False
    try:
        args, kwargs = (from_wire(each, _refuse) for each in order[1:])
        return fingerprint(order[0], (args, kwargs)) == found
    except (NotPlainDataError, NotPlainError):
        return False


def _refuse(handle: int) -> None:
    raise NotPlainDataError("a figure's data hold no functions")


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
