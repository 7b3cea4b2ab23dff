"""Normalisation: values brought to mean 0 and variance 1 before they are scaled and shifted by what is learned."""

from lecturelib.normalization.across_examples import BatchNorm, batch_norm
from lecturelib.normalization.by_channels import group_norm, instance_norm
from lecturelib.normalization.by_features import layer_norm

__all__ = ["BatchNorm", "batch_norm", "group_norm", "instance_norm", "layer_norm"]
