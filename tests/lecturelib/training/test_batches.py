import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.training import minibatches
from lecturelib.training.batches import examples_in


@given(st.integers(0, 20), st.integers(1, 8), st.booleans(), st.sampled_from([None, 0, 1]))
def test_every_example_comes_once_with_what_belongs_to_it(n, batch_size, drop_last, seed):
    x, labels = np.arange(2 * n).reshape(n, 2), np.arange(n)
    rng = None if seed is None else np.random.default_rng(seed)
    batches = list(minibatches((x, labels), batch_size, rng, drop_last=drop_last))
    for batch in batches:
        assert isinstance(batch, tuple)
        assert np.array_equal(batch[0][:, 0], 2 * batch[1])
    sizes = [len(batch_labels) for _, batch_labels in batches]
    whole, rest = divmod(n, batch_size)
    assert sizes == [batch_size] * whole + [rest] * (rest > 0 and not drop_last)
    seen = [label for _, batch_labels in batches for label in batch_labels]
    assert len(set(seen)) == len(seen) == sum(sizes)
    if rng is None:
        assert seen == list(range(len(seen)))


def test_the_order_is_new_in_every_epoch_and_the_same_for_the_same_seed():
    labels = np.arange(50)
    rng, again = np.random.default_rng(3), np.random.default_rng(3)
    first, second = ([batch for (batch,) in minibatches((labels,), 10, rng)] for _ in range(2))
    assert not np.array_equal(first, second)
    assert np.array_equal(first, [batch for (batch,) in minibatches((labels,), 10, again)])


def test_the_last_short_batch_is_kept_and_the_order_is_kept_if_nothing_is_said():
    assert [batch.tolist() for (batch,) in minibatches((np.arange(5),), 2)] == [[0, 1], [2, 3], [4]]


def test_groups_keep_their_structure():
    ids, mask, labels = np.arange(6).reshape(3, 2), np.ones((3, 2), bool), np.arange(3)
    (inputs, batch_labels), _ = minibatches(((ids, None, mask), labels), 2)
    assert inputs[0].tolist() == [[0, 1], [2, 3]] and inputs[1] is None and inputs[2].shape == (2, 2)
    assert batch_labels.tolist() == [0, 1]


def test_batches_without_shuffling_are_views_and_shuffled_ones_copies():
    x = np.arange(4.0)
    assert all(np.shares_memory(x, batch) for (batch,) in minibatches((x,), 2))
    assert not any(np.shares_memory(x, batch) for (batch,) in minibatches((x,), 2, np.random.default_rng(0)))


def test_bad_arguments_are_named_at_once():
    """Before the first batch is asked for."""
    sentence = "all arrays must have the same number of examples along the first axis; got shapes "
    for arrays, shapes in (
        ((np.zeros(3), np.zeros((4, 2))), "(3,), (4, 2)"),
        ((), "none"),
        ((np.zeros(3), 1.0), "(3,), ()"),
        ((np.zeros(()),), "()"),
        (([1, 2],), "(), ()"),
    ):
        with pytest.raises(ValueError) as raised:
            minibatches(arrays, 2)
        assert str(raised.value) == sentence + shapes
    with pytest.raises(ValueError, match=r"^batch_size must be a whole number of at least 1; got 0$"):
        minibatches((np.zeros(3),), 0)


def test_examples_are_counted():
    assert examples_in(np.zeros((0, 3))) == 0
    assert examples_in((np.zeros((7, 3)), (np.zeros(7), None))) == 7
