"""Update rules race down a loss of two weights: the reader's own rules, each with its learning rate."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.loss_surfaces import LOSS_SURFACES, Array
from demos.student_function import StudentFunction, Unusable

STEPS = 150
GRID = 81  # the loss is drawn from its values at GRID x GRID places
FAR = 100.0  # a rule that is so far off has diverged, and is not asked any more
# Rates at which each rule does well on most surfaces. A race is about comparing, so every rule starts with its own.
RATES = {"sgd": 0.1, "momentum": 0.03, "delta_bar_delta": 0.1, "adagrad": 0.5, "rmsprop": 0.05, "adam": 0.15}
LOWEST, HIGHEST = 1e-3, 10.0
OTHER_RATE = 0.1


def optimizer_race(surface: str = "bowl", **rules: Callable[..., Any]) -> OptimizerRace:
    """Let the reader's update rules race on a map of the loss.

    Parameters
    ----------
    surface : str
        ``bowl``, ``ravine``, ``saddle`` or ``rosenbrock``.
    **rules : callable
        The reader's rules by name, at most six: each maps (parameter, gradient, state, learning_rate) to
        (parameter, state).

    Returns
    -------
    OptimizerRace
        A widget. `surface`, `start1`, `start2`, `rates` and `shown` may be set from Python.
    """
    return OptimizerRace(rules, surface=surface)


class OptimizerRace(anywidget.AnyWidget):
    """The widget behind `optimizer_race`; its traits are its whole state.

    Parameters
    ----------
    rules : dict of callable
        The reader's rules by name.
    **state : Any
        First values of `surface`, `start1`, `start2`, `rates` and `shown`. The other traits are results.
    """

    _esm = javascript("optimizer_race.js")
    _css = stylesheet("optimizer_race.css")

    surface = traitlets.Enum(list(LOSS_SURFACES), default_value="bowl").tag(sync=True)
    start1 = traitlets.CFloat(0.0).tag(sync=True)
    start2 = traitlets.CFloat(0.0).tag(sync=True)
    rates = traitlets.Dict(value_trait=traitlets.CFloat(), help="Each rule's learning rate.").tag(sync=True)
    shown = traitlets.Int(0, min=0, max=STEPS, help="How many steps the picture shows.").tag(sync=True)

    steps = traitlets.Int(STEPS).tag(sync=True)
    limits = traitlets.List(traitlets.Float(), [LOWEST, HIGHEST], help="Of the sliders for rates.").tag(sync=True)
    window = traitlets.List(traitlets.Float(), help="Left, right, bottom and top of the picture.").tag(sync=True)
    minima = traitlets.List(traitlets.List(), help="Where the loss is lowest.").tag(sync=True)
    grid = traitlets.Bytes(help="Losses on the grid, float32, top row first.").tag(sync=True)
    levels = traitlets.List(traitlets.Float(), help="At which losses a contour is drawn.").tag(sync=True)
    trails = traitlets.Bytes(help="float32 (rules, steps + 1, 3): weights and loss; NaN where none is.").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's rules.").tag(sync=True)
    description = traitlets.Unicode("", help="The surface and the start in words.").tag(sync=True)

    def __init__(self, rules: dict[str, Callable[..., Any]], **state: Any) -> None:
        if not 1 <= len(rules) <= len(RATES):
            raise ValueError(f"a race needs one to {len(RATES)} rules by name, such as sgd=sgd; got {len(rules)}")
        self._rules = {name: StudentFunction(name, rule) for name, rule in rules.items()}
        self._given = {name: RATES.get(name, OTHER_RATE) for name in rules}
        self._problems: dict[str, str] = {}
        self._found: dict[str, Array] = {}
        self._is_moving = False
        rates = self._given | state.pop("rates", {})
        super().__init__(rates=rates, **state)
        with self.hold_sync():
            self._show_surface(first={name: state[name] for name in ("start1", "start2") if name in state})
        self.observe(self._surface_was_set, "surface")
        self.observe(self._start_was_set, ["start1", "start2"])
        self.observe(self._rates_were_set, "rates")
        self.on_msg(self._button_was_pressed)

    def trail(self, name: str) -> Array:
        """Return what a rule visited: weights and loss after each step, shape (places, 3); empty if it failed."""
        return self._found[name]

    def reset(self) -> None:
        """Return to the surface's own start and the first rates."""
        with self.hold_sync():
            self._is_moving = True
            self.rates = dict(self._given)
            self._is_moving = False
            self._show_surface()

    @traitlets.validate("start1", "start2")
    def _finite(self, proposal: Any) -> float:
        if not math.isfinite(proposal["value"]):
            raise traitlets.TraitError(f"{proposal['trait'].name} must be a finite number; got {proposal['value']}")
        return float(proposal["value"])

    @traitlets.validate("rates")
    def _usable(self, proposal: Any) -> dict[str, float]:
        rates: dict[str, float] = proposal["value"]
        if set(rates) != set(self._rules):
            raise traitlets.TraitError(f"rates must name {', '.join(self._rules)}; got {', '.join(rates) or 'none'}")
        for name, rate in rates.items():
            if not (math.isfinite(rate) and rate > 0):
                raise traitlets.TraitError(f"the rate of {name} must be a positive number; got {rate}")
        return rates

    def _button_was_pressed(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("press") == "reset":
            self.reset()

    def _surface_was_set(self, _change: object) -> None:
        with self.hold_sync():
            self._show_surface()

    def _start_was_set(self, _change: object) -> None:
        if not self._is_moving:
            with self.hold_sync():
                self._run(list(self._rules))
                self.shown = STEPS

    def _rates_were_set(self, change: Any) -> None:
        if not self._is_moving:
            with self.hold_sync():
                self._run([name for name in self._rules if change["old"].get(name) != change["new"][name]])
                self.shown = STEPS

    def _show_surface(self, first: dict[str, float] | None = None) -> None:
        surface = LOSS_SURFACES[self.surface]
        heights = surface.heights(GRID)
        low, high = float(heights.min()), float(heights.max())
        # The lines crowd towards the minimum, where a race is decided.
        self.levels = [low + (high - low) * part**3 for part in np.linspace(0.12, 1.0, 16)[:-1].tolist()]
        self.grid, self.window = heights.astype("<f4").tobytes(), list(surface.window)
        self.minima = [list(place) for place in surface.minima]
        self._is_moving = True
        start = dict(zip(("start1", "start2"), surface.start, strict=True)) | (first or {})
        self.start1, self.start2 = start["start1"], start["start2"]
        self._is_moving = False
        self._run(list(self._rules))
        self.shown = 0

    def _run(self, names: list[str]) -> None:
        """Let rules run, and collect what they did with what the others did before."""
        for name in names:
            self._problems.pop(name, None)
            try:
                self._found[name] = self._descend(name)
            except Unusable as unusable:
                self._found[name] = np.empty((0, 3))
                self._problems[name] = str(unusable)
        trails = np.full((len(self._rules), STEPS + 1, 3), np.nan, dtype="<f4")
        for row, name in zip(trails, self._rules, strict=True):
            row[: len(self._found[name])] = self._found[name]
        self.trails = trails.tobytes()
        self.problem = " ".join(self._problems[name] for name in self._rules if name in self._problems)
        start = f"The race starts at ({self.start1:.4g}, {self.start2:.4g})."
        self.description = f"{LOSS_SURFACES[self.surface].words} {start}"

    def _descend(self, name: str) -> Array:
        surface, rule, rate = LOSS_SURFACES[self.surface], self._rules[name], self.rates[name]
        w, state = np.array([self.start1, self.start2]), None
        places = [w]
        for _ in range(STEPS):
            with np.errstate(all="ignore"):  # what overflows has diverged, and the picture says so
                answer = rule(w, surface.gradient(w), state, rate)
            if not isinstance(answer, tuple | list) or len(answer) != 2:
                raise Unusable(f"{name} should return the two values parameter, state.")
            w, state = rule.numbers(answer[0], (2,), "the parameter"), answer[1]
            places.append(w)
            if np.abs(w).max() > FAR:
                break
        path = np.array(places)
        return np.column_stack([path, surface.value(path)])
