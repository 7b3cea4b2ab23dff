"""The smallest things that can be trained: a straight line, and the rule that moves it."""

import numpy as np


class Line:
    """y = x W + b, with a count of the training passes as a buffer."""

    def __init__(self, inputs=1, outputs=1, dtype=np.float64):
        self.parameters = {"W": np.zeros((inputs, outputs), dtype), "b": np.zeros(outputs, dtype)}
        self.buffers = {"passes": np.zeros(1)}
        self.modes = []

    def forward(self, x, training=False):
        self.modes.append(training)
        if training:
            self.buffers["passes"] += 1
        W = self.parameters["W"]

        def backward(d_y):
            return d_y @ W.T, {"W": x.T @ d_y, "b": d_y.sum(axis=0)}

        return x @ W + self.parameters["b"], backward


def half_squares(output, targets):
    """Half the squared error, as a mean over the batch."""
    difference = output - targets
    return 0.5 * np.sum(difference**2) / len(output), lambda d_value: difference * (d_value / len(output))


class Descent:
    """Plain gradient descent."""

    def __init__(self, learning_rate=0.1):
        self.settings = {"learning_rate": learning_rate}
        self.rates = []

    def update_in_place(self, parameters, gradients, learning_rate=None):
        self.rates.append(learning_rate)
        rate = self.settings["learning_rate"] if learning_rate is None else learning_rate
        for name, parameter in parameters.items():
            parameter -= rate * gradients[name]


def line_data(n=20, seed=0):
    x = np.random.default_rng(seed).standard_normal((n, 1))
    return x, 2 * x - 1
