"""lecturelib.verify.families: every kind that the witnesses know has a family, and unknown kinds too."""

from lecturelib.evidence import ALL_EVIDENCE
from lecturelib.verify.families import DERIVATIVE, FAMILIES, OUTSIDE, PROMISE, PYTORCH, family_of, kinds_in_order
from tests.lecturelib.verify.findings import finding


def test_kinds_belong_to_one_family_each():
    kinds = [kind for family in FAMILIES for kind in family.kinds]
    assert len(kinds) == len(set(kinds))
    assert FAMILIES == (OUTSIDE, DERIVATIVE, PYTORCH, PROMISE)
    assert len({family.name for family in FAMILIES}) == len({family.question for family in FAMILIES}) == 4


def test_family_of():
    assert family_of("central difference") is DERIVATIVE
    assert family_of("PyTorch live") is PYTORCH
    assert family_of("unchanged inputs") is PROMISE
    assert family_of("theorem") is family_of("astrology") is OUTSIDE


def test_kinds_come_family_by_family_and_unknown_ones_last_in_theirs():
    kinds = ["float32", "zodiac", "astrology", "loop", "by hand", "PyTorch", "sizes 0 and 1", "loop"]
    findings = [finding("a.b", kind, 0.0, 0.0) for kind in kinds]
    expected = ["by hand", "loop", "astrology", "zodiac", "sizes 0 and 1", "PyTorch", "float32"]
    assert kinds_in_order(findings) == expected
    assert kinds_in_order([]) == []


def test_the_witnesses_kinds_are_those_of_the_families():
    """A kind that a witness renames would otherwise slip among those from outside."""
    witnesses = {"complex step", "sizes 0 and 1", "PyTorch", "float32", "unchanged inputs", "huge inputs"}
    assert witnesses <= {claim.kind for claim in ALL_EVIDENCE}
    assert all(family_of(kind) is not OUTSIDE for kind in witnesses)
