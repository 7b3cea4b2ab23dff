"""Names of files that students chose, as names that every disk takes and no terminal is confused by."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence

_LONGEST = 200  # bytes of one name; file systems take 255
_MOST_PARTS = 12
# Control characters, surrogates of undecodable bytes, and characters that turn round how a name is read.
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Joiners are part of how Persian and Indian names are spelled.
_JOINERS = "\u200c\u200d"


def safe_part(part: str) -> str:
    r"""Return a name for one folder or file; it is the same for the same name.

    Examples
    --------
    >>> safe_part("my notebook.ipynb"), safe_part("a/b\x00c"), safe_part("..")
    ('my notebook.ipynb', 'a_b_c', '_')
    """
    plain = "".join("_" if _is_unfit(each) else each for each in unicodedata.normalize("NFC", part)).strip()
    if not plain.strip("."):
        return "_"
    if len(plain.encode()) <= _LONGEST:
        return plain
    stem, dot, ending = plain.rpartition(".")
    ending = dot + ending if stem and len(ending.encode()) <= 10 else ""
    mark = "~" + hashlib.sha256(part.encode(errors="surrogatepass")).hexdigest()[:8] + ending
    return plain.encode()[: _LONGEST - len(mark.encode())].decode(errors="ignore") + mark


def safe_path(parts: Sequence[str]) -> tuple[str, ...]:
    """Return a path of safe names, not too deep for any disk."""
    safe = tuple(safe_part(part) for part in parts)
    if len(safe) <= _MOST_PARTS:
        return safe
    return (*safe[: _MOST_PARTS - 1], safe_part("_".join(safe[_MOST_PARTS - 1 :])))


class Places:
    """Paths below one folder, no two of them the same file on any disk, and none a folder of another.

    Examples
    --------
    >>> places = Places()
    >>> places.take(("a.txt",)), places.take(("A.txt",)), places.take(("a.txt", "b"))
    (('a.txt',), ('A-2.txt',), ('a-3.txt', 'b'))
    """

    def __init__(self) -> None:
        self._files: set[tuple[str, ...]] = set()
        self._folders: set[tuple[str, ...]] = set()

    def take(self, parts: Sequence[str]) -> tuple[str, ...]:
        """Return the path, or one like it that is free, and keep it taken."""
        path = safe_path(parts)
        for length in range(1, len(path)):
            path = (*self._free(path[:length], self._files), *path[length:])
            self._folders.add(_alike(path[:length]))
        path = self._free(path, self._files | self._folders)
        self._files.add(_alike(path))
        return path

    @staticmethod
    def _free(path: tuple[str, ...], taken: set[tuple[str, ...]]) -> tuple[str, ...]:
        candidate, number = path, 1
        while _alike(candidate) in taken:
            number += 1
            stem, dot, ending = path[-1].rpartition(".")
            stem, ending = (stem, dot + ending) if stem else (path[-1], "")
            candidate = (*path[:-1], f"{stem}-{number}{ending}")
        return candidate


def _is_unfit(each: str) -> bool:
    return each in "/\\" or (unicodedata.category(each) in _UNFIT and each not in _JOINERS)


def _alike(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", part.casefold()) for part in path)


def shown(text: str) -> str:
    r"""Return a text from an archive as a terminal and a page may show it: on one line, in the order it is written.

    Examples
    --------
    >>> shown("a\nb\x1b[31m")
    'a�b�[31m'
    """
    return "".join("\ufffd" if unicodedata.category(each) in _UNFIT and each not in _JOINERS else each for each in text)
