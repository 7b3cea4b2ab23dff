"""Three scores, a temperature and a target: probabilities, loss and gradient, as the reader computes them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos import softmax_sentences as say
from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import pair_of

CLASSES = ["A", "B", "C"]
START = {"score_a": 1.0, "score_b": 0.5, "score_c": -0.5}
COOLEST, HOTTEST = 0.1, 10.0
# The path of the point as the temperature changes is drawn through these.
TEMPERATURES = np.geomspace(COOLEST, HOTTEST, 61)


def softmax_explorer(
    softmax: Callable[..., Any], softmax_cross_entropy: Callable[..., Any] | None = None
) -> SoftmaxExplorer:
    """Show what the reader's softmax makes of three scores, and what the reader's loss says about it.

    Parameters
    ----------
    softmax : callable
        The reader's ``softmax(scores)``: scores (N, 3) -> probabilities (N, 3) and `backward`.
    softmax_cross_entropy : callable or None
        The reader's ``softmax_cross_entropy(scores, labels)``: scores (1, 3) and labels (1,) -> loss and `backward`.
        Without it there is no target.

    Returns
    -------
    SoftmaxExplorer
        A widget. `score_a`, `score_b`, `score_c`, `temperature` and `target` may be set from Python; `step()` and
        `reset()` do what its buttons do.
    """
    return SoftmaxExplorer(softmax, softmax_cross_entropy)


class SoftmaxExplorer(anywidget.AnyWidget):
    """The widget behind `softmax_explorer`; its traits are its whole state.

    Parameters
    ----------
    softmax, softmax_cross_entropy : callable
        The reader's functions; the second may be None.
    **state : Any
        First values of the scores, `temperature` and `target`. The other traits are results.
    """

    _esm = javascript("softmax_explorer.js")
    _css = stylesheet("softmax_explorer.css")

    score_a = traitlets.CFloat(START["score_a"]).tag(sync=True)
    score_b = traitlets.CFloat(START["score_b"]).tag(sync=True)
    score_c = traitlets.CFloat(START["score_c"]).tag(sync=True)
    temperature = traitlets.CFloat(1.0).tag(sync=True)
    target = traitlets.Enum(CLASSES, default_value="A").tag(sync=True)

    coolest = traitlets.Float(COOLEST).tag(sync=True)
    hottest = traitlets.Float(HOTTEST).tag(sync=True)
    has_loss = traitlets.Bool(False, help="Whether there is a loss to show.").tag(sync=True)
    probabilities = traitlets.List(traitlets.Float(), help="Empty while softmax fails.").tag(sync=True)
    path = traitlets.List(traitlets.List(), help="The probabilities at rising temperatures.").tag(sync=True)
    trail = traitlets.List(traitlets.List(), help="The probabilities before each step of this descent.").tag(sync=True)
    loss = traitlets.Float(None, allow_none=True, help="In nats; None while there is none.").tag(sync=True)
    gradient = traitlets.List(traitlets.Float(), help="What backward(1.0) returns; empty while it fails.").tag(
        sync=True
    )
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's functions.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(
        self, softmax: Callable[..., Any], softmax_cross_entropy: Callable[..., Any] | None = None, **state: Any
    ) -> None:
        self._softmax = StudentFunction("softmax", softmax)
        self._loss = StudentFunction("softmax_cross_entropy", softmax_cross_entropy)
        self._is_stepping = False
        super().__init__(**state, has_loss=softmax_cross_entropy is not None)
        self._evaluate()
        self.message = say.greeting(self.has_loss)
        self.observe(self._was_set, [*START, "temperature", "target"])
        self.on_msg(self._button_was_pressed)

    def step(self) -> None:
        """Subtract the gradient from the scores as the softmax sees them, divided by the temperature."""
        if not self.gradient:
            return
        before, trail = self.loss, [*self.trail, self.probabilities]
        moved = self._scores() - self.temperature * np.array(self.gradient)
        with self.hold_sync():
            self._set_scores(moved)
            self.trail = trail
            self.message = say.tell_step(len(trail), before, self.loss)

    def reset(self) -> None:
        """Return to the first scores and the temperature 1."""
        with self.hold_sync():
            self.temperature = 1.0
            self._set_scores(np.array(list(START.values())))
            self.trail = []
            self.message = say.greeting(self.has_loss)

    @traitlets.validate(*START, "temperature")
    def _usable(self, proposal: Any) -> float:
        name, value = proposal["trait"].name, float(proposal["value"])
        if not math.isfinite(value):
            raise traitlets.TraitError(f"{name} must be a finite number; got {value}")
        if name == "temperature" and not COOLEST <= value <= HOTTEST:
            raise traitlets.TraitError(f"temperature must lie from {COOLEST} to {HOTTEST}; got {value}")
        return value

    def _button_was_pressed(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        actions = {"step": self.step, "reset": self.reset}
        if action := actions.get(content.get("press", "")):
            action()

    def _was_set(self, _change: object) -> None:
        if self._is_stepping:
            return
        with self.hold_sync():
            self.trail = []  # a descent that was interrupted is over
            self._evaluate()
            self.message = say.tell_prediction(CLASSES, self.probabilities, self.target if self.has_loss else "")

    def _scores(self) -> Array:
        return np.array([self.score_a, self.score_b, self.score_c])

    def _set_scores(self, scores: Array) -> None:
        self._is_stepping = True
        try:
            self.score_a, self.score_b, self.score_c = scores.tolist()
        finally:
            self._is_stepping = False
        self._evaluate()

    def _evaluate(self) -> None:
        """Ask the reader's functions, and describe the picture."""
        problems = []
        for ask in (self._ask_softmax, self._ask_loss) if self.has_loss else (self._ask_softmax,):
            try:
                ask()
            except Unusable as unusable:
                problems.append(str(unusable))
        self.problem = " ".join(problems)
        self.description = say.describe(
            CLASSES,
            self._scores().tolist(),
            self.temperature,
            self.probabilities,
            (self.target, self.loss, self.gradient) if self.has_loss else None,
        )

    def _ask_softmax(self) -> None:
        self.probabilities, self.path = [], []
        rows = self._scores() / np.append(self.temperature, TEMPERATURES)[:, np.newaxis]
        value, _ = pair_of(self._softmax, self._softmax(rows))
        p = self._softmax.numbers(value, rows.shape, "its probabilities")
        if (p < 0).any():
            raise Unusable(f"softmax returned {p.min():.3g} as a probability; expected numbers of at least 0.")
        totals = p.sum(axis=1)
        worst = totals[np.abs(totals - 1).argmax()]
        if abs(worst - 1) > 1e-6:
            raise Unusable(f"softmax returned probabilities that sum to {worst:.3g} in one of the rows; expected 1.")
        self.probabilities, self.path = p[0].tolist(), p[1:].tolist()

    def _ask_loss(self) -> None:
        self.loss, self.gradient = None, []
        row = self._scores()[np.newaxis] / self.temperature
        answer = self._loss(row, np.array([CLASSES.index(self.target)]))
        value, backward = pair_of(self._loss, answer)
        self.loss = float(self._loss.numbers(value, (), "its loss"))
        chain = StudentFunction("the backward of softmax_cross_entropy", backward)
        self.gradient = chain.numbers(chain(1.0), (1, 3), "the gradient")[0].tolist()
