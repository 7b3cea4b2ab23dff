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
from lecturelib.plots.descent import descent_paths, landscape_sketch, loss_slices, losses_by_rate, rate_sums
from lecturelib.plots.distributions import distribution_bars, entropy_and_divergence, fitted_distributions
from lecturelib.plots.feature_maps import picture_rows, stages_sketch
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
from lecturelib.plots.predictions import compared_curves, output_heads, residual_squares
from lecturelib.plots.training import search_scores, training_history

__all__ = [
    "activation_curves",
    "approximations",
    "bump_and_its_parts",
    "compared_curves",
    "decision_panels",
    "descent_paths",
    "difference_errors",
    "distribution_bars",
    "encoder_states",
    "entropy_and_divergence",
    "fitted_distributions",
    "formula_lengths",
    "gradient_check_bars",
    "half_planes",
    "landscape_sketch",
    "learning_curves",
    "lines_and_regions",
    "loss_slices",
    "losses_by_rate",
    "neuron_sketch",
    "output_heads",
    "path_sketch",
    "perceptron_runs",
    "picture_rows",
    "pixel_panels",
    "rate_sums",
    "residual_squares",
    "search_scores",
    "sizes_of_jacobians",
    "stages_sketch",
    "step_and_sigmoid",
    "training_history",
    "two_sweeps_sketch",
    "xor_spaces",
]
