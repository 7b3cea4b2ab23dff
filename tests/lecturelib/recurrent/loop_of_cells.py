"""A layer as its definition says it: one cell after the other, and their backward functions in reverse."""

import numpy as np
from hypothesis import strategies as st

from lecturelib.nested import leaves
from lecturelib.recurrent import GRUParameters, LSTMParameters, RNNParameters, gru_cell, lstm_cell, rnn_cell

CELLS = {"rnn": rnn_cell, "lstm": lstm_cell, "gru": gru_cell}
PARAMETERS = {"rnn": (RNNParameters, 1), "lstm": (LSTMParameters, 4), "gru": (GRUParameters, 3)}
# N, T, D, H: an empty batch, no steps, and ones are among them.
sizes = st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(1, 3), st.integers(1, 3))
dtypes = st.sampled_from([np.float32, np.float64])


def draw_parameters(kind, rng, d, h, dtype=np.float64):
    group, blocks = PARAMETERS[kind]
    shapes = (d, blocks * h), (h, blocks * h), (blocks * h,)
    return group(*(rng.standard_normal(shape).astype(dtype) for shape in shapes))


def draw(kind, seed, size, dtype=np.float64):
    """Return x, first states, parameters, mask, and the gradients of states and last cell."""
    rng, (n, t, d, h) = np.random.default_rng(seed), size
    start = [rng.standard_normal((n, h)).astype(dtype) for _ in range(2 if kind == "lstm" else 1)]
    d_value = [rng.standard_normal((n, t, h)).astype(dtype), rng.standard_normal((n, h)).astype(dtype)][: len(start)]
    x, mask = rng.standard_normal((n, t, d)).astype(dtype), rng.random((n, t)) < 0.6
    return x, start, draw_parameters(kind, rng, d, h, dtype), mask, d_value


def loop(kind, x, start, parameters, mask, d_value):
    """Return states, (last cell,) d_x, d_h0, (d_c0,) d_U, d_W, d_b of the loop, as a list."""
    cell, state, states, backwards = CELLS[kind], list(start), [], []
    for t in range(x.shape[1]):
        value, backward = cell(x[:, t], *state, parameters)
        state = [np.where(mask[:, t, None], new, old) for new, old in zip(leaves(value), state, strict=True)]
        states.append(state[0])
        backwards.append(backward)
    d_states, *d_cell = d_value
    d_state = [np.zeros_like(start[0]), *d_cell]
    d_x, d_parameters = np.zeros_like(x), [np.zeros_like(each) for each in parameters]
    for t in reversed(range(x.shape[1])):
        real = mask[:, t, None]
        d_state[0] = d_state[0] + d_states[:, t]
        d_x[:, t], *d_before, d_group = backwards[t](*(np.where(real, each, 0) for each in d_state))
        d_state = [before + np.where(real, 0, each) for before, each in zip(d_before, d_state, strict=True)]
        d_parameters = [total + each for total, each in zip(d_parameters, d_group, strict=True)]
    stacked = np.stack(states, axis=1) if states else np.zeros_like(d_states)
    return [stacked, *state[1:], d_x, *d_state, *d_parameters]


def differs(got, expected, dtype):
    """Return whether shapes, dtypes or values of two lists of arrays differ by more than rounding."""
    tolerance = 1e-4 if dtype == np.float32 else 1e-12
    return [
        place
        for place, (g, e) in enumerate(zip(got, expected, strict=True))
        if g.shape != e.shape or g.dtype != dtype or not np.allclose(g, e, rtol=tolerance, atol=tolerance)
    ]
