"""A regrade in numbers."""

from tests.autograder.regrade.made_up import OUTCOMES, SCRIPT, summary


def names(proposals):
    return [each.student for each in proposals]


def test_who_rises_falls_and_stays():
    found = summary()
    assert names(found.rise) == [SCRIPT, "rises-too", "rises"]
    assert names(found.fall) == ["falls"]
    assert names(found.stay) == ["marked", "reads-anew", "stays"]
    assert names(found.marked) == ["marked"]
    assert names(found.same_points) == ["reads-anew"]
    assert names(found.aside) == ["aside"]
    assert len(found.all) == 7
    assert found.changed_cells == 5
    assert found == summary(OUTCOMES[::-1])


def test_by_exercise_in_the_order_of_the_lesson():
    cells = [(cell.number, cell.name, cell.rise, cell.fall, cell.stay) for cell in summary().cells]
    assert cells == [
        ("1.1", "threshold_neuron", 2, 0, 5),
        ("1.5", "xor_network", 0, 1, 6),
        ("", "own-test", 1, 0, 6),
    ]
    assert summary().graded[0] == "threshold_neuron" and summary().graded[-1] == "own-test"


def test_reasons_with_their_students():
    assert [(each.cell, each.reason, each.students) for each in summary().reasons] == [
        ("threshold_neuron", "value: 0 → 2", ("rises", "rises-too")),
        ("xor_network", "value: 2 → 0", ("falls",)),
        ("xor_network", "value: 2 → 0; a person's score", ("marked",)),
        ("own-test", SCRIPT, (SCRIPT,)),
    ]


def test_nobody_was_regraded():
    found = summary([])
    assert (found.rise, found.cells, found.graded, found.changed_cells) == ((), (), (), 0)
