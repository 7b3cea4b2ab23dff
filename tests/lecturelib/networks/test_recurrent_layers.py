"""Recurrent layers: first parameters, last states, masks, states handed on."""

import numpy as np
import pytest

from lecturelib.gradients import projection_error
from lecturelib.networks import GRU, LSTM, RNN, Affine, Embedding, Sequential

LAYERS = [(RNN, 1), (LSTM, 4), (GRU, 3)]
X = np.random.default_rng(0).standard_normal((3, 4, 2))
MASK = np.array([[1, 1, 1, 1], [1, 0, 0, 0], [1, 1, 1, 0]], dtype=bool)


def generator():
    return np.random.default_rng(3)


@pytest.mark.parametrize(("make", "blocks"), LAYERS)
def test_first_parameters(make, blocks):
    layer = make(20, 30, generator())
    assert layer.U.shape == (20, 30 * blocks)
    assert list(layer.parameters) == ["U", "W", "b"]
    limit = np.sqrt(6 / 50)
    assert 0.95 * limit < layer.U.max() <= limit
    for block in np.hsplit(layer.W, blocks):
        assert np.allclose(block @ block.T, np.eye(30))
    forget = np.arange(30, 60) if make is LSTM else []
    assert np.array_equal(np.flatnonzero(layer.b), forget)
    assert set(layer.b.tolist()) <= {0.0, 1.0}


@pytest.mark.parametrize(("make", "blocks"), LAYERS)
def test_the_last_state_is_the_last_of_all(make, blocks):
    every, last = make(2, 5, generator()), make(2, 5, generator(), last=True)
    states, backward = every.forward(X)
    y, last_backward = last.forward(X)
    assert np.array_equal(y, states[:, -1])
    d_y = generator().standard_normal((3, 5))
    d_states = np.zeros((3, 4, 5))
    d_states[:, -1] = d_y
    (d_x, gradients), (expected_d_x, expected) = last_backward(d_y), backward(d_states)
    assert np.allclose(d_x, expected_d_x, rtol=1e-14)
    assert gradients.keys() == expected.keys()
    assert all(np.allclose(gradients[name], expected[name], rtol=1e-12) for name in expected)


@pytest.mark.parametrize(("make", "blocks"), LAYERS)
def test_with_a_mask_the_last_state_is_that_of_the_shorter_sequence(make, blocks):
    layer = make(2, 5, generator(), last=True)
    y, backward = layer.forward((X, MASK))
    for row, length in enumerate(MASK.sum(axis=1)):
        assert np.allclose(y[row], layer.forward(X[row : row + 1, :length])[0][0], rtol=1e-13)
    assert not backward(y)[0][~MASK].any()


@pytest.mark.parametrize(("make", "blocks"), LAYERS)
def test_a_mask_goes_on_with_all_states(make, blocks):
    (states, mask), _ = make(2, 5, generator()).forward((X, MASK))
    assert states.shape == (3, 4, 5)
    assert mask is MASK


def test_a_mask_passes_through_a_whole_network():
    rng = generator()
    network = Sequential(Embedding(6, 2, rng), LSTM(2, 3, rng), GRU(3, 4, rng, last=True), Affine(4, 2, rng))
    ids = np.array([[1, 2, 3, 4], [5, 0, 0, 0], [1, 1, 2, 0]])
    y, backward = network.forward((ids, ids != 0))
    assert np.allclose(y[1], network.forward(ids[1:2, :1])[0][0], rtol=1e-13)
    d_x, gradients = backward(np.ones_like(y))
    assert d_x is None
    assert gradients.keys() == network.parameters.keys()
    assert not gradients["0.table"][0].any()


@pytest.mark.parametrize(("make", "blocks"), LAYERS)
def test_a_scan_goes_on_where_another_ended(make, blocks):
    layer = make(2, 5, generator())
    unknown = (None,) * layer.state_count
    whole, last, _ = layer.scan(X, unknown)
    first, middle, _ = layer.scan(X[:, :3], unknown)
    second, end, _ = layer.scan(X[:, 3:], middle)
    assert np.allclose(np.concatenate([first, second], axis=1), whole, rtol=1e-13)
    assert len(middle) == layer.state_count == (2 if make is LSTM else 1)
    assert all(np.allclose(a, b, rtol=1e-13) for a, b in zip(last, end, strict=True))


@pytest.mark.parametrize(("make", "blocks"), LAYERS)
def test_gradients_of_a_scan(make, blocks):
    layer = make(2, 5, generator())
    first = tuple(generator().standard_normal((3, 5)) for _ in range(layer.state_count))

    def operation(x, first):
        states, last, backward = layer.scan(x, first, MASK)
        return (states, *last), lambda d_states, *d_last: backward(d_states, d_last)[:2]

    assert projection_error(operation, (X, first), generator()) < 1e-9
    _, last, backward = layer.scan(X, first)
    d_states = np.ones((3, 4, 5))
    backward(d_states, tuple(np.ones((3, 5)) for _ in last))
    assert np.array_equal(d_states, np.ones((3, 4, 5)))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("make", "blocks"), LAYERS)
def test_dtypes(make, blocks, dtype):
    layer = make(2, 3, generator(), last=True, dtype=dtype)
    y, backward = layer.forward(X.astype(dtype))
    d_x, gradients = backward(y)
    assert {array.dtype for array in (y, d_x, *layer.parameters.values(), *gradients.values())} == {np.dtype(dtype)}
    assert {array.dtype for array in make(2, 3, generator()).parameters.values()} == {np.dtype(np.float64)}
    assert make(2, 3, generator()).last is False


@pytest.mark.parametrize(("make", "blocks"), LAYERS)
def test_a_sequence_must_have_a_step(make, blocks):
    with pytest.raises(ValueError, match=r"^x must hold at least one step; got shape \(3, 0, 2\)$"):
        make(2, 3, generator()).forward(X[:, :0])
    assert make(2, 3, generator()).forward(X[:, :1])[0].shape == (3, 1, 3)
