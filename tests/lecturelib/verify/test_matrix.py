"""lecturelib.verify.matrix: each cell shows the finding that leaves the least room."""

from xml.etree import ElementTree

import numpy as np
import pytest

from lecturelib.verify.findings import by_module
from lecturelib.verify.matrix import digits_to_spare, matrix, shade
from tests.lecturelib.verify.findings import RIGHT, WRONG, finding


def parsed(findings):
    return ElementTree.fromstring(matrix(by_module(findings)))


def cells(findings, operation):
    row = next(row for row in parsed(findings).iter("tr") if row[0].text == operation and len(row) > 1)
    return list(row)[1:]


@pytest.mark.parametrize(
    ("error", "tolerance", "digits", "name"),
    [
        (0.0, 0.0, np.inf, "ample"),
        (0.0, 1e-12, np.inf, "ample"),
        (1e-3, 1.0, 3.0, "ample"),
        (1e-2, 1.0, 2.0, "ample"),
        (0.011, 1.0, 1.96, "room"),
        (0.1, 1.0, 1.0, "room"),
        (0.11, 1.0, 0.96, "narrow"),
        (1.0, 1.0, 0.0, "narrow"),
        (10.0, 1.0, -1.0, "fails"),
        (1e-9, 0.0, -np.inf, "fails"),
        (np.inf, 1.0, -np.inf, "fails"),
        (np.nan, 1.0, -np.inf, "fails"),
    ],
)
def test_room_is_counted_in_digits(error, tolerance, digits, name):
    found = finding("a.b", "loop", error, tolerance)
    assert digits_to_spare(found) == pytest.approx(digits, abs=0.005)
    assert shade(found) == name


def test_columns_are_the_kinds_that_occur_below_their_families():
    families, kinds = parsed(RIGHT).find("thead")
    assert [(cell.text, cell.get("colspan"), cell.get("class")) for cell in list(families)[1:]] == [
        ("from outside", "2", "f0"),
        ("derivative", "1", "f1"),
        ("PyTorch", "1", "f2"),
        ("promise", "1", "f3"),
    ]
    assert [cell[0].text for cell in list(kinds)[1:]] == ["by hand", "loop", "complex step", "PyTorch", "float32"]


def test_families_that_do_not_occur_have_no_column():
    families, _ = parsed(RIGHT[:1]).find("thead")
    assert [cell.text for cell in families] == [None, "derivative"]


def test_modules_and_operations_are_rows():
    first = [row[0] for body in parsed([*RIGHT, *WRONG]).iter("tbody") for row in body]
    assert [cell.text for cell in first] == [
        *("layers", "affine", "dropout"),
        *("neurons", "sigmoid_neuron", "threshold_neuron"),
    ]
    assert first[0].get("colspan") == "8"


def test_of_several_findings_the_tightest_is_shown_and_all_are_told():
    _, _, cell, *_ = cells(RIGHT, "sigmoid_neuron")
    assert (cell.text, cell.get("class"), cell[0].text) == ("2e-13", "narrow", "2")
    assert cell.get("title") == "Squire & Trapp <1998>: 1e-16, tolerance 1e-12\nno bias: 2e-13, tolerance 1e-12"


def test_a_single_finding_has_no_count():
    cell, *others = cells(RIGHT, "sigmoid_neuron")
    assert (cell.text, cell.get("class"), list(cell)) == ("0", "ample", [])
    assert [other.get("class") for other in others] == ["none", "narrow", "none", "none"]


def test_failing_cells_carry_a_mark_besides_their_colour():
    cell = cells([*RIGHT, *WRONG], "affine")[-1]
    assert (cell.text, cell.get("class")) == ("✗ nan", "fails")
