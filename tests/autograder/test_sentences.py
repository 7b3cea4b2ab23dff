"""A sentence begins with a capital, a name of the code with the letter that it has there."""

import pytest

from autograder.checks.sentences import with_capital


@pytest.mark.parametrize(
    ("sentence", "begun"),
    [
        ("the kernel is flipped", "The kernel is flipped"),
        ("a row is lost", "A row is lost"),
        ("p and q are exchanged", "p and q are exchanged"),
        ("d_W is transposed", "d_W is transposed"),
        ("dJ/dc is zero", "dJ/dc is zero"),
        ("`backward` gives the same", "`backward` gives the same"),
        ("h0: it has no effect", "h0: it has no effect"),
        ("W is not used", "W is not used"),
        ("", ""),
    ],
)
def test_names_keep_their_letters(sentence, begun):
    assert with_capital(sentence) == begun
