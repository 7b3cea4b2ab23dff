"""A network of the reader's in the plane: its first layer's lines, its region, and how training moves both."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import anywidget
import numpy as np
import traitlets

# Its modules load when they are first used: another lesson, which withholds some of them, has this file as well.
import lecturelib
from demos.assets import javascript, stylesheet
from demos.region_data import KINDS, region_points
from demos.student_function import Array, StudentFunction, Unusable

EXTENT = 3.0  # the picture shows [-EXTENT, EXTENT] in both directions
GRID = 64  # the reader's network is asked at GRID x GRID places of the picture
STEPS, STRIDE = 60, 6  # steps of one press of the button, and steps between the frames that are shown
RATE = 0.03
FRAME = ("steps", "loss", "mistakes", "fires", "lines")


def decision_regions(
    mlp: Callable[..., Any],
    sigmoid: Callable[..., Any],
    tanh: Callable[..., Any],
    relu: Callable[..., Any],
    data: str = "xor",
    activation: str = "tanh",
    units: int = 4,
    layers: int = 1,
) -> DecisionRegions:
    """Train the reader's network on points of the plane, and show its lines and its region on the way.

    Parameters
    ----------
    mlp : callable
        The reader's ``mlp(x, weights, biases, activation)``, which returns (y, backward).
    sigmoid, tanh, relu : callable
        The reader's activations.
    data : str
        ``xor``, ``rings``, ``moons`` or ``spirals``.
    activation : str
        The name of the activation used first.
    units, layers : int
        Units in each hidden layer, 1 to 8, and hidden layers, 1 or 2.

    Returns
    -------
    DecisionRegions
        A widget. Its settings may be set from Python; `train()`, `draw_weights()` and `reset()` do what its buttons do.
    """
    activations = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}
    return DecisionRegions(mlp, activations, data=data, activation=activation, units=units, layers=layers)


class DecisionRegions(anywidget.AnyWidget):
    """The widget behind `decision_regions`; its traits are its whole state.

    Parameters
    ----------
    mlp : callable
        The reader's network.
    activations : dict
        The reader's activations by name.
    **state : Any
        First values of `data`, `activation`, `units`, `layers` and `seed`. The other traits are results.
    """

    _esm = javascript("decision_regions.js")
    _css = stylesheet("decision_regions.css")

    data = traitlets.Enum(KINDS, default_value="xor").tag(sync=True)
    activation = traitlets.Enum(("sigmoid", "tanh", "relu"), default_value="tanh").tag(sync=True)
    units = traitlets.Int(4, min=1, max=8).tag(sync=True)
    layers = traitlets.Int(1, min=1, max=2).tag(sync=True)
    seed = traitlets.Int(0, min=0, help="Seed of the first weights.").tag(sync=True)

    extent = traitlets.Float(EXTENT).tag(sync=True)
    points = traitlets.List(traitlets.List(), help="Each point as [x1, x2, label].").tag(sync=True)
    fires = traitlets.Bytes(help="Where the output is positive on the grid, a bit each, top row first.").tag(sync=True)
    lines = traitlets.List(traitlets.List(), help="Each unit of the first layer as [w1, w2, bias].").tag(sync=True)
    steps = traitlets.Int(0, help="Steps trained so far.").tag(sync=True)
    loss = traitlets.Float(None, allow_none=True).tag(sync=True)
    mistakes = traitlets.Int(None, allow_none=True).tag(sync=True)
    trajectory = traitlets.List(traitlets.Dict(), help="The last training, a frame for every few steps.").tag(sync=True)
    runs = traitlets.Int(0, help="How many trainings were asked for: a new number starts the animation.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's functions.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, mlp: Callable[..., Any], activations: dict[str, Callable[..., Any]], **state: Any) -> None:
        self._mlp = StudentFunction("mlp", mlp)
        self._activations = activations
        middles = (np.arange(GRID) + 0.5) / GRID * 2 * EXTENT - EXTENT
        x1, x2 = np.meshgrid(middles, middles[::-1])
        self._grid = np.column_stack([x1.ravel(), x2.ravel()])
        super().__init__(**state)
        self.reset()
        self.observe(self._was_set, ["data", "activation", "units", "layers", "seed"])
        self.on_msg(self._button_was_pressed)

    def train(self) -> None:
        """Take some steps down the squared error; the picture plays them."""
        with self.hold_sync():
            frames: list[dict[str, Any]] = []
            try:
                for _ in range(STEPS // STRIDE):
                    for _ in range(STRIDE):
                        self._step()
                    self._show()
                    frames.append({name: getattr(self, name) for name in FRAME})
            except Unusable as unusable:
                self._fail(unusable)
            self.trajectory = frames
            self.runs += 1
            self._tell()

    def draw_weights(self) -> None:
        """Begin again from other random weights."""
        self.seed += 1

    def reset(self) -> None:
        """Begin again from the first weights."""
        with self.hold_sync():
            points, labels = region_points(self.data, 0)
            self._x, self._y = points, labels[:, np.newaxis]
            self.points = np.column_stack([points, labels]).tolist()
            self._parameters = self._first_weights()
            self._optimizer = lecturelib.optimizers.Optimizer(lecturelib.optimizers.adam, learning_rate=RATE)
            self.steps = 0
            try:
                self._show()
            except Unusable as unusable:
                self._fail(unusable)
            self._tell()

    def _button_was_pressed(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        actions = {"train": self.train, "draw_weights": self.draw_weights, "reset": self.reset}
        if action := actions.get(content.get("press", "")):
            action()

    def _was_set(self, _change: object) -> None:
        self.reset()

    def _first_weights(self) -> dict[str, Array]:
        rng = np.random.default_rng(self.seed)
        widths = [2, *[self.units] * self.layers, 1]
        weights = [rng.normal(scale=1.2 / np.sqrt(pair[0]), size=pair) for pair in pairwise(widths)]
        biases = [rng.uniform(-0.5, 0.5, size=width) for width in widths[1:]]
        return {str(place): array for place, array in enumerate([*weights, *biases])}

    def _ask(self, x: Array) -> tuple[Array, Any]:
        arrays = [array.copy() for array in self._parameters.values()]
        depth = self.layers + 1
        answer = self._mlp(x, tuple(arrays[:depth]), tuple(arrays[depth:]), self._activations[self.activation])
        if not isinstance(answer, tuple) or len(answer) != 2:
            raise Unusable("mlp should return the two values y, backward.")
        return self._mlp.numbers(answer[0], (len(x), 1), "y"), answer[1]

    def _step(self) -> None:
        y, backward = self._ask(self._x)
        _, loss_backward = lecturelib.losses.squared_error(y, self._y)
        answer = StudentFunction("the backward of mlp", backward)(loss_backward(1.0))
        if not isinstance(answer, tuple) or len(answer) != 3:
            raise Unusable("the backward of mlp should return the three values d_x, d_weights, d_biases.")
        found = [*answer[1], *answer[2]]
        if len(found) != len(self._parameters):
            raise Unusable("the backward of mlp should return a gradient for every weight matrix and every bias.")
        gradients = {
            name: self._mlp.numbers(gradient, array.shape, "a gradient")
            for (name, array), gradient in zip(self._parameters.items(), found, strict=True)
        }
        self._optimizer.update_in_place(self._parameters, gradients)
        self.steps += 1

    def _show(self) -> None:
        """Ask the reader's network about points and plane."""
        y, _ = self._ask(self._x)
        self.loss = float(lecturelib.losses.squared_error(y, self._y)[0])
        self.mistakes = int(np.sum((y > 0) != (self._y > 0)))
        self.fires = np.packbits(self._ask(self._grid)[0].ravel() > 0).tobytes()
        self.lines = np.vstack([self._parameters["0"], self._parameters[str(self.layers + 1)]]).T.tolist()
        self.problem = ""

    def _fail(self, unusable: Unusable) -> None:
        self.problem = str(unusable)
        if self.steps == 0:
            self.fires, self.lines, self.loss, self.mistakes = b"", [], None, None

    def _tell(self) -> None:
        network = (
            f"{self.layers} hidden layer{'s' * (self.layers > 1)} of {self.units} {self.activation} unit"
            + "s" * (self.units > 1)
        )
        if self.loss is None:
            self.message = f"{network}: no output that could be shown."
        else:
            self.message = (
                f"After {self.steps} steps: loss {self.loss:.3f}, {self.mistakes} of {len(self.points)} wrong."
            )
        share = np.unpackbits(np.frombuffer(self.fires, np.uint8)).mean() if self.fires else 0.0
        self.description = (
            f"{network} on {len(self.points)} points of the set {self.data}: filled blue circles for class +1, hollow "
            f"orange squares for class -1; first weights number {self.seed + 1}. {self.message} The output is "
            f"positive on the shaded {share:.1%} of the plane; {len(self.lines)} lines of the first layer."
        )
