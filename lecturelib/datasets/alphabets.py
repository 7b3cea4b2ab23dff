"""From texts to numbers and back: every symbol gets a number, and texts of different lengths become one array."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_classes


class EncodedTexts(NamedTuple):
    """Texts as numbers: ids (N, T), int64, and mask (N, T), bool, true where the text is and false on padding."""

    ids: Array
    mask: Array


class Alphabet:
    """The symbols of some texts, numbered in alphabetical order, after three symbols for padding, start and stop.

    A symbol is a character, or with a `separator` what stands between separators, such as a word.

    Parameters
    ----------
    texts : iterable of str
        Every symbol in them gets a number.
    separator : str
        What stands between symbols: ``""`` for characters, ``" "`` for words.

    Attributes
    ----------
    symbols : tuple of str
        The symbols; ``symbols[k]`` has the number ``k + 3``.
    separator : str
        What stands between symbols.
    PADDING, START, STOP : int
        0, 1 and 2.

    Examples
    --------
    >>> alphabet = Alphabet(["abba", "cab"])
    >>> alphabet.symbols, len(alphabet)
    (('a', 'b', 'c'), 6)
    >>> ids, mask = alphabet.encode(["cab", "b"], stop=True)
    >>> ids
    array([[5, 3, 4, 2],
           [4, 2, 0, 0]])
    >>> mask.sum(axis=1)
    array([4, 2])
    >>> alphabet.decode(ids)
    ['cab', 'b']
    """

    PADDING, START, STOP = 0, 1, 2

    def __init__(self, texts: Iterable[str], separator: str = "") -> None:
        self.separator = separator
        self.symbols = tuple(sorted({symbol for text in texts for symbol in self._split(text)}))
        self._numbers = {symbol: number for number, symbol in enumerate(self.symbols, start=3)}

    def __len__(self) -> int:
        """Return the number of symbols, with padding, start and stop."""
        return len(self.symbols) + 3

    def encode(
        self, texts: Sequence[str], start: bool = False, stop: bool = False, length: int | None = None
    ) -> EncodedTexts:
        """Return the numbers of the texts' symbols, one text a row, padded at the end.

        For a decoder that is shown the right answer so far, ``encode(texts, start=True)`` is the input and
        ``encode(texts, stop=True)`` the target: the same numbers, one step apart.

        Parameters
        ----------
        texts : sequence of N str
            What to encode.
        start, stop : bool
            Whether a start symbol goes before, or a stop symbol after, every text.
        length : int, optional
            Number of columns T; if not given, what the longest text needs.

        Returns
        -------
        ids, mask : EncodedTexts
            Numbers, and where they are no padding.

        Raises
        ------
        ValueError
            If a text has a symbol that has no number, or needs more columns than `length`.
        """
        first, last = [self.START] * start, [self.STOP] * stop
        rows = [first + [self._number(symbol) for symbol in self._split(text)] + last for text in texts]
        longest = max(map(len, rows), default=0)
        columns = longest if length is None else length
        if longest > columns:
            raise ValueError(f"length must be at least {longest}, the longest text's; got {length}")
        ids = np.full((len(rows), columns), self.PADDING, dtype=np.int64)
        for row, numbers in zip(ids, rows, strict=True):
            row[: len(numbers)] = numbers
        return EncodedTexts(ids, ids != self.PADDING)

    def decode(self, ids: Array) -> list[str]:
        """Return the text of each row up to its first stop symbol; start and padding symbols are passed over.

        Parameters
        ----------
        ids : ndarray of int, shape (N, T)
            Numbers of symbols.

        Returns
        -------
        texts : list of N str
            The texts.

        Raises
        ------
        ValueError
            If `ids` are no whole numbers below the alphabet's length.
        """
        require_classes("ids", ids, ("N", "T"), len(self))
        rows = [row[: row.index(self.STOP)] if self.STOP in row else row for row in ids.tolist()]
        return [self.separator.join(self.symbols[number - 3] for number in row if number >= 3) for row in rows]

    def _split(self, text: str) -> list[str]:
        if not self.separator or not text:
            return list(text)
        return text.split(self.separator)

    def _number(self, symbol: str) -> int:
        if symbol not in self._numbers:
            raise ValueError(f"the symbol {symbol!r} is not in the alphabet")
        return self._numbers[symbol]
