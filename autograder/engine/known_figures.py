"""Pictures of a lesson's figures, drawn once: whoever has the same figure gets it.

Where a student has left a cell of the lesson's as it was, a figure that is made of plain data is not drawn in the
submission's process. Its data leave the sandbox, and a process in which no student's code has run draws them, for this
submission and for all that have the same, be they right or share a mistake. Pictures are for the eye: no score depends
on them.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections import deque
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.confined.figure_marks import MOST_LENT, found_mark
from autograder.confined.fingerprint import NotPlainError, fingerprint
from autograder.confined.plain_data import NotPlainDataError, from_wire

if TYPE_CHECKING:
    from autograder.engine.session import Session

_SECONDS = 6.0  # for a figure
_MOST_KEPT = 100  # pictures of a cell: a few megabytes
_OF_OURS = re.compile(r"lecturelib\.plots\.[a-z_]+\.[A-Za-z_]+")
_PNG = "image/png"

Drawn = tuple[str, str, dict[str, Any]]  # a cell's source, a figure's fingerprint, and the output that shows it


class KnownFigures:
    """For each cell of the lesson, the outputs that show its figures, by the figures' fingerprints.

    Parameters
    ----------
    cells : collection of str
        The sources of the lesson's cells that draw.
    """

    def __init__(self, cells: Collection[str] = ()) -> None:
        self._of_cell: dict[str, dict[str, dict[str, Any]]] = {source: {} for source in cells}
        self._news = deque[Drawn](maxlen=_MOST_KEPT)

    def is_of_the_lesson(self, source: str) -> bool:
        """Return whether a cell's figures are to be lent."""
        return source in self._of_cell

    def known_in(self, source: str) -> list[str]:
        """Return the fingerprints of the figures that are known of the lesson's cell with this source."""
        return list(self._of_cell.get(source, ()))

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
        self._keep(source, found, result.outputs[0])
        self._news.append((source, found, result.outputs[0]))
        return True

    def _keep(self, source: str, found: str, output: dict[str, Any]) -> None:
        pictures = self._of_cell[source]
        pictures[found] = output
        if len(pictures) > _MOST_KEPT:
            del pictures[next(iter(pictures))]

    def take_news(self) -> list[Drawn]:
        """Return what was drawn here since this was last asked; older pictures are left out if there are very many."""
        news = list(self._news)
        self._news.clear()
        return news

    def learn(self, drawn: Iterable[Drawn]) -> None:
        """Keep pictures that another process of the grader's has had drawn; cells that are not the lesson's are not."""
        for source, found, output in drawn:
            if source in self._of_cell:
                self._keep(source, found, output)

    def restored(self, source: str, outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the outputs of a cell with the pictures that are known where their marks stand."""
        known = self._of_cell.get(source)
        return [known.get(_fingerprint(output), output) for output in outputs] if known else outputs


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


def _fingerprint(output: dict[str, Any]) -> str:
    return found_mark(_picture(output))


def _picture(output: dict[str, Any]) -> bytes:
    text = output.get("data", {}).get(_PNG, "")
    try:
        return base64.b64decode(text)
    except (ValueError, binascii.Error):
        return b""


def packed_figure_cells(notebook: Path) -> bytes:
    """Return the cells of the instructor's notebook that draw figures of the lesson's, in few bytes.

    There are none if the notebook is missing.
    """
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        texts = [source if isinstance(source, str) else "".join(source) for source in sources]
    except (OSError, ValueError, KeyError, TypeError):
        return b""
    drawing = [text for text in texts if "plots." in text]
    return zlib.compress(json.dumps(drawing).encode()) if drawing else b""


def unpacked_figure_cells(packed: bytes) -> list[str]:
    """Return the sources that `packed_figure_cells` packed."""
    return list(json.loads(zlib.decompress(packed))) if packed else []
