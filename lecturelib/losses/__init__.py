"""Losses: how far predictions are from targets, as one number to minimise, and the measures of information.

Targets, labels and masks are data. They are never differentiated: `backward` returns the gradient of the predictions,
or of the scores, alone.
"""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.losses.binary import binary_cross_entropy_with_logits as binary_cross_entropy_with_logits
    from lecturelib.losses.categorical import softmax_cross_entropy as softmax_cross_entropy
    from lecturelib.losses.information import cross_entropy as cross_entropy
    from lecturelib.losses.information import entropy as entropy
    from lecturelib.losses.information import kl_divergence as kl_divergence
    from lecturelib.losses.sequences import sequence_cross_entropy as sequence_cross_entropy
    from lecturelib.losses.squared import squared_error as squared_error

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "binary": ("binary_cross_entropy_with_logits",),
        "categorical": ("softmax_cross_entropy",),
        "information": ("cross_entropy", "entropy", "kl_divergence"),
        "sequences": ("sequence_cross_entropy",),
        "squared": ("squared_error",),
    },
)
