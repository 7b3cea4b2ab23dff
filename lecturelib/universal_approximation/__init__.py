"""Universal approximation in one dimension: sigmoids make steps, two steps make a bump, and bumps make any function."""

from lecturelib.universal_approximation.approximation import approximate, sum_of_bumps
from lecturelib.universal_approximation.steps import OneHiddenLayer, bump, bump_network, sigmoid_step

__all__ = ["OneHiddenLayer", "approximate", "bump", "bump_network", "sigmoid_step", "sum_of_bumps"]
