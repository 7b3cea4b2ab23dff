"""The functions of lesson 10 as a reader may have written them, parameters, and functions still to be written."""

import numpy as np


def rnn_cell(x, h, parameters):
    U, W, b = parameters
    new_h = np.tanh(x @ U + h @ W + b)

    def backward(d_new_h):
        d_a = d_new_h * (1 - new_h**2)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return new_h, backward


def rnn(x, h0, parameters):
    h, states, ways_back = h0, [], []
    for t in range(x.shape[1]):
        h, back = rnn_cell(x[:, t], h, parameters)
        states.append(h)
        ways_back.append(back)

    def backward(d_states):
        d_h, d_x, sums = np.zeros_like(h0), np.zeros_like(x), [np.zeros_like(each) for each in parameters]
        for t in reversed(range(x.shape[1])):
            d_x[:, t], d_h, own = ways_back[t](d_states[:, t] + d_h)
            sums = [total + each for total, each in zip(sums, own, strict=True)]
        return d_x, d_h, tuple(sums)

    return np.stack(states, axis=1), backward


def generate_text(rnn_cell, prompt, draws, parameters, temperature=1.0):
    U, W, b, V, c = parameters
    one_hot, h, written = np.eye(len(U)), np.zeros((1, len(W))), []
    for symbol in prompt:
        h, _ = rnn_cell(one_hot[[symbol]], h, (U, W, b))
    for draw in draws:
        scores = (h[0] @ V + c) / temperature
        p = np.exp(scores - scores.max())
        written.append(np.sum(np.cumsum(p / p.sum())[:-1] <= draw))
        h, _ = rnn_cell(one_hot[[written[-1]]], h, (U, W, b))
    return np.array(written)


def language_model(seed, symbols, hidden=6):
    """Return random parameters of a language model that hardly ever writes padding, start or stop."""
    rng = np.random.default_rng(seed)
    shapes = ((symbols, hidden), (hidden, hidden), (hidden,), (hidden, symbols))
    c = np.where(np.arange(symbols) < 3, -20.0, rng.standard_normal(symbols))
    return *(rng.standard_normal(shape) for shape in shapes), c


def unwritten(*_arguments, **_settings):
    raise NotImplementedError
