"""Figures of the lessons. Each function draws one figure; a notebook shows it when its cell ends."""

from lecturelib.plots.backpropagation import (
    difference_errors,
    formula_lengths,
    gradient_check_bars,
    path_sketch,
    sizes_of_jacobians,
    two_sweeps_sketch,
)
from lecturelib.plots.curves import learning_curves
from lecturelib.plots.one_neuron import half_planes, neuron_sketch, perceptron_runs, step_and_sigmoid, xor_spaces
from lecturelib.plots.pictures import pixel_panels
from lecturelib.plots.training import search_scores, training_history

__all__ = [
    "difference_errors",
    "formula_lengths",
    "gradient_check_bars",
    "half_planes",
    "learning_curves",
    "neuron_sketch",
    "path_sketch",
    "perceptron_runs",
    "pixel_panels",
    "search_scores",
    "sizes_of_jacobians",
    "step_and_sigmoid",
    "training_history",
    "two_sweeps_sketch",
    "xor_spaces",
]
