"""What a reader has written in lesson 06, short: tests of its demos use it, and notebooks in the browser run it."""

import numpy as np


def l2_penalty(weights, strength):
    return strength / 2 * np.sum(weights**2), lambda d_penalty: d_penalty * strength * weights


def l1_penalty(weights, strength):
    return strength * np.sum(np.abs(weights)), lambda d_penalty: d_penalty * strength * np.sign(weights)


def dropout(x, rate, rng, training=True, form="inverted"):
    if training:
        factor = (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        factor = 1 - rate if form == "standard" else 1.0
    return x * factor, lambda d_y: d_y * factor


def monte_carlo_dropout(forward, x, passes, rng):
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.std(axis=0)


class EarlyStopping:
    def __init__(self, patience, least_improvement=0.0):
        self.patience, self.least_improvement = patience, least_improvement
        self.best_loss, self.best_epoch, self.epochs, self.best = np.inf, None, 0, {}

    def should_stop(self, loss, weights):
        self.epochs += 1
        if loss < self.best_loss - self.least_improvement:
            self.best_loss, self.best_epoch = loss, self.epochs
            self.best = {name: array.copy() for name, array in weights.items()}
        return self.epochs - self.best_epoch >= self.patience

    def restore(self, weights):
        for name, array in self.best.items():
            weights[name][...] = array
