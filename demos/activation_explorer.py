"""One unit with an activation of the reader's: curve, slope, where it saturates, which examples pass a gradient."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable

REACH = 6.0  # the picture shows sums from -REACH to REACH
PLACES = 241
EXAMPLES = 24
FAINT = 0.05  # a slope below this part of the largest one counts as saturated
# The settings of each activation; the others have none.
SETTINGS = {
    "leaky_relu": ("slope",),
    "prelu": ("slope",),
    "elu": ("alpha",),
    "srelu": ("t_right", "a_right", "t_left", "a_left"),
    "maxout": ("piece",),
}
NAMES = ("sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "srelu", "maxout")
STATE = ("activation", "bias", "slope", "alpha", "t_right", "a_right", "t_left", "a_left", "piece", "seed")


def activation_explorer(
    sigmoid: Callable[..., Any],
    tanh: Callable[..., Any],
    relu: Callable[..., Any],
    leaky_relu: Callable[..., Any],
    prelu: Callable[..., Any],
    elu: Callable[..., Any],
    srelu: Callable[..., Any],
    maxout: Callable[..., Any],
    activation: str = "sigmoid",
) -> ActivationExplorer:
    """Show what one of the reader's activations does to the sums of 24 examples, and to their gradients.

    Parameters
    ----------
    sigmoid, tanh, relu, leaky_relu, prelu, elu, srelu, maxout : callable
        The reader's functions, each of which returns a value and a backward function.
    activation : str
        The name of the one shown first.

    Returns
    -------
    ActivationExplorer
        A widget. `activation`, `bias`, `seed` and the settings may be set from Python.
    """
    functions = (sigmoid, tanh, relu, leaky_relu, prelu, elu, srelu, maxout)
    return ActivationExplorer(dict(zip(NAMES, functions, strict=True)), activation=activation)


class ActivationExplorer(anywidget.AnyWidget):
    """The widget behind `activation_explorer`; its traits are its whole state.

    Parameters
    ----------
    functions : dict
        The reader's functions by name.
    **state : Any
        First values of the traits in `STATE`. The other traits are results.
    """

    _esm = javascript("activation_explorer.js")
    _css = stylesheet("activation_explorer.css")

    activation = traitlets.Enum(NAMES, default_value="sigmoid").tag(sync=True)
    bias = traitlets.CFloat(0.0, help="Added to the sum of every example.").tag(sync=True)
    slope = traitlets.CFloat(0.1, min=0.0, max=1.0).tag(sync=True)
    alpha = traitlets.CFloat(1.0, min=0.05).tag(sync=True)
    t_right = traitlets.CFloat(1.5, min=0.0).tag(sync=True)
    a_right = traitlets.CFloat(0.3).tag(sync=True)
    t_left = traitlets.CFloat(-1.0, max=0.0).tag(sync=True)
    a_left = traitlets.CFloat(0.1).tag(sync=True)
    piece = traitlets.CFloat(-0.5, help="Slope of maxout's second piece; the first has slope 1.").tag(sync=True)
    seed = traitlets.Int(0, min=0).tag(sync=True)

    reach = traitlets.Float(REACH).tag(sync=True)
    settings = traitlets.List(traitlets.Unicode(), help="Settings of the activation shown.").tag(sync=True)
    values = traitlets.List(traitlets.Float(), help="The activation at evenly spaced sums.").tag(sync=True)
    slopes = traitlets.List(traitlets.Float(), help="Its slope there.").tag(sync=True)
    saturated = traitlets.List(traitlets.List(), help="Intervals [from, to] of sums with next to no slope.").tag(
        sync=True
    )
    examples = traitlets.List(traitlets.List(), help="Each example as [sum, value, slope].").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's functions.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, functions: dict[str, Callable[..., Any]], **state: Any) -> None:
        self._functions = {name: StudentFunction(name, function) for name, function in functions.items()}
        super().__init__(**state)
        self._evaluate()
        self.observe(self._evaluate, list(STATE))

    @traitlets.validate("bias", "slope", "alpha", "t_right", "a_right", "t_left", "a_left", "piece")
    def _finite(self, proposal: Any) -> float:
        if not math.isfinite(proposal["value"]):
            raise traitlets.TraitError(f"{proposal['trait'].name} must be a finite number; got {proposal['value']}")
        return float(proposal["value"])

    def _evaluate(self, _change: object = None) -> None:
        sums = np.random.default_rng(self.seed).normal(size=EXAMPLES) + self.bias
        places = np.linspace(-REACH, REACH, PLACES)
        values, slopes, problem = self._ask(np.concatenate([places, sums]))
        with self.hold_sync():
            self.settings = list(SETTINGS.get(self.activation, ()))
            self.values, self.slopes, self.problem = values[:PLACES].tolist(), slopes[:PLACES].tolist(), problem
            limit = FAINT * max(slopes[:PLACES].max(initial=0.0), 1e-12)
            self.saturated = _intervals(places, np.abs(slopes[:PLACES]) < limit) if slopes.size else []
            shown = zip(sums, values[PLACES:], slopes[PLACES:] if slopes.size else sums * np.nan, strict=False)
            self.examples = [[a, value, slope if math.isfinite(slope) else None] for a, value, slope in shown]
            self.message = self._say(np.abs(slopes[PLACES:]), limit)
            self.description = self._describe()

    def _ask(self, a: Array) -> tuple[Array, Array, str]:
        """Return values and slopes at the sums, empty where the reader's function cannot be used, and why not."""
        function, nothing = self._functions[self.activation], np.zeros(0)
        try:
            arguments, shape, inner = self._arguments(a)
            answer = function(*arguments)
            if not isinstance(answer, tuple) or len(answer) != 2:
                raise Unusable(f"{self.activation} should return the two values value, backward.")
            value = function.numbers(answer[0], shape, "its value")
        except Unusable as unusable:
            return nothing, nothing, str(unusable)
        try:
            backward = StudentFunction(f"the backward of {self.activation}", answer[1])
            gradients = backward(np.ones(shape))
            first = gradients[0] if isinstance(gradients, tuple) else gradients
            slopes = backward.numbers(first, arguments[0].shape, "its first gradient")
        except Unusable as unusable:
            return value.ravel(), nothing, str(unusable)
        return value.ravel(), (slopes * inner).reshape(len(a), -1).sum(axis=1), ""

    def _arguments(self, a: Array) -> tuple[list[Any], tuple[int, ...], Array]:
        """Return the arguments, the shape of the value, and how each argument's entry depends on the sum."""
        alone, one = a[:, np.newaxis], np.ones(1)
        if self.activation == "leaky_relu":
            return [a, self.slope], a.shape, one
        if self.activation == "elu":
            return [a, self.alpha], a.shape, one
        if self.activation == "prelu":
            return [alone, self.slope * one], alone.shape, one
        if self.activation == "srelu":
            return [alone, *(getattr(self, name) * one for name in SETTINGS["srelu"])], alone.shape, one
        if self.activation == "maxout":
            pieces = np.array([1.0, self.piece])
            return [alone[..., np.newaxis] * pieces], alone.shape, pieces
        return [a], a.shape, one

    def _say(self, slopes: Array, limit: float) -> str:
        if not slopes.size:
            return "The slope cannot be shown." if self.values else ""
        if not slopes.any():
            return "The unit is dead for these examples: not one of them passes any gradient."
        reached = int((slopes >= limit).sum())
        passing = (
            f"{reached} of {EXAMPLES} examples pass a gradient worth mentioning; the mean slope is {slopes.mean():.3f}."
        )
        return passing if reached else f"The unit is saturated for all examples, but not dead. {passing}"

    def _describe(self) -> str:
        if not self.values:
            return f"No curve: {self.activation} cannot be used yet. The bias is {self.bias:.2f}."
        numbers = "".join(f", {name} {getattr(self, name):.2f}" for name in self.settings)
        faint = " and ".join(f"from {low:.1f} to {high:.1f}" for low, high in self.saturated) or "nowhere"
        return (
            f"The curve of {self.activation}{numbers}, and its slope, for sums from -{REACH:g} to {REACH:g}; shaded, "
            f"because the slope is next to nothing, {faint}. The bias is {self.bias:.2f}. {self.message}"
        )


def _intervals(places: Array, faint: np.ndarray[Any, np.dtype[np.bool_]]) -> list[list[float]]:
    """Return [from, to] of each run of places where `faint` holds."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], faint, [False]]).astype(int)))
    return [[float(places[start]), float(places[end - 1])] for start, end in edges.reshape(-1, 2)]
