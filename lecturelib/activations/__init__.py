"""Activation functions: what a unit does with its weighted sum."""

from lecturelib.activations.squashing import sigmoid

__all__ = ["sigmoid"]
