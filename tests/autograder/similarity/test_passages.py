from autograder.similarity.documents import document
from autograder.similarity.passages import shared_passages
from autograder.similarity.rarity import Rarity

FIRST = "a = np.exp(b) - np.log(c) + 2.5\n"
SECOND = "d = [item ** 2 for item in range(f) if item > 7]\n"


def passages(left, right):
    one, other = document("ada", left), document("ben", right)
    found = shared_passages(one, other, Rarity.among([one, other]))
    return [(left[slice(*each.left)], right[slice(*each.right)]) for each in found]


def test_a_run_goes_as_far_as_it_can():
    assert passages(FIRST + SECOND, FIRST + SECOND) == [((FIRST + SECOND).strip(), (FIRST + SECOND).strip())]


def test_statements_in_another_order_are_two_passages():
    found = passages(FIRST + SECOND, SECOND.replace("item", "x") + FIRST)
    assert [left for left, _ in found] == [FIRST.strip(), SECOND.strip()]


def test_what_is_shared_by_nobody_is_no_passage():
    assert passages(FIRST, SECOND) == []
