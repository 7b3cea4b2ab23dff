from types import SimpleNamespace

from autograder.similarity.findings import groups_of, pairs_of


def alike(left, right, exercise, evidence):
    return SimpleNamespace(
        left=SimpleNamespace(owner=left), right=SimpleNamespace(owner=right), exercise=exercise, evidence=evidence
    )


FOUND = [
    alike("ada", "ben", "softmax", 30.0),
    alike("ben", "cem", "softmax", 70.0),
    alike("ada", "ben", "entropy", 60.0),
    alike("dora", "eva", "entropy", 40.0),
]


def test_a_pair_is_one_over_all_exercises_and_the_most_unusual_comes_first():
    pairs = pairs_of(FOUND)
    assert [(pair.left, pair.right, pair.evidence) for pair in pairs] == [
        ("ada", "ben", 90.0),
        ("ben", "cem", 70.0),
        ("dora", "eva", 40.0),
    ]
    assert [each.exercise for each in pairs[0].exercises] == ["entropy", "softmax"]


def test_three_who_hang_together_are_a_group_and_two_are_none():
    assert groups_of(pairs_of(FOUND)) == (("ada", "ben", "cem"),)


def test_groups_grow_together_wherever_a_pair_joins_them():
    chain = [alike(left, right, "softmax", 30.0) for left, right in ("ab", "cd", "ef", "bc", "de", "xy")]
    assert groups_of(pairs_of(chain)) == (tuple("abcdef"),)
