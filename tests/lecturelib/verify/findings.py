"""Findings to show: of two modules, exact, near, narrow, failing and not finite."""

from lecturelib.verify import Finding
from lecturelib.witnesses.claim import Evidence


def finding(operation, kind, error, tolerance, source="a source"):
    return Finding(Evidence(operation, kind, source, tolerance, lambda rng: error), error)


RIGHT = [
    finding("neurons.sigmoid_neuron", "complex step", 1e-16, 1e-12, "Squire & Trapp <1998>"),
    finding("neurons.sigmoid_neuron", "complex step", 2e-13, 1e-12, "no bias"),
    finding("neurons.sigmoid_neuron", "by hand", 0.0, 1e-14),
    finding("neurons.threshold_neuron", "loop", 0.0, 0.0),
    finding("layers.affine", "PyTorch", 3e-14, 1e-12),
    finding("layers.affine", "float32", 2e-7, 1e-4),
]
WRONG = [
    finding("layers.affine", "huge inputs", float("nan"), 0.0),
    finding("layers.dropout", "statistics", 7.0, 5.0),
]
