"""What eight layers make of handwritten digits, with and without the reader's batch normalisation before each."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import batch_norm_values

LAYERS, UNITS, PICTURES, BINS = 8, 32, 200, 40
SMALLEST, LARGEST = 0.1, 10.0
# What an activation answers, and between which bounds: lesson 02 has these as exercises, so they are not imported.
ACTIVATIONS: dict[str, tuple[Callable[[Array], Array], float, float]] = {
    "sigmoid": (lambda a: 0.5 * (1 + np.tanh(a / 2)), 0.0, 1.0),
    "tanh": (np.tanh, -1.0, 1.0),
}


def activation_histograms(batch_norm: Callable[..., Any]) -> ActivationHistograms:
    """Show how one unit of each of eight layers answers to digits, without and with the reader's normalisation.

    Parameters
    ----------
    batch_norm : callable
        The reader's ``batch_norm(x, gamma, beta, running_mean, running_var)``, whose value is a triple.

    Returns
    -------
    ActivationHistograms
        A widget. `activation`, `size` and `unit` may be set from Python.
    """
    return ActivationHistograms(batch_norm)


class ActivationHistograms(anywidget.AnyWidget):
    """The widget behind `activation_histograms`; its traits are its whole state.

    Parameters
    ----------
    batch_norm : callable
        The reader's function.
    **state : Any
        First values of `activation`, `size` and `unit`. The other traits are results.
    """

    _esm = javascript("activation_histograms.js")
    _css = stylesheet("activation_histograms.css")

    activation = traitlets.Enum(list(ACTIVATIONS), default_value="sigmoid").tag(sync=True)
    size = traitlets.CFloat(1.0, help="What the first weights are multiplied by.").tag(sync=True)
    unit = traitlets.CInt(0, help="Which unit of each layer is shown.").tag(sync=True)

    smallest = traitlets.Float(SMALLEST).tag(sync=True)
    largest = traitlets.Float(LARGEST).tag(sync=True)
    units = traitlets.Int(UNITS).tag(sync=True)
    low = traitlets.Float(help="Least value that the activation takes.").tag(sync=True)
    high = traitlets.Float(help="Largest value.").tag(sync=True)
    without = traitlets.List(traitlets.List(), help="A histogram for each layer, the first layer first.").tag(sync=True)
    normalised = traitlets.List(traitlets.List(), help="The same with batch_norm; empty while it fails.").tag(sync=True)
    deviations = traitlets.List(traitlets.Float(), help="Standard deviation of each layer without batch_norm.").tag(
        sync=True
    )
    normalised_deviations = traitlets.List(
        traitlets.Float(), help="The same with batch_norm; empty while it fails."
    ).tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's function.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, batch_norm: Callable[..., Any], **state: Any) -> None:
        # Imported here: every lesson imports all demos, and none may need what some lesson withholds.
        from lecturelib.datasets import digits

        self._function = StudentFunction("batch_norm", batch_norm)
        self._pictures = digits()[0][:PICTURES].reshape(PICTURES, -1)
        self._weights = _glorot_weights()
        super().__init__(**state)
        self._evaluate()
        self.observe(self._was_set, ["activation", "size", "unit"])

    @traitlets.validate("size", "unit")
    def _inside(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        low, high = (SMALLEST, LARGEST) if name == "size" else (0, UNITS - 1)
        if not (math.isfinite(value) and low <= value <= high):
            raise traitlets.TraitError(f"{name} must lie from {low} to {high}; got {value}")
        return value

    def _was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._evaluate()

    def _evaluate(self) -> None:
        """Send the pictures through both networks, and describe the picture."""
        _, self.low, self.high = ACTIVATIONS[self.activation]
        self.without, self.deviations = self._shown(self._outputs(lambda a: a))
        try:
            self.normalised, self.normalised_deviations = self._shown(self._outputs(self._batch_norm))
            self.problem = ""
        except Unusable as unusable:
            self.problem, self.normalised, self.normalised_deviations = str(unusable), [], []
        self.message = self._tell_last_layer()
        self.description = (
            f"Histograms of unit {self.unit} in each of {LAYERS} layers of {self.activation} units over {PICTURES} "
            f"digits, with first weights times {self.size:.3g}. Deviations without batch_norm: "
            f"{_listed(self.deviations)}; with it: {_listed(self.normalised_deviations)}."
        )

    def _outputs(self, prepare: Callable[[Array], Array]) -> list[Array]:
        """Return the outputs of the chosen unit in every layer."""
        activate, h, outputs = ACTIVATIONS[self.activation][0], self._pictures, []
        for weights in self._weights:
            h = activate(prepare(h @ (self.size * weights)))
            outputs.append(h[:, self.unit])
        return outputs

    def _batch_norm(self, a: Array) -> Array:
        ones, zeros = np.ones(UNITS), np.zeros(UNITS)
        y, _, _ = batch_norm_values(self._function, self._function(a, ones, zeros, zeros, ones))
        return self._function.numbers(y, a.shape, "its outputs")

    def _shown(self, outputs: list[Array]) -> tuple[list[list[int]], list[float]]:
        """Return a histogram and the deviation of each layer; all layers at once, so that a key press is answered."""
        values = np.stack(outputs)
        bins = ((values - self.low) * (BINS / (self.high - self.low))).astype(int).clip(0, BINS - 1)
        bins += BINS * np.arange(LAYERS)[:, np.newaxis]
        counts = np.bincount(bins.ravel(), minlength=BINS * LAYERS).reshape(LAYERS, BINS)
        return counts.tolist(), values.std(axis=1).tolist()

    def _tell_last_layer(self) -> str:
        without = f"At layer {LAYERS} the deviation is {self.deviations[-1]:.2g} without batch_norm"
        if not self.normalised_deviations:
            return f"{without}."
        return f"{without} and {self.normalised_deviations[-1]:.2g} with it."


def _glorot_weights() -> list[Array]:
    """Return the weights of each layer, drawn as Glorot and Bengio (2010) propose."""
    rng, weights, inputs = np.random.default_rng(0), [], 64
    for _ in range(LAYERS):
        reach = math.sqrt(6 / (inputs + UNITS))
        weights.append(rng.uniform(-reach, reach, (inputs, UNITS)))
        inputs = UNITS
    return weights


def _listed(deviations: list[float]) -> str:
    return ", ".join(f"{each:.2g}" for each in deviations) if deviations else "unknown"
