"""How a sentence begins that may begin with a name of the code."""

from __future__ import annotations


def with_capital(sentence: str) -> str:
    """Return a sentence with a capital first, unless it begins with what looks like a variable's name.

    Examples
    --------
    >>> with_capital("the bias never moves"), with_capital("a bias is missing")
    ('The bias never moves', 'A bias is missing')
    >>> with_capital("d_x is missing"), with_capital("w: it is missing"), with_capital("h0 has no effect")
    ('d_x is missing', 'w: it is missing', 'h0 has no effect')
    """
    first = sentence.split(" ")[0].rstrip(":,;")
    is_word = first == "a" or (first.isalpha() and len(first) > 1)
    return sentence[:1].upper() + sentence[1:] if is_word else sentence
