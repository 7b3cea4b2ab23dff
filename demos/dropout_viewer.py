"""A small network under the reader's dropout: masks one by one, and the average of all the networks they leave."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import pair_of

PASSES = 200
INPUT = np.array([[0.9, -0.6, 0.4]])
HIDDEN = {1: (6,), 2: (6, 4)}  # units in each hidden layer
START = {"rate": 0.5, "form": "inverted", "layers": 1, "seed": 0}


def dropout_viewer(
    dropout: Callable[..., Any], monte_carlo_dropout: Callable[..., Any] | None = None, layers: int = 1
) -> DropoutViewer:
    """Show what the reader's dropout leaves of a network, pass by pass, and what the passes say on average.

    Parameters
    ----------
    dropout : callable
        The reader's ``dropout(x, rate, rng, training, form)`` -> y and `backward`, which is not used here.
    monte_carlo_dropout : callable or None
        The reader's ``monte_carlo_dropout(forward, x, passes, rng)`` -> mean and standard deviation. If given, it runs
        the passes.
    layers : int
        Hidden layers, 1 or 2; each is followed by dropout.

    Returns
    -------
    DropoutViewer
        A widget. `rate`, `form`, `layers`, `seed`, `shown` and `after` may be set from Python.
    """
    return DropoutViewer(dropout, monte_carlo_dropout, layers=layers)


class DropoutViewer(anywidget.AnyWidget):
    """The widget behind `dropout_viewer`; its traits are its whole state.

    Parameters
    ----------
    dropout, monte_carlo_dropout : callable
        The reader's functions; the second may be None.
    **state : Any
        First values of `rate`, `form`, `layers`, `seed`, `shown` and `after`. The other traits are results.
    """

    _esm = javascript("dropout_viewer.js")
    _css = stylesheet("wide_demo.css")

    rate = traitlets.CFloat(START["rate"], min=0, max=0.95, help="Probability of dropping.").tag(sync=True)
    form = traitlets.Enum(("inverted", "standard"), default_value="inverted").tag(sync=True)
    layers = traitlets.Int(1, min=1, max=2).tag(sync=True)
    seed = traitlets.Int(0, min=0, help="Of the masks.").tag(sync=True)
    shown = traitlets.Int(1, min=1, max=PASSES, help="How many passes the picture shows.").tag(sync=True)
    after = traitlets.Bool(False, help="Whether the network is shown as it is after training.").tag(sync=True)

    passes = traitlets.Int(PASSES).tag(sync=True)
    inputs = traitlets.List(traitlets.Float(), INPUT[0].tolist()).tag(sync=True)
    hidden = traitlets.List(traitlets.Int(), help="Units in each hidden layer.").tag(sync=True)
    values = traitlets.Bytes(help="float32 (passes + 1, hidden units): after dropout; the last row afterwards.").tag(
        sync=True
    )
    outputs = traitlets.Bytes(help="float32 (passes,): the network's output in each pass.").tag(sync=True)
    averages = traitlets.Bytes(help="float32 (passes,): the mean of the outputs so far.").tag(sync=True)
    afterwards = traitlets.Float(None, allow_none=True, help="The output after training.").tag(sync=True)
    estimate = traitlets.List(traitlets.Float(), help="The reader's mean and deviation; empty if not asked.").tag(
        sync=True
    )
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's functions.").tag(sync=True)
    description = traitlets.Unicode("", help="The network and its settings in words.").tag(sync=True)

    def __init__(
        self, dropout: Callable[..., Any], monte_carlo_dropout: Callable[..., Any] | None = None, **state: Any
    ) -> None:
        self._dropout = StudentFunction("dropout", dropout)
        self._monte_carlo = (
            None if monte_carlo_dropout is None else StudentFunction("monte_carlo_dropout", monte_carlo_dropout)
        )
        self._first_layers = state.get("layers", 1)
        self._is_resetting = False
        super().__init__(**state)
        self._compute()
        self.observe(self._was_set, list(START))
        self.on_msg(self._button_was_pressed)

    def reset(self) -> None:
        """Return to the first settings and the first mask."""
        with self.hold_sync():
            self._is_resetting = True
            for name, value in {**START, "layers": self._first_layers, "shown": 1, "after": False}.items():
                self.set_trait(name, value)
            self._is_resetting = False
            self._compute()

    def _button_was_pressed(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("press") == "reset":
            self.reset()

    def _was_set(self, _change: object) -> None:
        if not self._is_resetting:
            with self.hold_sync():
                self._compute()

    def _compute(self) -> None:
        """Run all passes, and one afterwards."""
        sizes = HIDDEN[self.layers]
        # Weights for which the output is far from 0, and the average of two layers well beside the output afterwards.
        rng = np.random.default_rng({1: 3, 2: 8}[self.layers])
        widths = (INPUT.shape[1], *sizes, 1)
        scales = {1: (1.6, 1.6), 2: (1.6, 3.0, 1.6)}[self.layers]
        self._weights = [rng.normal(scale=s, size=pair) for s, pair in zip(scales, pairwise(widths), strict=True)]
        self.hidden = list(sizes)
        self.problem, self.estimate = "", []
        found: list[tuple[Array, float]] = []
        try:
            self._run_the_passes(found)
            last, self.afterwards = self._pass(np.random.default_rng(0), training=False)
            rows = np.array([values for values, _ in found] + [last])
            outputs = np.array([output for _, output in found])
        except Unusable as unusable:
            self.problem, self.afterwards = str(unusable), None
            rows, outputs = np.zeros((0, sum(sizes))), np.zeros(0)
        self.values, self.outputs = rows.astype("<f4").tobytes(), outputs.astype("<f4").tobytes()
        averages = np.cumsum(outputs) / np.arange(1, len(outputs) + 1)
        self.averages = averages.astype("<f4").tobytes()
        layers = " and ".join(f"{size} units" for size in sizes)
        self.description = (
            f"A network with hidden layers of {layers} under dropout at a rate of {self.rate:g}, {self.form} form, "
            f"masks number {self.seed + 1}."
        )

    def _run_the_passes(self, found: list[tuple[Array, float]]) -> None:
        # The first 200 masks are typical ones: their average is about as near as it should be at every rate.
        rng = np.random.default_rng(self.seed + 7)
        if self._monte_carlo is None:
            found += [self._pass(rng) for _ in range(PASSES)]
            return
        trouble: list[Unusable] = []

        def forward(_: Array, rng: np.random.Generator) -> Array:
            try:
                found.append(self._pass(rng))
            except Unusable as unusable:
                trouble.append(unusable)
                raise
            return np.array([[found[-1][1]]])

        try:
            answer = self._monte_carlo(forward, INPUT, PASSES, rng)
        except Unusable as unusable:
            # What fails within `dropout` is no fault of the function that calls it.
            raise (trouble or [unusable])[0] from None
        estimate = pair_of(self._monte_carlo, answer, "the mean and the standard deviation")
        if len(found) != PASSES:
            raise Unusable(f"monte_carlo_dropout ran {len(found)} passes where {PASSES} were asked.")
        self.estimate = [float(self._monte_carlo.numbers(each, (1, 1))[0, 0]) for each in estimate]

    def _pass(self, rng: np.random.Generator, training: bool = True) -> tuple[Array, float]:
        """Return what dropout leaves of the hidden units, and the output."""
        x, seen = INPUT, []
        for weights in self._weights[:-1]:
            hidden = 1 / (1 + np.exp(-x @ weights))
            answer = self._dropout(hidden, self.rate, rng, training, self.form)
            y, _ = pair_of(self._dropout, answer, "y and backward")
            x = self._dropout.numbers(y, hidden.shape, "y")
            seen.append(x[0])
        return np.concatenate(seen), float((x @ self._weights[-1])[0, 0])
