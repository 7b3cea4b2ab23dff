"""benchmarks.layers.report and picture: what is printed and drawn from given timings."""

import io
import math

import numpy as np
import pytest
from rich.console import Console

from benchmarks.layers.__main__ import parse
from benchmarks.layers.case import Case
from benchmarks.layers.compete import OURS, TORCH, Result
from benchmarks.layers.growth import FAMILIES, Family, Growth, measure_growth, slope
from benchmarks.layers.imports import ImportTime, measure_imports
from benchmarks.layers.measure import Timing
from benchmarks.layers.picture import draw
from benchmarks.layers.report import (
    conclude,
    geometric_mean,
    growth_table,
    import_table,
    number,
    say_what_is_missing,
    table_of_ratios,
)


def result(**ratios):
    return Result({name: Timing(0.002, ratio, 0.0, 5) for name, ratio in ratios.items()})


def case(operation, target=None, note=""):
    return Case(operation, "64x64", lambda rng: (), {}, target, note)


ROWS = [
    (
        case("affine", (1.1, 1.2)),
        {"f32": result(lecturelib=0.5, torch=1.0, mygrad=2.0), "f64": result(lecturelib=1.32, torch=1.0)},
    ),
    (case("relu", note="a note"), {"f32": result(lecturelib=2.0, torch=1.0), "f64": result(torch=1.0)}),
]


def printed(*shown):
    console = Console(file=io.StringIO(), width=200)
    for each in shown:
        console.print(each) if not callable(each) else each(console)
    return console.file.getvalue()


def cells(table):
    lines = [line for line in printed(table).splitlines() if line.startswith("│")]
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]


class TestTable:
    def test_a_row_for_each_case(self):
        assert cells(table_of_ratios(ROWS)) == [
            ["affine", "64x64", "2 / 2", "0.50 / 1.32", "2.00 / -", "mygrad", "1.1 / 1.2", "yes / 11 % over"],
            ["relu", "64x64", "2 / 2", "2.00 / -", "", "", "", ""],
        ]

    def test_without_pytorch_milliseconds_are_shown(self):
        rows = [(case("affine", (1.1, 1.2)), {"f64": result(lecturelib=1.0, mygrad=2.0)})]
        assert cells(table_of_ratios(rows)) == [["affine", "64x64", "-", "2 ms", "", "", "1.2", "-"]]

    @pytest.mark.parametrize(("ratio", "text"), [(0.004, "0.00"), (9.94, "9.94"), (9.96, "10"), (math.nan, "-")])
    def test_numbers(self, ratio, text):
        assert number(ratio) == text


class TestConclusion:
    def test_means_and_targets(self):
        text = printed(lambda console: conclude(console, ROWS))
        assert "geometric mean of all operations: 1.00 / 1.32; of the best peers: 2.00 / -" in text
        assert "geometric mean of those with a target: 0.50 / 1.32; of the best peers: 2.00 / -" in text
        assert "targets met: 1 of 2" in text
        assert "relu: a note." in text
        assert "not in lecturelib: relu" in text

    def test_mean_of_nothing(self):
        assert math.isnan(geometric_mean([], "f32"))

    def test_what_is_missing_comes_with_the_command_that_adds_it(self):
        missing = {"torch", "autograd.misc.optimizers", "mygrad", "lecturelib.layers.spline"}
        text = printed(lambda console: say_what_is_missing(console, missing))
        assert "PyTorch is not installed: there are no ratios. `make pytorch` installs it." in text
        assert "Without autograd and mygrad the best peer is the best of the others." in text
        assert "`python -m pip install autograd mygrad` installs what is missing." in text
        assert printed(lambda console: say_what_is_missing(console, set())) == ""


class TestImports:
    def test_limits_are_judged(self):
        rows = cells(
            import_table([ImportTime("NumPy", 60.04, None), ImportTime("a", 10, 10), ImportTime("b", 10.1, 10)])
        )
        assert rows == [["NumPy", "60.0", "", ""], ["a", "10.0", "10", "yes"], ["b", "10.1", "10", "no"]]

    def test_are_measured_in_interpreters_of_their_own(self, monkeypatch):
        monkeypatch.setattr("benchmarks.layers.imports.PEERS", ("a_library_that_nobody_wrote",))
        times = measure_imports(1)
        assert [each.name for each in times] == ["NumPy", "import lecturelib", "every module that computes"]
        assert [each.limit for each in times] == [None, 10.0, 10.0]
        assert all(each.milliseconds > 0 for each in times)


class TestGrowth:
    def test_slope(self):
        assert slope([1, 10, 100], [3, 30, 300]) == pytest.approx(1)
        assert slope([1, 2, 4], [1, 4, 16]) == pytest.approx(2)

    def test_steep_growth_stands_out(self):
        table = growth_table([Growth("layers.affine", "N", (1, 2), (1.0, 2.1), 1.07)])
        assert cells(table) == [["layers.affine", "N = 1, 2", "1, 2.1", "1.07"]]
        assert Growth("a", "N", (), (), 1.25).is_linear
        assert not Growth("a", "N", (), (), 1.26).is_linear

    @pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.operation)
    def test_every_letter_that_is_varied_changes_arrays_and_work(self, family):
        for letter, sizes in family.varied.items():
            many = [{**family.base, letter: size} for size in sizes]
            drawn = [sum(a.size for a in family.draw(np.random.default_rng(0), **each)) for each in many]
            assert drawn == sorted(set(drawn))
            work = [family.work(**each) for each in many]
            assert work == sorted(set(work))

    def test_is_measured_letter_by_letter_and_what_is_missing_is_left_out(self):
        small = Family(
            "layers.flatten",
            {"N": 2, "D": 3},
            {"N": (2, 4), "D": (3, 6)},
            lambda N, D: N * D,
            lambda rng, N, D: (rng.standard_normal((N, D)),),
        )
        absent = Family("layers.spline", {}, {"N": (1, 2)}, lambda N: N, lambda rng, N: (np.ones(N),))
        found = measure_growth([absent, small], 0.0)
        assert [(each.operation, each.letter, each.sizes) for each in found] == [
            ("layers.flatten", "N", (2, 4)),
            ("layers.flatten", "D", (3, 6)),
        ]


def test_the_picture_shows_every_case_that_has_a_ratio(tmp_path):
    path = tmp_path / "build" / "layers.svg"
    rows = [*ROWS, (case("absent"), {"f32": result(torch=1.0)})]
    draw(rows, path)
    first = path.read_bytes()
    assert b"affine  64x64" in first
    assert b"absent" not in first
    draw(rows, path)
    assert path.read_bytes() == first


class TestOptions:
    def test_what_is_not_said(self):
        options = parse([])
        assert (options.only, options.dtype, options.rounds, options.seconds, options.quick) == (
            None,
            "both",
            None,
            2.0,
            False,
        )

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (["--only", "spline", "conv2d"], "no case is called spline; there are conv2d, max_pool2d, "),
            (["--rounds", "0"], "--rounds must be at least 1; got 0"),
            (["--seconds", "0"], "--seconds must be more than 0; got 0"),
        ],
    )
    def test_bad_ones_are_a_sentence(self, words, sentence, capsys):
        with pytest.raises(SystemExit) as stopped:
            parse(words)
        assert stopped.value.code == 2
        assert sentence in capsys.readouterr().err


def test_names_are_those_of_the_contenders():
    assert (OURS, TORCH) == ("lecturelib", "torch")
