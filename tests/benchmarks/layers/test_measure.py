"""benchmarks.layers.measure: turns, repeats and medians, on a clock that is wound by hand."""

import gc
import time

import pytest

from benchmarks.layers.measure import FEWEST_ROUNDS, interleaved


@pytest.fixture
def clock(monkeypatch):
    """Return a step maker: a step lasts as long as it is told, and notes its name."""
    now, calls = [0.0], []

    def lasting(name, *seconds):
        durations = iter(seconds) if len(seconds) > 1 else None

        def step():
            calls.append(name)
            now[0] += next(durations) if durations else seconds[0]

        return step

    monkeypatch.setattr(time, "process_time", lambda: now[0])
    lasting.calls = calls
    return lasting


def test_ratio_is_to_the_same_rounds_time(clock):
    # Two runs to find the number of repeats, then five rounds in which the machine becomes ten times as slow.
    slower = [1, 1, 1, 2, 5, 8, 10]
    steps = {"torch": clock("torch", *slower), "ours": clock("ours", *[3 * each for each in slower])}
    timings = interleaved(steps, "torch", 0.0, None, leading=("torch", "ours"))
    assert (timings["ours"].ratio, timings["torch"].ratio) == (3.0, 1.0)
    assert (timings["ours"].seconds, timings["torch"].seconds) == (15.0, 5.0)
    assert timings["ours"].rounds == FEWEST_ROUNDS


def test_rounds_begin_with_another_one_each_time(clock):
    interleaved({"a": clock("a", 1.0), "b": clock("b", 1.0)}, "a", 0.0, 3, leading=("a", "b"))
    assert "".join(clock.calls) == "aabb" + "ab" + "ba" + "ab"


def test_fast_steps_are_repeated(clock):
    timings = interleaved({"a": clock("a", 0.001)}, "a", 0.0, 1, leading=("a",))
    assert len(clock.calls) == 2 + 4
    assert timings["a"].seconds == pytest.approx(0.001)


def test_the_leading_ones_fill_the_budget(clock):
    timings = interleaved({"a": clock("a", 1.0), "b": clock("b", 1.0)}, "a", 40.0, None, leading=("a", "b"))
    assert timings["a"].rounds == timings["b"].rounds == 20


def test_a_slow_peer_takes_part_three_times(clock):
    steps = {"a": clock("a", 1.0), "peer": clock("peer", 100.0)}
    timings = interleaved(steps, "a", 30.0, None, leading=("a",))
    assert (timings["a"].rounds, timings["peer"].rounds, timings["peer"].ratio) == (30, 3, 100.0)


def test_a_fast_peer_gets_half_of_the_budget(clock):
    steps = {"a": clock("a", 1.0), "peer": clock("peer", 1.0)}
    assert interleaved(steps, "a", 30.0, None, leading=("a",))["peer"].rounds == 15


def test_a_number_of_rounds_holds_whatever_it_costs(clock):
    timings = interleaved({"a": clock("a", 100.0)}, "a", 1.0, 7, leading=("a",))
    assert timings["a"].rounds == 7


def test_garbage_is_collected_again_afterwards_even_after_an_error():
    def fails():
        assert not gc.isenabled()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        interleaved({"a": fails}, "a", 0.0, 1, leading=("a",))
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
