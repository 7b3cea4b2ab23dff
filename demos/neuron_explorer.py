"""One threshold neuron in the plane: move its line by hand, or let the perceptron rule move it point by point."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos import neuron_sentences as say
from demos.assets import javascript, stylesheet
from demos.point_sets import POINT_SETS, point_set
from demos.student_function import Array, StudentFunction, Unusable

Answers = np.ndarray[Any, np.dtype[np.bool_]]

EXTENT = 4.0  # the picture shows [-EXTENT, EXTENT] in both directions
GRID = 80  # the reader's neuron is asked at GRID x GRID places of the picture
START = {"w1": 1.0, "w2": -1.0, "bias": 0.0}
# What changes from one visited point to the next: a frame of the animation.
FRAME = ("w1", "w2", "bias", "epoch", "step_index", "visited", "moved_from", "mistakes", "mistaken", "fires", "message")


def neuron_explorer(
    threshold_neuron: Callable[..., Any], perceptron_update: Callable[..., Any], data: str = "separable", seed: int = 0
) -> NeuronExplorer:
    """Show what the reader's neuron does with the plane, and what the reader's rule does with the neuron.

    Parameters
    ----------
    threshold_neuron : callable
        The reader's ``threshold_neuron(x, w, b)``: rows x (N, 2), weights (2,), bias -> (N,) zeros and ones.
    perceptron_update : callable
        The reader's ``perceptron_update(w, b, x, y)``: one example x (2,) with y in {-1, +1} -> new (w, b).
    data : str
        ``separable``, ``xor`` or ``overlapping``.
    seed : int
        Seed of the points.

    Returns
    -------
    NeuronExplorer
        A widget. `w1`, `w2`, `bias`, `data` and `seed` may be set from Python; `step()`, `run_epoch()` and `reset()` do
        what its buttons do.
    """
    return NeuronExplorer(threshold_neuron, perceptron_update, data=data, seed=seed)


class NeuronExplorer(anywidget.AnyWidget):
    """The widget behind `neuron_explorer`; its traits are its whole state.

    Parameters
    ----------
    threshold_neuron, perceptron_update : callable
        The reader's functions.
    **state : Any
        First values of `w1`, `w2`, `bias`, `data` and `seed`. The other traits are results.
    """

    _esm = javascript("neuron_explorer.js")
    _css = stylesheet("neuron_explorer.css")

    w1 = traitlets.CFloat(START["w1"]).tag(sync=True)
    w2 = traitlets.CFloat(START["w2"]).tag(sync=True)
    bias = traitlets.CFloat(START["bias"]).tag(sync=True)
    data = traitlets.Enum(list(POINT_SETS), default_value="separable").tag(sync=True)
    seed = traitlets.Int(0, min=0).tag(sync=True)

    extent = traitlets.Float(EXTENT).tag(sync=True)
    points = traitlets.List(traitlets.List(), help="Each point as [x1, x2, label].").tag(sync=True)
    fires = traitlets.Bytes(help="The neuron's answers on the grid, a bit each, top row first.").tag(sync=True)
    mistaken = traitlets.List(traitlets.Int(), help="Indices of the points that the neuron gets wrong.").tag(sync=True)
    mistakes = traitlets.Int(None, allow_none=True, help="Their number; None while the neuron fails.").tag(sync=True)
    epoch = traitlets.Int(1, help="The pass through the points that is under way, from 1.").tag(sync=True)
    step_index = traitlets.Int(0, min=0, help="Index of the point that is visited next.").tag(sync=True)
    visited = traitlets.Int(None, allow_none=True, help="Index of the point visited last.").tag(sync=True)
    moved_from = traitlets.List(traitlets.Float(), help="[w1, w2] before the last visit, if that moved them.").tag(
        sync=True
    )
    trajectory = traitlets.List(traitlets.Dict(), help="The last epoch, a frame for each visit.").tag(sync=True)
    runs = traitlets.Int(0, help="How many epochs were asked for: a new number starts the animation.").tag(sync=True)
    message = traitlets.Unicode(say.GREETING).tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's functions.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(
        self, threshold_neuron: Callable[..., Any], perceptron_update: Callable[..., Any], **state: Any
    ) -> None:
        self._neuron = StudentFunction("threshold_neuron", threshold_neuron)
        self._rule = StudentFunction("perceptron_update", perceptron_update)
        self._rule_moves_weights = False
        self._evaluated: tuple[Any, ...] = ()
        self._neuron_problem = ""
        super().__init__(**state)
        middles = (np.arange(GRID) + 0.5) / GRID * 2 * EXTENT - EXTENT
        x1, x2 = np.meshgrid(middles, middles[::-1])
        self._grid = np.column_stack([x1.ravel(), x2.ravel()])
        with self.hold_sync():
            self._draw_points()
            self.message = say.GREETING
        self.observe(self._weights_were_set, ["w1", "w2", "bias"])
        self.observe(self._data_were_set, ["data", "seed"])
        self.on_msg(self._button_was_pressed)

    def step(self) -> None:
        """Visit one point with the reader's rule."""
        with self.hold_sync():
            self._visit()

    def run_epoch(self) -> None:
        """Visit the points that are left in this epoch; the picture plays the visits one after the other."""
        with self.hold_sync():
            frames = []
            while self._visit():
                frames.append({name: getattr(self, name) for name in FRAME})
                if self.step_index == 0:
                    self.message = self._verdict
                    break
            self.trajectory = frames
            self.runs += 1

    def reset(self) -> None:
        """Return to the first weights and the first point."""
        with self.hold_sync():
            self._set_weights(**START)
            self._start_run()
            self._evaluate()
            self.message = say.GREETING

    @traitlets.validate("w1", "w2", "bias")
    def _finite(self, proposal: Any) -> float:
        if not math.isfinite(proposal["value"]):
            raise traitlets.TraitError(f"{proposal['trait'].name} must be a finite number; got {proposal['value']}")
        return float(proposal["value"])

    def _button_was_pressed(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        actions = {"step": self.step, "run_epoch": self.run_epoch, "reset": self.reset}
        if action := actions.get(content.get("press", "")):
            action()

    def _weights_were_set(self, _change: object) -> None:
        if self._rule_moves_weights:
            return
        with self.hold_sync():
            self._start_run()
            self._evaluate()
            self.message = say.count_mistakes(self.mistakes, len(self.points))

    def _data_were_set(self, _change: object) -> None:
        with self.hold_sync():
            self._set_weights(**START)
            self._draw_points()

    def _draw_points(self) -> None:
        points, labels = point_set(self.data, self.seed)
        self.points = np.column_stack([points, labels]).tolist()
        self._start_run()
        self._evaluate()
        self.message = say.count_mistakes(self.mistakes, len(self.points))

    def _set_weights(self, w1: float, w2: float, bias: float) -> None:
        self._rule_moves_weights = True
        try:
            self.w1, self.w2, self.bias = w1, w2, bias
        finally:
            self._rule_moves_weights = False

    def _start_run(self) -> None:
        """Begin again at epoch 1: weights set by hand have no history."""
        self.epoch, self.step_index, self.visited, self.moved_from = 1, 0, None, []
        self._mistakes_met = 0
        self._seen = {self._rounded_weights(): 0}

    def _rounded_weights(self) -> tuple[float, ...]:
        return tuple(round(value, 9) for value in (self.w1, self.w2, self.bias))

    def _ask_neuron(self, x: Array) -> Answers:
        answer = self._neuron(x, np.array([self.w1, self.w2]), self.bias)
        fires = self._neuron.numbers(answer, (len(x),))
        odd = fires[(fires != 0) & (fires != 1)]
        if odd.size:
            raise Unusable(f"threshold_neuron returned {odd[0]:.4g} for one of the points; expected 0 or 1.")
        return np.equal(fires, 1)

    def _evaluate(self) -> None:
        """Ask the reader's neuron about the points and the plane, if anything changed, and describe the picture."""
        question = (self.w1, self.w2, self.bias, self.data, self.seed)
        if question != self._evaluated:
            self._evaluated = question
            self._ask_everywhere()
        self.problem = self._neuron_problem
        share = np.unpackbits(np.frombuffer(self.fires, np.uint8)).sum() / GRID**2
        line = say.describe_line(self.w1, self.w2, self.bias)
        answers = say.describe_answers(self.mistakes, share)
        self.description = f"{line} {answers} {say.describe_points(self.points, self.step_index)}"

    def _ask_everywhere(self) -> None:
        points = np.array(self.points)
        try:
            wrong = self._ask_neuron(points[:, :2]) != (points[:, 2] > 0)
            self.fires = np.packbits(self._ask_neuron(self._grid)).tobytes()
        except Unusable as unusable:
            self._neuron_problem = str(unusable)
            self.fires, self.mistaken, self.mistakes = b"", [], None
        else:
            self._neuron_problem = ""
            self.mistaken, self.mistakes = np.flatnonzero(wrong).tolist(), int(wrong.sum())

    def _visit(self) -> bool:
        """Show the next point to the reader's rule; return whether the rule could be used."""
        index = self.step_index
        x1, x2, label = self.points[index]
        before = (self.w1, self.w2, self.bias)
        was_mistake = None if self.mistakes is None else index in self.mistaken
        try:
            after = self._ask_rule(np.array([x1, x2]), int(label))
        except Unusable as unusable:
            self.problem = f"{self._neuron_problem} {unusable}".strip()
            return False
        self._set_weights(*after)
        changed = not np.allclose(before, after, rtol=0, atol=1e-12)
        self.visited, self.moved_from = index, list(before[:2]) if changed else []
        self.step_index = (index + 1) % len(self.points)
        self._mistakes_met += bool(was_mistake)
        self._evaluate()
        self.message = say.tell_visit(index + 1, was_mistake, changed)
        if self.step_index == 0:
            self._end_epoch()
        return True

    def _ask_rule(self, x: Array, y: int) -> tuple[float, float, float]:
        answer = self._rule(np.array([self.w1, self.w2]), self.bias, x, y)
        if not isinstance(answer, tuple | list) or len(answer) != 2:
            raise Unusable("perceptron_update should return the two values w, b.")
        w = self._rule.numbers(answer[0], (2,), "w")
        b = self._rule.numbers(answer[1], (), "b")
        return float(w[0]), float(w[1]), float(b)

    def _end_epoch(self) -> None:
        now = self._rounded_weights()
        self._verdict = say.judge_epoch(self.epoch, self.mistakes, self._mistakes_met, self._seen.get(now))
        self.message = f"{self.message} {self._verdict}"
        self._seen.setdefault(now, self.epoch)
        self.epoch += 1
        self._mistakes_met = 0
