"""A curve that the reader draws, and the sum of the reader's bumps that follows it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable

KNOTS = 41  # the drawn curve is a line through so many evenly spaced points of [0, 1]
PLACES = 241
TALLEST = 1.0
SPREAD = 4  # raising the curve at one knot takes so many neighbours on either side along
_KNOTS = np.linspace(0, 1, KNOTS)
CURVES = {
    "hill": np.exp(-((_KNOTS - 0.5) ** 2) / 0.03),
    "wave": 0.8 * np.sin(2 * np.pi * _KNOTS),
    "sawtooth": 2 * ((2 * _KNOTS) % 1) * 0.9 - 0.9,
}


def bump_builder(bump: Callable[..., Any], curve: str = "hill", count: int = 8, steepness: float = 80.0) -> BumpBuilder:
    """Let the reader draw a curve on [0, 1], and follow it with a sum of the reader's bumps.

    Parameters
    ----------
    bump : callable
        The reader's ``bump(x, left, right, steepness, levels)``, which returns (y, backward).
    curve : str
        ``hill``, ``wave`` or ``sawtooth``: the curve shown first.
    count : int
        Number of bumps, 1 to 40.
    steepness : float
        The weight k of every unit.

    Returns
    -------
    BumpBuilder
        A widget. Its settings and the curve, `target`, may be set from Python.
    """
    return BumpBuilder(bump, curve=curve, count=count, steepness=steepness)


class BumpBuilder(anywidget.AnyWidget):
    """The widget behind `bump_builder`; its traits are its whole state.

    Parameters
    ----------
    bump : callable
        The reader's function.
    **state : Any
        First values of `curve`, `count`, `steepness` and `place`. The other traits are results.
    """

    _esm = javascript("bump_builder.js")
    _css = stylesheet("bump_builder.css")

    curve = traitlets.Enum((*CURVES, "drawn"), default_value="hill").tag(sync=True)
    count = traitlets.Int(8, min=1, max=40).tag(sync=True)
    steepness = traitlets.CFloat(80.0, min=1.0).tag(sync=True)
    place = traitlets.CFloat(0.5, min=0.0, max=1.0, help="Where the pen is.").tag(sync=True)
    height = traitlets.CFloat(0.0, help="The curve's height there; setting it draws.").tag(sync=True)

    target = traitlets.List(traitlets.CFloat(), help="The curve at evenly spaced knots.").tag(sync=True)
    approximation = traitlets.List(traitlets.Float(), help="The sum of bumps at evenly spaced places.").tag(sync=True)
    bumps = traitlets.List(traitlets.List(), help="Each bump as [left, right, height].").tag(sync=True)
    error = traitlets.Float(None, allow_none=True, help="The largest distance from the curve.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's function.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, bump: Callable[..., Any], **state: Any) -> None:
        self._bump = StudentFunction("bump", bump)
        self._is_drawing = False
        super().__init__(**state)
        if self.curve != "drawn":
            self.target = CURVES[self.curve].tolist()
        self._evaluate()
        self.observe(self._curve_was_chosen, "curve")
        self.observe(self._height_was_set, "height")
        self.observe(self._target_was_drawn, "target")
        self.observe(self._evaluate, ["count", "steepness", "place"])

    @traitlets.validate("steepness", "place", "height")
    def _finite(self, proposal: Any) -> float:
        if not math.isfinite(proposal["value"]):
            raise traitlets.TraitError(f"{proposal['trait'].name} must be a finite number; got {proposal['value']}")
        return float(proposal["value"])

    @traitlets.validate("target")
    def _is_a_curve(self, proposal: Any) -> list[float]:
        values = np.array(proposal["value"], dtype=float)
        if values.shape != (KNOTS,) or not np.isfinite(values).all():
            raise traitlets.TraitError(f"target must hold {KNOTS} finite numbers")
        return [float(value) for value in np.clip(values, -TALLEST, TALLEST)]

    def _curve_was_chosen(self, _change: object) -> None:
        if self.curve != "drawn":
            self._draw(CURVES[self.curve], self.curve)

    def _height_was_set(self, change: dict[str, Any]) -> None:
        """Raise or lower the curve at the pen, and its neighbours less and less."""
        if self._is_drawing:
            return
        distance = np.abs(np.arange(KNOTS) - round(self.place * (KNOTS - 1)))
        pulled = np.array(self.target) + np.maximum(0, 1 - distance / SPREAD) * (self.height - self._height_at_pen())
        self._draw(pulled, "drawn")

    def _target_was_drawn(self, _change: object) -> None:
        if not self._is_drawing:
            self._draw(np.array(self.target), "drawn")

    def _draw(self, target: Array, curve: str) -> None:
        with self.hold_sync():
            self._is_drawing = True
            try:
                self.target, self.curve = target.tolist(), curve
            finally:
                self._is_drawing = False
            self._evaluate()

    def _height_at_pen(self) -> float:
        return self.target[round(self.place * (KNOTS - 1))]

    def _evaluate(self, _change: object = None) -> None:
        if self._is_drawing:
            return
        x = np.linspace(0, 1, PLACES)
        wanted = np.interp(x, _KNOTS, self.target)
        edges = np.linspace(0, 1, self.count + 1)
        heights = np.interp((edges[1:] + edges[:-1]) / 2, _KNOTS, self.target)
        with self.hold_sync():
            self._is_drawing = True
            try:
                self.height = self._height_at_pen()
            finally:
                self._is_drawing = False
            self.bumps = np.column_stack([edges[:-1], edges[1:], heights]).tolist()
            try:
                total = self._sum_of_bumps(x, edges, heights)
            except Unusable as unusable:
                self.approximation, self.error, self.problem = [], None, str(unusable)
            else:
                self.approximation, self.problem = total.tolist(), ""
                self.error = float(np.abs(total - wanted).max())
            self._tell(x, wanted)

    def _sum_of_bumps(self, x: Array, edges: Array, heights: Array) -> Array:
        total = np.zeros(PLACES)
        for number, height in enumerate(heights):
            left, right = float(edges[number]), float(edges[number + 1])
            # The outermost bumps reach beyond the picture, so that nothing ends within it.
            left, right = left - (number == 0), right + (number == len(heights) - 1)
            answer = self._bump(x, left, right, self.steepness, (0.0, float(height), 0.0))
            if not isinstance(answer, tuple) or len(answer) != 2:
                raise Unusable("bump should return the two values y, backward.")
            total += self._bump.numbers(answer[0], (PLACES,), "y")
        return total

    def _tell(self, x: Array, wanted: Array) -> None:
        bumps = "1 bump" if self.count == 1 else f"{self.count} bumps"
        units = f"{2 * self.count} sigmoid units"
        if self.error is None:
            self.message = "No sum that could be shown."
        else:
            worst = float(x[np.argmax(np.abs(np.array(self.approximation) - wanted))])
            self.message = f"{bumps}, {units}: off by {self.error:.3f} at most, near x = {worst:.2f}."
        self.description = (
            f"A curve over x from 0 to 1 ({self.curve}), and a sum of {bumps} of steepness {self.steepness:g}. The pen "
            f"is at x = {self.place:.3f}, where the curve is {self.height:.2f} high. {self.message}"
        )
