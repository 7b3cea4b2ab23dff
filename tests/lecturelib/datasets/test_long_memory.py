import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.datasets import adding_task, copying_task, memory_task


def rng(seed=0):
    return np.random.default_rng(seed)


@given(st.integers(0, 20), st.integers(2, 15), st.integers(0, 2**31))
def test_adding_one_mark_in_each_half(n, steps, seed):
    x, targets = adding_task(n, steps, rng(seed))
    assert (x.shape, targets.shape, x.dtype, targets.dtype) == ((n, steps, 2), (n, 1), np.float64, np.float64)
    assert np.all(x[:, : steps // 2, 1].sum(axis=1) == 1) and np.all(x[:, steps // 2 :, 1].sum(axis=1) == 1)
    assert np.all(np.isin(x[:, :, 1], [0, 1])) and np.all((x[:, :, 0] >= 0) & (x[:, :, 0] < 1))
    expected = [sum(number for number, mark in row.tolist() if mark) for row in x]
    assert targets[:, 0] == pytest.approx(np.array(expected), abs=1e-15)


def test_every_step_may_be_marked():
    marks = adding_task(2000, 7, rng())[0][:, :, 1].mean(axis=0)
    assert marks == pytest.approx(np.array([1 / 3] * 3 + [1 / 4] * 4), abs=0.05)


@given(st.integers(0, 20), st.integers(1, 9), st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**31))
def test_memory_only_the_first_symbol_counts(n, steps, classes, distractors, seed):
    x, labels = memory_task(n, steps, rng(seed), classes=classes, distractors=distractors)
    assert (x.shape, labels.shape) == ((n, steps, classes + distractors), (n,))
    assert (x.dtype, labels.dtype) == (np.float64, np.int64)
    assert np.all(x.sum(axis=2) == 1) and np.all(np.isin(x, [0, 1]))
    assert np.array_equal(x[:, 0].argmax(axis=1), labels)
    assert np.all(x[:, 1:, :classes] == 0)
    assert np.ptp(np.bincount(labels, minlength=classes)) <= 1


def test_memory_of_two_symbols_among_two_others_if_nothing_is_said():
    x, labels = memory_task(400, 5, rng())
    assert x.shape == (400, 5, 4)
    assert np.bincount(labels).tolist() == [200, 200]
    assert x[:, 1:, 2:].mean(axis=(0, 1)) == pytest.approx([0.5, 0.5], abs=0.05)
    assert 150 < np.sum(labels[1:] != labels[:-1]) < 250


@given(st.integers(0, 9), st.integers(0, 9), st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**31))
def test_copying(n, delay, length, symbols, seed):
    ids, targets = copying_task(n, delay, rng(seed), length=length, symbols=symbols)
    steps = 2 * length + delay + 1
    assert ids.shape == targets.shape == (n, steps)
    assert ids.dtype == targets.dtype == np.int64
    for row, answer in zip(ids.tolist(), targets.tolist(), strict=True):
        said = row[:length]
        assert all(1 <= symbol <= symbols for symbol in said)
        assert row == said + [0] * delay + [symbols + 1] + [0] * length
        assert answer == [0] * (steps - length) + said


def test_copying_ten_of_eight_symbols_if_nothing_is_said():
    ids, _ = copying_task(300, 5, rng())
    assert ids.shape == (300, 26)
    counts = np.bincount(ids[:, :10].ravel(), minlength=10)
    assert counts[0] == counts[9] == 0
    assert counts[1:9] / 3000 == pytest.approx(np.full(8, 1 / 8), abs=0.03)


@pytest.mark.parametrize("task", [adding_task, memory_task, copying_task])
def test_the_same_seed_gives_the_same_task(task):
    for first, again in zip(task(5, 6, rng(3)), task(5, 6, rng(3)), strict=True):
        assert np.array_equal(first, again)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: adding_task(-1, 2, rng()), "n must be a whole number of at least 0; got -1"),
        (lambda: adding_task(1, 1, rng()), "steps must be a whole number of at least 2; got 1"),
        (lambda: memory_task(-1, 1, rng()), "n must be a whole number of at least 0; got -1"),
        (lambda: memory_task(1, 0, rng()), "steps must be a whole number of at least 1; got 0"),
        (lambda: memory_task(1, 1, rng(), classes=0), "classes must be a whole number of at least 1; got 0"),
        (lambda: memory_task(1, 1, rng(), distractors=0), "distractors must be a whole number of at least 1; got 0"),
        (lambda: copying_task(-1, 0, rng()), "n must be a whole number of at least 0; got -1"),
        (lambda: copying_task(1, -1, rng()), "delay must be a whole number of at least 0; got -1"),
        (lambda: copying_task(1, 0, rng(), length=0), "length must be a whole number of at least 1; got 0"),
        (lambda: copying_task(1, 0, rng(), symbols=0), "symbols must be a whole number of at least 1; got 0"),
    ],
)
def test_bad_arguments_are_named(call, sentence):
    with pytest.raises(ValueError) as raised:
        call()
    assert str(raised.value) == sentence
