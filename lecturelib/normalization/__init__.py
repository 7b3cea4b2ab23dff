"""Normalisation: values brought to mean 0 and variance 1 before they are scaled and shifted by what is learned."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.normalization.across_examples import BatchNorm as BatchNorm
    from lecturelib.normalization.across_examples import batch_norm as batch_norm
    from lecturelib.normalization.by_channels import group_norm as group_norm
    from lecturelib.normalization.by_channels import instance_norm as instance_norm
    from lecturelib.normalization.by_features import layer_norm as layer_norm

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "across_examples": ("BatchNorm", "batch_norm"),
        "by_channels": ("group_norm", "instance_norm"),
        "by_features": ("layer_norm",),
    },
)
