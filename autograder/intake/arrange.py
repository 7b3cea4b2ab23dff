"""Where the files of one submission go: which is the notebook, and what lies beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from autograder.intake.safe_names import Places
from autograder.intake.staging import Staged

TIMESTAMP = "timestamp.txt"
EARLIER = "earlier"
_CHECKPOINTS = ".ipynb_checkpoints"
# "-1" is added by Canvas, "(1)" by browsers.
_COPY = re.compile(r"(?P<stem>.+?)(?:-(?P<canvas>\d{1,3})|[ _]?\((?P<browser>\d{1,3})\))", re.DOTALL)


@dataclass(frozen=True)
class Arrangement:
    """A submission's folder as it will be.

    Attributes
    ----------
    files : tuple of (path, Staged)
        Each file with its path in the folder.
    notes : tuple of str
        What a person should look at, a sentence each.
    remarks : tuple of str
        What was done as it is done every day, a sentence each.
    """

    files: tuple[tuple[tuple[str, ...], Staged], ...]
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def arrange(
    lesson: str, files: Sequence[Staged], other_lessons: Iterable[str] = (), own_timestamp: bool = False
) -> Arrangement:
    """Return where a submission's files go.

    The notebook is the one that is called like the lesson, or the only one; of several versions, the newest. It becomes
    ``LESSON.ipynb``, at the top, where nbgrader looks. If that leaves a choice between notebooks of different names,
    all of them go to the top under their own, and grading takes the one with most of the lesson's work.

    Parameters
    ----------
    lesson : str
        The lesson.
    files : sequence of Staged
        What was handed in.
    other_lessons : iterable of str
        Names that a notebook of this lesson would not have.
    own_timestamp : bool
        Whether a ``timestamp.txt`` at the top is nbgrader's.
    """
    files, remarks = _without_duplicates(files)
    chosen, rivals, earlier = _choose(lesson, files, frozenset(other_lessons) - {lesson})
    notes = _doubts(lesson, chosen, rivals, frozenset(other_lessons) - {lesson})
    remarks += _choice(lesson, chosen, earlier)
    places = Places()
    places.take((f"{lesson}.ipynb",))
    if not own_timestamp:
        places.take((TIMESTAMP,))
    placed: list[tuple[tuple[str, ...], Staged]] = []
    for file in files:
        if file is chosen:
            placed.append(((f"{lesson}.ipynb",), file))
        elif file in rivals:
            placed.append((places.take(file.parts[-1:]), file))
        elif file in earlier:
            placed.append((places.take(_set_aside(file, beside=chosen is not None)), file))
        else:
            placed.append((places.take(file.parts), file))
        if file.parts == (TIMESTAMP,) and not own_timestamp:
            notes.append(
                f"A {TIMESTAMP} of the student's was renamed: nbgrader would take it for the time of handing in."
            )
    return Arrangement(tuple(placed), tuple(notes), tuple(remarks))


def _set_aside(file: Staged, beside: bool) -> tuple[str, ...]:
    # Beside the notebook, grading falls back on an earlier version if the newest cannot be read; where it must choose
    # between notebooks, earlier versions would be rivals.
    if not beside:
        return (EARLIER, *file.parts)
    name = PurePath(file.parts[-1])
    return (*file.parts[:-1], f"{name.stem}.earlier{name.suffix}")


def _without_duplicates(files: Sequence[Staged]) -> tuple[list[Staged], list[str]]:
    seen: set[tuple[tuple[str, ...], str]] = set()
    kept = []
    for file in files:
        if (file.parts, file.digest) not in seen:
            kept.append(file)
        seen.add((file.parts, file.digest))
    again = len(files) - len(kept)
    return kept, [f"{again} files were in the archive twice, with the same content."] if again else []


def _choose(
    lesson: str, files: Sequence[Staged], other_lessons: frozenset[str]
) -> tuple[Staged | None, list[Staged], list[Staged]]:
    """Return the notebook if there is one, those between which grading must choose, and older versions of either."""
    notebooks = [file for file in files if _is_notebook(file)]
    # A checkpoint counts only if there is nothing else.
    notebooks = [file for file in notebooks if _CHECKPOINTS not in file.parts] or notebooks
    stems = frozenset(_stem(file) for file in notebooks) | {_alike(lesson)}
    versions: dict[str, list[Staged]] = {}
    for file in notebooks:
        versions.setdefault(_title(file, stems), []).append(file)
    of_this = {title: each for title, each in versions.items() if title not in map(_alike, other_lessons)} or versions
    if _alike(lesson) in of_this:
        of_this = {_alike(lesson): of_this[_alike(lesson)]}
    newest = [max(each, key=_newness) for each in of_this.values()]
    earlier = [file for each in of_this.values() for file in each if file not in newest]
    if len(newest) == 1:
        return newest[0], [], earlier
    return None, newest, earlier


def _doubts(lesson: str, chosen: Staged | None, rivals: Sequence[Staged], others: frozenset[str]) -> list[str]:
    if rivals:
        names = ", ".join(file.parts[-1] for file in rivals)
        return [f"There are {len(rivals)} notebooks ({names}): grading takes the one with most of the lesson's work."]
    if chosen is None:
        return ["There is no notebook among the files."]
    if _title(chosen, frozenset(map(_alike, others))) in map(_alike, others):
        return [f"Its notebook is called {chosen.parts[-1]}, like another lesson: was it handed in for {lesson}?"]
    return []


def _choice(lesson: str, chosen: Staged | None, earlier: Sequence[Staged]) -> list[str]:
    if chosen is None:
        return []
    if earlier:
        return [f"Of {len(earlier) + 1} versions of the notebook, the newest was taken: {'/'.join(chosen.parts)}."]
    return [] if chosen.parts == (f"{lesson}.ipynb",) else [f"The notebook was called {'/'.join(chosen.parts)}."]


def _is_notebook(file: Staged) -> bool:
    name = file.parts[-1]
    return name.casefold().endswith(".ipynb") and not name.startswith(".")


def _title(file: Staged, stems: frozenset[str]) -> str:
    """Return what a notebook was called before it was one of several versions."""
    stem = _stem(file)
    match = _COPY.fullmatch(stem)
    if match is None:
        return stem
    # "part-1" and "part-2" are two halves, unless there is a "part".
    original = match["stem"].strip()
    return original if match["browser"] or original in stems else stem


def _stem(file: Staged) -> str:
    return _alike(PurePath(file.parts[-1]).stem)


def _newness(file: Staged) -> tuple[object, ...]:
    match = _COPY.fullmatch(_stem(file))
    copy = int(match["canvas"] or match["browser"]) if match else 0
    order, modified = file.newness
    # What lies open goes before the same in a zip file beside it.
    return (order, copy, not file.inner, -len(file.parts), modified, file.parts)


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
