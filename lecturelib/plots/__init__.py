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
from lecturelib.plots.experiments import framework_sketch, losses_by_value, seeds_by_value
from lecturelib.plots.feature_maps import picture_rows, stages_sketch
from lecturelib.plots.gated_cells import gradient_by_step, gru_cell_sketch, lstm_cell_sketch
from lecturelib.plots.layers import (
    activation_curves,
    approximations,
    bump_and_its_parts,
    decision_panels,
    encoder_states,
    lines_and_regions,
)
from lecturelib.plots.normalization import channel_scatter, layer_histograms, shared_statistics, three_ways_sketch
from lecturelib.plots.one_neuron import half_planes, neuron_sketch, perceptron_runs, step_and_sigmoid, xor_spaces
from lecturelib.plots.pictures import pixel_panels
from lecturelib.plots.predictions import compared_curves, output_heads, residual_squares
from lecturelib.plots.recurrence import gradient_reach, losses_of_text, unrolled_sketch
from lecturelib.plots.regularization import fits_sketch, four_networks, training_and_validation
from lecturelib.plots.sequences import handover_sketch, sentiment_tree, symbol_probabilities
from lecturelib.plots.sliding import (
    brightness_panels,
    connection_sketches,
    places_sketch,
    signal_and_responses,
    sliding_kernel_sketch,
)
from lecturelib.plots.training import search_scores, training_history

__all__ = [
    "activation_curves",
    "approximations",
    "brightness_panels",
    "bump_and_its_parts",
    "channel_scatter",
    "compared_curves",
    "connection_sketches",
    "decision_panels",
    "descent_paths",
    "difference_errors",
    "distribution_bars",
    "encoder_states",
    "entropy_and_divergence",
    "fits_sketch",
    "fitted_distributions",
    "formula_lengths",
    "four_networks",
    "framework_sketch",
    "gradient_by_step",
    "gradient_check_bars",
    "gradient_reach",
    "gru_cell_sketch",
    "half_planes",
    "handover_sketch",
    "landscape_sketch",
    "layer_histograms",
    "learning_curves",
    "lines_and_regions",
    "loss_slices",
    "losses_by_rate",
    "losses_by_value",
    "losses_of_text",
    "lstm_cell_sketch",
    "neuron_sketch",
    "output_heads",
    "path_sketch",
    "perceptron_runs",
    "picture_rows",
    "pixel_panels",
    "places_sketch",
    "rate_sums",
    "residual_squares",
    "search_scores",
    "seeds_by_value",
    "sentiment_tree",
    "shared_statistics",
    "signal_and_responses",
    "sizes_of_jacobians",
    "sliding_kernel_sketch",
    "stages_sketch",
    "step_and_sigmoid",
    "symbol_probabilities",
    "three_ways_sketch",
    "training_and_validation",
    "training_history",
    "two_sweeps_sketch",
    "unrolled_sketch",
    "xor_spaces",
]
