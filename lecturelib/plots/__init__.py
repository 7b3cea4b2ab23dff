"""Figures of the lessons. Each function draws one figure; a notebook shows it when its cell ends."""

from lecturelib.plots.curves import learning_curves
from lecturelib.plots.descent import descent_paths, landscape_sketch, loss_slices, losses_by_rate, rate_sums
from lecturelib.plots.one_neuron import half_planes, neuron_sketch, perceptron_runs, step_and_sigmoid, xor_spaces
from lecturelib.plots.pictures import pixel_panels
from lecturelib.plots.training import search_scores, training_history

__all__ = [
    "descent_paths",
    "half_planes",
    "landscape_sketch",
    "learning_curves",
    "loss_slices",
    "losses_by_rate",
    "neuron_sketch",
    "perceptron_runs",
    "pixel_panels",
    "rate_sums",
    "search_scores",
    "step_and_sigmoid",
    "training_history",
    "xor_spaces",
]
