"""lecturelib.verify.chart: where marks stand, and how failing ones stand out."""

from xml.etree import ElementTree

import numpy as np
import pytest

from lecturelib.verify.chart import EXACT, LEFT, NOT_FINITE, RIGHT, ROW, TOP, WIDTH, dot_plot, position
from tests.lecturelib.verify.findings import RIGHT as HOLDING
from tests.lecturelib.verify.findings import WRONG, finding


def drawn(findings):
    return ElementTree.fromstring(dot_plot("layers & more", findings))


class TestPosition:
    def test_decades_are_equally_wide(self):
        places = [position(10.0**power) for power in range(-18, 3)]
        assert np.allclose(np.diff(places), (RIGHT - LEFT) / 20)
        assert (places[0], places[-1]) == (LEFT, RIGHT)

    def test_what_is_off_the_axis_stands_at_its_ends(self):
        assert position(1e-300) == LEFT
        assert position(1e5) == RIGHT
        assert position(0.0) == EXACT < LEFT
        assert position(np.inf) == position(np.nan) == NOT_FINITE
        assert RIGHT < NOT_FINITE < WIDTH


class TestDotPlot:
    def test_is_named_for_those_who_do_not_see_it(self):
        svg = drawn([*HOLDING, *WRONG])
        expected = "layers & more: worst errors of 4 operations beside their tolerances; 2 above"
        assert svg.get("aria-label") == expected
        assert svg.get("role") == "img"

    def test_height_grows_with_the_operations(self):
        assert drawn(HOLDING[:1]).get("viewBox") == f"0 0 {WIDTH} {TOP + ROW + 30}"
        assert drawn(HOLDING[2:4]).get("viewBox") == f"0 0 {WIDTH} {TOP + 2 * ROW + 30}"

    def test_dots_stand_at_errors_and_bars_at_tolerances(self):
        (mark,) = drawn(HOLDING[:1]).findall("g")
        assert float(mark.find("circle").get("cx")) == pytest.approx(position(1e-16), abs=0.06)
        assert float(mark.find("line").get("x1")) == pytest.approx(position(1e-12), abs=0.06)
        assert mark.find("line").get("x1") == mark.find("line").get("x2")
        assert mark.get("class") == "f1"
        expected = "sigmoid_neuron, complex step: 1e-16, tolerance 1e-12; Squire & Trapp <1998>"
        assert mark.find("title").text == expected

    def test_each_family_has_its_lane_around_the_middle_of_the_row(self):
        kinds = ["by hand", "complex step", "PyTorch", "float32"]
        marks = drawn([finding("a.b", kind, 0.0, 1.0) for kind in kinds]).findall("g")
        heights = [float(mark.find("circle").get("cy")) - TOP - ROW / 2 for mark in marks]
        assert heights == [-7.5, -2.5, 2.5, 7.5]
        assert [mark.get("class") for mark in marks] == ["f0", "f1", "f2", "f3"]

    def test_failing_ones_are_diamonds_on_top_with_a_line_from_their_tolerance(self):
        svg = drawn([WRONG[1], finding("layers.dropout", "loop", 0.0, 0.0)])
        holding, failing = svg.findall("g")
        assert holding.get("class") == "f0"
        assert failing.get("class") == "fails"
        assert failing.find("circle") is None
        assert failing.find("path").get("d").startswith(f"M{position(7.0):.1f} ")
        _, excess = failing.findall("line")
        assert [excess.get("x1"), excess.get("x2")] == [f"{position(5.0):.1f}", f"{position(7.0):.1f}"]

    def test_names_of_failing_operations_stand_out(self):
        svg = drawn([*HOLDING[4:], *WRONG, finding("layers.flatten", "loop", 0.0, 0.0)])
        names = {text.text: text.get("class") for text in svg.iter("text") if "name" in text.get("class")}
        assert names == {"affine": "name fails", "dropout": "name fails", "flatten": "name"}

    def test_every_other_row_is_banded_below_the_grid(self):
        svg = drawn([finding(f"a.{letter}", "loop", 0.0, 0.0) for letter in "abcde"])
        assert [float(band.get("y")) for band in svg.findall("rect")] == [TOP + ROW, TOP + 3 * ROW]
        assert [element.tag for element in svg][:3] == ["rect", "rect", "line"]

    def test_the_axis_is_labelled(self):
        texts = ["".join(text.itertext()) for text in drawn(HOLDING[:1]).iter("text")]
        assert texts == ["0", "∞", "1", "10-18", "10-15", "10-12", "10-9", "10-6", "10-3", "sigmoid_neuron"]
