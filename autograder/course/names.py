"""Names of people, in any script, as keys that survive what learning platforms do to them.

Canvas writes a name as ``lastnamefirstname``, Moodle drops apostrophes, file systems compose or decompose accents, and
some exports lose accented letters altogether. A key leaves out what may differ; lax keys are tried after strict ones.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Person = TypeVar("Person")

# Letters that no normalisation takes apart, as people spell them without their own keyboard.
_SPELLED_OUT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
# Accents, and the points of Hebrew and Arabic, have combining classes from 10 on. The vowel signs of Indian scripts and
# the voicing marks of Japanese have lower ones: without them a name is another name.
_FIRST_ACCENT = 10


def exact_key(name: str) -> str:
    r"""Return a name's letters, marks and digits, whatever their case, order of code points, spaces and punctuation.

    Examples
    --------
    >>> exact_key("O'Brien, José") == exact_key("obrienjose\u0301")
    True
    """
    key = _letters(name)
    for _ in range(2):  # folding may leave what normalising composes to a letter that folds again
        key = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", key).casefold())
    return _letters(key)


def plain_keys(name: str) -> frozenset[str]:
    """Return the keys of a name without accents: "Müller" as "muller" and as "mueller".

    Examples
    --------
    >>> sorted(plain_keys("Müller"))
    ['mueller', 'muller']
    """
    key = exact_key(name)
    return frozenset({_without_accents(key), _without_accents(key.translate(_TWO_LETTERS))})


def shorn_key(name: str) -> str:
    """Return a name's key as exports write it that drop every letter beyond ASCII: "Müller" as "mller".

    Empty if less than three letters are left, because those are nobody's name.

    Examples
    --------
    >>> shorn_key("Müller, José"), shorn_key("王小明")
    ('mllerjos', '')
    """
    key = "".join(letter for letter in exact_key(name) if letter.isascii())
    return key if len(key) >= 3 else ""


def orders(name: str) -> Iterator[str]:
    """Yield a name with its words turned round, so that each split into first and last names comes last name first.

    Examples
    --------
    >>> list(orders("Ana García Márquez"))
    ['Ana García Márquez', 'García Márquez Ana', 'Márquez Ana García']
    """
    words = re.split(r"[\s,，、]+", name.strip())
    for turn in range(len(words)):
        yield " ".join(words[turn:] + words[:turn])


class NameIndex(Generic[Person]):
    """The people of a class by their names.

    Parameters
    ----------
    people : iterable of (person, names)
        Each with every way their name is written, in any order of first and last names.
    """

    def __init__(self, people: Iterable[tuple[Person, Iterable[str]]]) -> None:
        self._exact: dict[str, list[Person]] = {}
        self._plain: dict[str, list[Person]] = {}
        self._shorn: dict[str, list[Person]] = {}
        for person, names in people:
            for name in (turned for written in names for turned in orders(written)):
                _enter(self._exact, exact_key(name), person)
                _enter(self._shorn, shorn_key(name), person)
                for key in plain_keys(name):
                    _enter(self._plain, key, person)

    def find(self, name: str) -> tuple[Person, ...]:
        """Return those who are called `name` by the strictest key that fits anybody; more than one share it."""
        exact = self._exact.get(exact_key(name))
        if exact:
            return tuple(exact)
        plain: list[Person] = []
        for key in sorted(plain_keys(name)):
            plain += [person for person in self._plain.get(key, ()) if person not in plain]
        if plain:
            return tuple(plain)
        # Only an export that has no other letters can have dropped them.
        return tuple(self._shorn.get(shorn_key(name), ())) if exact_key(name).isascii() else ()

    def nearest(self, name: str) -> tuple[Person, ...]:
        """Return up to three whose names are written most like `name`, for a person to decide."""
        keys = difflib.get_close_matches(exact_key(name), self._exact, n=3, cutoff=0.6)
        return tuple(dict.fromkeys(person for key in keys for person in self._exact[key]))[:3]


def _enter(index: dict[str, list[Person]], key: str, person: Person) -> None:
    # A name without a letter is no name.
    if key and person not in index.setdefault(key, []):
        index[key].append(person)


def _letters(text: str) -> str:
    return "".join(each for each in text if _is_letter(unicodedata.category(each)))


def _is_letter(category: str) -> bool:
    return category[0] in "LM" or category == "Nd"


def _without_accents(key: str) -> str:
    bare = (each for each in unicodedata.normalize("NFKD", key) if unicodedata.combining(each) < _FIRST_ACCENT)
    return unicodedata.normalize("NFC", "".join(bare)).translate(_SPELLED_OUT)
