import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.training import EarlyStopping


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(1, 4), st.integers(0, 3))
def test_the_rule_one_epoch_at_a_time(losses, patience, least_improvement):
    stopping = EarlyStopping(patience, least_improvement)
    best, waited = math.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        improved = loss < best - least_improvement
        best, waited = (loss, 0) if improved else (best, waited + 1)
        assert stopping.should_stop(loss) == (waited >= patience)
        assert (stopping.best_loss, stopping.epochs, stopping.best_epoch) == (best, epoch, epoch - waited)


def test_the_best_numbers_are_put_back_into_the_same_memory():
    parameters, buffers = {"W": np.zeros((2, 1)), "b": np.zeros(1)}, {"mean": np.zeros(3)}
    W, stopping = parameters["W"], EarlyStopping(patience=3)
    for epoch, loss in enumerate([5.0, 1.0, 2.0, 3.0], start=1):
        for array in (*parameters.values(), *buffers.values()):
            array[...] = epoch
        assert not stopping.should_stop(loss, parameters, buffers)
    stopping.restore(parameters, buffers)
    assert parameters["W"] is W
    assert [array.tolist() for array in (*parameters.values(), *buffers.values())] == [[[2], [2]], [2], [2, 2, 2]]
    W[...] = 9
    stopping.restore(parameters, buffers)
    assert W.tolist() == [[2], [2]]


def test_an_equal_loss_is_no_improvement():
    stopping = EarlyStopping(patience=2)
    assert [stopping.should_stop(1.0) for _ in range(3)] == [False, False, True]
    assert stopping.best_epoch == 1
    assert (stopping.patience, stopping.least_improvement) == (2, 0.0)


def test_a_loss_that_is_no_number_is_no_improvement():
    stopping = EarlyStopping(patience=2)
    assert [stopping.should_stop(math.nan) for _ in range(2)] == [False, True]
    assert stopping.best_epoch is None


def test_reset_forgets():
    stopping = EarlyStopping(patience=1)
    stopping.should_stop(1.0, {"w": np.ones(1)})
    stopping.reset()
    assert (stopping.best_loss, stopping.best_epoch, stopping.epochs) == (math.inf, None, 0)
    with pytest.raises(ValueError, match=r"^there is nothing to restore: no epoch has been the best yet$"):
        stopping.restore({"w": np.ones(1)})


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match=r"^patience must be a whole number of at least 1; got 0$"):
        EarlyStopping(0)
    with pytest.raises(ValueError, match=r"^least_improvement must be a number in \[0, inf\); got -0.1$"):
        EarlyStopping(1, -0.1)
    stopping = EarlyStopping(1)
    stopping.should_stop(1.0, {"w": np.ones(1)})
    for groups, names in (([{"v": np.ones(1)}], "[['v']]"), ([], "[]"), ([{"w": np.ones(1)}, {}], "[['w'], []]")):
        with pytest.raises(ValueError) as raised:
            stopping.restore(*groups)
        assert str(raised.value) == f"the groups of arrays to restore must be named [['w']]; got {names}"
