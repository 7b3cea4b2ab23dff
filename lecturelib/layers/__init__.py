"""Layers that are no convolution and no recurrence: affine maps, look-up tables, dropout, flattening."""

from lecturelib.layers.dense import affine
from lecturelib.layers.dropping import MonteCarloEstimate, dropout, monte_carlo_dropout
from lecturelib.layers.lookup import embedding
from lecturelib.layers.reshaping import flatten

__all__ = ["MonteCarloEstimate", "affine", "dropout", "embedding", "flatten", "monte_carlo_dropout"]
