"""Explorable pictures that run on the functions the reader has just written.

Every demo is one function that takes the reader's functions and returns a widget::

    from demos import neuron_explorer

    neuron_explorer(threshold_neuron, perceptron_update)

A demo holds no maths that the reader writes: Python calls the reader's functions, JavaScript draws what they answered.
"""

# Not lazy, because a module and its function share their name: importing demos.neuron_explorer would put the module in
# the function's place. Beyond ipywidgets itself a demo costs a few milliseconds, because assets are read on first use.
from demos.activation_explorer import activation_explorer
from demos.activation_histograms import activation_histograms
from demos.bump_builder import bump_builder
from demos.convolution_explorer import convolution_explorer
from demos.decision_regions import decision_regions
from demos.decoder_stepper import decoder_stepper
from demos.dropout_viewer import dropout_viewer
from demos.feature_maps import feature_maps
from demos.gate_explorer import gate_explorer
from demos.graph_stepper import graph_stepper
from demos.neuron_explorer import neuron_explorer
from demos.normalization_cube import normalization_cube
from demos.optimizer_race import optimizer_race
from demos.overfitting_explorer import overfitting_explorer
from demos.pooling_explorer import pooling_explorer
from demos.softmax_explorer import softmax_explorer
from demos.text_generator import text_generator
from demos.training_monitor import training_monitor
from demos.tree_colorer import tree_colorer
from demos.unroll_explorer import unroll_explorer

__all__ = [
    "activation_explorer",
    "activation_histograms",
    "bump_builder",
    "convolution_explorer",
    "decision_regions",
    "decoder_stepper",
    "dropout_viewer",
    "feature_maps",
    "gate_explorer",
    "graph_stepper",
    "neuron_explorer",
    "normalization_cube",
    "optimizer_race",
    "overfitting_explorer",
    "pooling_explorer",
    "softmax_explorer",
    "text_generator",
    "training_monitor",
    "tree_colorer",
    "unroll_explorer",
]
