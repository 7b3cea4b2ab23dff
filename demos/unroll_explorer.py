"""A recurrent network, folded or unfolded in time, and how large the gradient is at the state of each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import pair_of

UNITS = 6
MOST_STEPS = 24


def unroll_explorer(rnn: Callable[..., Any]) -> UnrollExplorer:
    """Let the reader unfold a recurrent network, and see how far the gradient of a loss at its end gets.

    Parameters
    ----------
    rnn : callable
        The reader's ``rnn(x, h0, (U, W, b))``, which returns (states, backward).

    Returns
    -------
    UnrollExplorer
        A widget. `steps`, `radius`, `inputs` and `folded` may be set from Python.
    """
    return UnrollExplorer(rnn)


class UnrollExplorer(anywidget.AnyWidget):
    """The widget behind `unroll_explorer`; its traits are its whole state.

    The gradient at the state of a step is what the reader's backward function returns for the first state, when the
    layer starts there and reads the rest. All of them come from one batch: its sequences end one after the other, each
    with a loss at its own last step, and what follows there is read by nobody.

    Parameters
    ----------
    rnn : callable
        The reader's recurrent layer.
    **state : Any
        First values of `steps`, `radius`, `inputs` and `folded`. The other traits are results.
    """

    _esm = javascript("unroll_explorer.js")
    _css = stylesheet("wide_demo.css")

    steps = traitlets.Int(8, min=2, max=MOST_STEPS).tag(sync=True)
    radius = traitlets.CFloat(0.8, min=0.2, max=2, help="Spectral radius of W, a rotation times it.").tag(sync=True)
    inputs = traitlets.CFloat(0.1, min=0, max=4, help="Size of the inputs.").tag(sync=True)
    folded = traitlets.Bool(False).tag(sync=True)

    most_steps = traitlets.Int(MOST_STEPS).tag(sync=True)
    sizes = traitlets.List(traitlets.Float(), help="Of the gradient at each state, that of the last being 1.").tag(
        sync=True
    )
    saturation = traitlets.List(traitlets.Float(), help="Mean absolute value of each state.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's function.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, rnn: Callable[..., Any], **state: Any) -> None:
        self._rnn = StudentFunction("rnn", rnn)
        rng = np.random.default_rng(3)
        self._rotation = np.linalg.qr(rng.standard_normal((UNITS, UNITS)))[0]
        self._U = np.eye(UNITS)
        self._x = rng.standard_normal((1, MOST_STEPS, UNITS))
        self._d_last = np.full((1, UNITS), 1 / np.sqrt(UNITS))
        super().__init__(**state)
        self._answer()
        self.observe(self._was_set, ["steps", "radius", "inputs", "folded"])

    def _was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._answer()

    def _answer(self) -> None:
        """Ask the reader's layer, and tell what it answers."""
        x = self.inputs * self._x[:, : self.steps]
        try:
            states, _ = self._run(x, np.zeros((1, UNITS)))
            self.saturation = np.abs(states[0]).mean(axis=1).tolist()
            self.sizes, self.problem = [*self._sizes_at(x, states[0, :-1]), 1.0], ""
        except Unusable as unusable:
            self.sizes, self.problem = [], str(unusable)
            if "backward" not in self.problem:
                self.saturation = []
        self._tell()

    def _run(self, x: Array, h0: Array) -> tuple[Array, Any]:
        answer = self._rnn(x, h0, (self._U.copy(), self.radius * self._rotation, np.zeros(UNITS)))
        states, backward = pair_of(self._rnn, answer, "states and backward")
        return self._rnn.numbers(states, (*x.shape[:2], UNITS), "its states"), backward

    def _sizes_at(self, x: Array, states: Array) -> list[float]:
        """Return the size of the gradient at each of `states`, after which the layer reads the rest of `x`."""
        count = len(states)
        rest = np.zeros((count, count, UNITS))
        for start in range(count):
            rest[start, : count - start] = x[0, start + 1 :]
        _, backward = self._run(rest, states)
        d_states = np.zeros((count, count, UNITS))
        d_states[range(count), range(count - 1, -1, -1)] = self._d_last
        back = StudentFunction("the backward of rnn", backward)
        gradients = back(d_states)
        if not isinstance(gradients, tuple | list) or len(gradients) != 3:
            raise Unusable("the backward of rnn should return three things, d_x, d_h0 and (d_U, d_W, d_b).")
        return [float(size) for size in np.linalg.norm(back.numbers(gradients[1], (count, UNITS), "d_h0"), axis=1)]

    def _tell(self) -> None:
        network = f"Spectral radius {self.radius:.2f}, inputs of size {self.inputs:.1f}, {self.steps} steps"
        if self.sizes:
            self.message = (
                f"{network}: the gradient at the first state is {_words(self.sizes[0])} times that at the last."
            )
        else:
            self.message = f"{network}: no gradient that could be shown."
        shape = (
            "The network folded: one cell with a loop."
            if self.folded
            else f"The network unfolded: a chain of {self.steps} cells, with a loss at the last."
        )
        bars = ", ".join(f"{step}: {_words(size)}" for step, size in enumerate(self.sizes, start=1))
        self.description = f"{self.message} {shape}" + (f" Size of the gradient by step: {bars}." if bars else "")


def _words(size: float) -> str:
    """Write a size with two digits."""
    if size == 0:
        return "0"
    if 100 <= size < 1e6:
        return f"{float(f'{size:.2g}'):,.0f}"
    return f"{size:.2g}" if 0.001 <= size < 100 else f"{size:.1e}"
