"""The ratios of the grading benchmark, from costs that are easy to reckon with."""

import io
import math

import pytest
from rich.console import Console

from benchmarks.grading.measure import Cost
from benchmarks.grading.picture import draw
from benchmarks.grading.report import UNDRAWN, Results, show


@pytest.fixture
def results():
    """nbgrader: 5 s and 3 s each; ours: 2 s and 0.1 s each with two workers; floor: 1 s and 0.15 s each."""
    found = Results(students=100, sample=11)
    found.add("stock, 1", Cost(8.0, 7.0, 1))
    found.add("stock, sample", Cost(38.0, 27.0, 300 * 2**20))
    found.add("ours, 2", Cost(12.0, 22.0, 400 * 2**20))
    found.add(UNDRAWN, Cost(8.0, 14.0, 350 * 2**20))
    found.add("floor, 1", Cost(1.15, 1.1, 1))
    found.add("floor", Cost(16.0, 11.0, 1))
    found.recording = 12.34
    return found


def test_nbgrader_s_time_is_prolonged_from_two_classes(results):
    assert results.stock() == pytest.approx(5 + 100 * 3)
    assert results.times_stock("ours, 2") == pytest.approx(305 / 12)
    assert results.times_stock("ours, 2", "processor_seconds") == pytest.approx((5 + 200) / 22)


def test_nbgrader_s_time_is_the_measured_one_where_it_was_measured(results):
    results.add("stock", Cost(600.0, 500.0, 1))
    assert results.times_stock("ours, 2") == pytest.approx(50)


def test_the_floor_leaves_out_the_start_of_its_process(results):
    assert results.floor() == pytest.approx(0.15)
    assert results.times_floor("ours, 2") == pytest.approx(0.22 / 0.1)


def test_rounds_count_by_their_median(results):
    results.add("ours, 2", Cost(13.0, 22.0, 1))
    results.add("ours, 2", Cost(99.0, 22.0, 1))
    assert results.median("ours, 2") == 13.0


@pytest.mark.parametrize("slope", [None, 1.02])
def test_the_table_says_what_was_prolonged_and_shows_every_ratio(results, slope):
    results.growth = {25: Cost(5, 9, 1), 50: Cost(9, 17, 1)}
    console = Console(file=io.StringIO(), width=120)
    show(results, console, slope)
    text = console.file.getvalue()
    for shown in ("25.4", "2.20", "0.120", "400", "38.1", "1.40", "12.3 ms", "* prolonged from classes of 1 and 11"):
        assert shown in text
    assert ("25: 5 s, 50: 9 s" in text) == (slope is not None)


def test_the_picture_is_drawn_with_and_without_growth(results, tmp_path):
    draw(results, tmp_path / "quick.svg")
    results.growth = {25: Cost(5, 9, 1), 50: Cost(9, 17, 1)}
    draw(results, tmp_path / "full.svg")
    assert (tmp_path / "full.svg").stat().st_size > (tmp_path / "quick.svg").stat().st_size > 5000
    assert math.isfinite(results.floor())
