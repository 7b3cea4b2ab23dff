"""Figures of the lessons. Each function draws one figure; a notebook shows it when its cell ends."""

from lecturelib.plots.curves import learning_curves
from lecturelib.plots.layers import (
    activation_curves,
    approximations,
    bump_and_its_parts,
    decision_panels,
    encoder_states,
    lines_and_regions,
)
from lecturelib.plots.one_neuron import half_planes, neuron_sketch, perceptron_runs, step_and_sigmoid, xor_spaces
from lecturelib.plots.pictures import pixel_panels
from lecturelib.plots.training import search_scores, training_history

__all__ = [
    "activation_curves",
    "approximations",
    "bump_and_its_parts",
    "decision_panels",
    "encoder_states",
    "half_planes",
    "learning_curves",
    "lines_and_regions",
    "neuron_sketch",
    "perceptron_runs",
    "pixel_panels",
    "search_scores",
    "step_and_sigmoid",
    "training_history",
    "xor_spaces",
]
