"""Softmax cross-entropy of one row, number by number."""

import math


def loss_and_slopes(scores, label):
    """Return the loss of one row and its gradient, by the textbook."""
    total = sum(math.exp(score) for score in scores)
    chances = [math.exp(score) / total for score in scores]
    return -math.log(chances[label]), [chance - (k == label) for k, chance in enumerate(chances)]
