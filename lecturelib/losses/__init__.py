"""Losses: how far predictions are from targets, as one number to minimise, and the measures of information.

Targets, labels and masks are data. They are never differentiated: `backward` returns the gradient of the predictions,
or of the scores, alone.
"""

from lecturelib.losses.binary import binary_cross_entropy_with_logits
from lecturelib.losses.categorical import sequence_cross_entropy, softmax_cross_entropy
from lecturelib.losses.information import cross_entropy, entropy, kl_divergence
from lecturelib.losses.squared import squared_error

__all__ = [
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "entropy",
    "kl_divergence",
    "sequence_cross_entropy",
    "softmax_cross_entropy",
    "squared_error",
]
