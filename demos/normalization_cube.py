"""A batch of images in slices: nudge one number, and see which outputs of the reader's normalisation move with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos import normalization_sentences as say
from demos.assets import javascript, stylesheet
from demos.filtered_digits import filtered_digits
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import batch_norm_values, pair_of

NUDGE = 0.5
BINS = 24
TITLES = {
    "batch_norm": "batch norm",
    "layer_norm": "layer norm",
    "instance_norm": "instance norm",
    "group_norm": "group norm",
}


def normalization_cube(
    batch_norm: Callable[..., Any] | None = None,
    layer_norm: Callable[..., Any] | None = None,
    instance_norm: Callable[..., Any] | None = None,
    group_norm: Callable[..., Any] | None = None,
) -> NormalizationCube:
    """Show which numbers of a batch share statistics, by nudging one of them and running the reader's function again.

    Parameters
    ----------
    batch_norm, layer_norm, instance_norm, group_norm : callable or None
        The reader's functions, with the signatures of `lecturelib.normalization`; those that are given can be chosen.

    Returns
    -------
    NormalizationCube
        A widget. `norm`, `mode`, `groups`, `example`, `channel` and `position` may be set from Python.
    """
    return NormalizationCube(batch_norm, layer_norm, instance_norm, group_norm)


class NormalizationCube(anywidget.AnyWidget):
    """The widget behind `normalization_cube`; its traits are its whole state.

    Parameters
    ----------
    batch_norm, layer_norm, instance_norm, group_norm : callable or None
        The reader's functions; one at least.
    **state : Any
        First values of `norm`, `mode`, `groups`, `example`, `channel` and `position`. The other traits are results.
    """

    _esm = javascript("normalization_cube.js")
    _css = stylesheet("normalization_cube.css")

    norm = traitlets.Unicode().tag(sync=True)
    mode = traitlets.Enum(["training", "inference"], default_value="training").tag(sync=True)
    groups = traitlets.CInt(2).tag(sync=True)
    example = traitlets.CInt(0).tag(sync=True)
    channel = traitlets.CInt(0).tag(sync=True)
    position = traitlets.CInt(5).tag(sync=True)

    norms = traitlets.Dict(help="Titles of the norms that can be chosen, by name.").tag(sync=True)
    shape = traitlets.List(traitlets.Int(), help="Examples, channels, positions.").tag(sync=True)
    moved = traitlets.List(traitlets.Int(), help="1 for every output that moved; empty while unknown.").tag(sync=True)
    before = traitlets.Dict(help="Histograms, mean and deviation of the inputs.").tag(sync=True)
    after = traitlets.Dict(help="The same of the outputs; empty while unknown.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's function.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(
        self,
        batch_norm: Callable[..., Any] | None = None,
        layer_norm: Callable[..., Any] | None = None,
        instance_norm: Callable[..., Any] | None = None,
        group_norm: Callable[..., Any] | None = None,
        **state: Any,
    ) -> None:
        given = zip(TITLES, (batch_norm, layer_norm, instance_norm, group_norm), strict=True)
        self._functions = {name: StudentFunction(name, function) for name, function in given if function is not None}
        if not self._functions:
            raise ValueError("normalization_cube must be given at least one of your functions; got none")
        self._x = filtered_digits()
        examples, channels = self._x.shape[:2]
        super().__init__(
            **{"norm": next(iter(self._functions)), **state},
            norms={name: TITLES[name] for name in self._functions},
            shape=[examples, channels, self._x[0, 0].size],
        )
        self._evaluate()
        self.observe(self._was_set, ["norm", "mode", "groups", "example", "channel", "position"])

    @traitlets.validate("norm")
    def _known(self, proposal: Any) -> str:
        if proposal["value"] not in self._functions:
            raise traitlets.TraitError(f"norm must be one of {', '.join(self._functions)}; got {proposal['value']!r}")
        return str(proposal["value"])

    @traitlets.validate("groups")
    def _divides(self, proposal: Any) -> int:
        value, channels = proposal["value"], self._x.shape[1]
        if value < 1 or channels % value:
            raise traitlets.TraitError(f"groups must divide the {channels} channels; got {value}")
        return int(value)

    @traitlets.validate("example", "channel", "position")
    def _inside(self, proposal: Any) -> int:
        name, value = proposal["trait"].name, proposal["value"]
        size = {"example": self._x.shape[0], "channel": self._x.shape[1], "position": self._x[0, 0].size}[name]
        if not 0 <= value < size:
            raise traitlets.TraitError(f"{name} must lie from 0 to {size - 1}; got {value}")
        return int(value)

    def _was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._evaluate()

    def _evaluate(self) -> None:
        """Nudge the chosen number, and compare what the reader's function makes of both batches."""
        chosen = (self.example, self.channel, self.position)
        nudged = self._x.copy()
        nudged.reshape(self.shape)[chosen] += NUDGE
        lit = np.zeros(self.shape, dtype=bool)
        try:
            outputs, nudged_outputs = self._outputs(self._x), self._outputs(nudged)
        except Unusable as unusable:
            self.problem, self.message, self.moved, self.after = str(unusable), "", [], {}
        else:
            lit = np.abs(nudged_outputs - outputs).reshape(self.shape) > 1e-9
            self.problem, self.message = "", say.tell_moved(lit)
            self.moved, self.after = lit.ravel().astype(int).tolist(), _summary(outputs, lit)
        self.before = _summary(self._x, lit)
        self.description = say.describe(self._title(), chosen, lit, self.before, self.after)

    def _title(self) -> str:
        detail = {"batch_norm": f" in {self.mode}", "group_norm": f" with {self.groups} groups"}
        return TITLES[self.norm] + detail.get(self.norm, "").replace("in inference", "at inference")

    def _outputs(self, x: Array) -> Array:
        function, channels = self._functions[self.norm], x.shape[1]
        ones, zeros = np.ones(channels), np.zeros(channels)
        if self.norm == "batch_norm":
            return self._batch_norm(x)
        if self.norm == "layer_norm":
            ones, zeros = np.ones(x.shape[1:]), np.zeros(x.shape[1:])
        answer = function(x, ones, zeros, *((self.groups,) if self.norm == "group_norm" else ()))
        return function.numbers(pair_of(function, answer)[0], x.shape, "its outputs")

    def _batch_norm(self, x: Array) -> Array:
        """Return the outputs in training, or at inference after a training that has seen the batch as it is."""
        channels = x.shape[1]
        ones, zeros = np.ones(channels), np.zeros(channels)
        function, mean, variance = self._functions["batch_norm"], zeros, ones
        if self.mode == "inference":
            # With a momentum of 1 the running statistics become those of the batch.
            _, mean, variance = batch_norm_values(function, function(self._x, ones, zeros, mean, variance, True, 1.0))
            mean = function.numbers(mean, (channels,), "running_mean")
            variance = function.numbers(variance, (channels,), "running_var")
        y, _, _ = batch_norm_values(function, function(x, ones, zeros, mean, variance, self.mode == "training"))
        return function.numbers(y, x.shape, "its outputs")


def _summary(numbers: Array, lit: say.Lit) -> dict[str, Any]:
    """Return histograms of all numbers and of the lit ones over the same bins, and the lit ones' mean and deviation."""
    every, chosen = numbers.ravel(), numbers.ravel()[lit.ravel()]
    counts, edges = np.histogram(every, BINS)
    summary: dict[str, Any] = {"low": edges[0], "high": edges[-1], "every": counts.tolist()}
    if chosen.size:
        summary |= {"lit": np.histogram(chosen, edges)[0].tolist(), "mean": chosen.mean(), "deviation": chosen.std()}
    return {name: float(value) if isinstance(value, np.floating) else value for name, value in summary.items()}
