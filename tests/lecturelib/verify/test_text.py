"""lecturelib.verify.text: an aligned table, and progress on terminals alone."""

import sys

import pytest

from lecturelib.verify.text import progress, table
from lecturelib.witnesses.claim import Evidence
from tests.lecturelib.verify.findings import RIGHT, WRONG


def test_columns_are_aligned_and_modules_are_headed():
    assert table([RIGHT[0], RIGHT[3], *WRONG]).splitlines() == [
        "operation           evidence      worst error  tolerance        source",
        "",
        "layers",
        "  affine            huge inputs           nan          0  FAIL  a source",
        "  dropout           statistics              7          5  FAIL  a source",
        "",
        "neurons",
        "  sigmoid_neuron    complex step        1e-16      1e-12  ok    Squire & Trapp <1998>",
        "  threshold_neuron  loop                    0          0  ok    a source",
    ]


def test_without_findings_there_is_the_heading():
    assert table([]) == "operation  evidence  worst error  tolerance        source"


class TestProgress:
    claim = Evidence("neurons.sigmoid_neuron", "complex step", "", 0.0, lambda rng: 0.0)

    def test_is_silent_where_nobody_looks(self, capsys):
        progress(2)(self.claim)
        assert capsys.readouterr() == ("", "")

    def test_rewrites_one_line_and_clears_it(self, capsys, monkeypatch):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        show = progress(2)
        for each in (self.claim, self.claim, None):
            show(each)
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.split("\r\x1b[K") == [
            "",
            "1 of 2  neurons.sigmoid_neuron: complex step",
            "2 of 2  neurons.sigmoid_neuron: complex step",
            "",
        ]

    @pytest.mark.parametrize("length", [20, 200])
    def test_never_needs_a_second_line(self, capsys, monkeypatch, length):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        progress(1)(Evidence("a." + "b" * length, "loop", "", 0.0, lambda rng: 0.0))
        assert len(capsys.readouterr().err.removeprefix("\r\x1b[K")) == min(78, len("1 of 1  a.: loop") + length)
