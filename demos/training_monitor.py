"""A training with the reader's own framework, an epoch at a time: losses, accuracy, and a few digits that it reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.student_function import Array, StudentFunction, Unusable
from demos.value_and_backward import pair_of

MOST_EPOCHS = 60
DIGITS = 10
BATCH = 64  # an epoch of it is short enough to answer a key press
START = {"learning_rate": 0.1, "width": 32, "seed": 0}


def training_monitor(
    build: Callable[..., Any],
    optimizer_with: Callable[..., Any],
    fit: Callable[..., Any],
    evaluate: Callable[..., Any],
    data: Sequence[Array],
) -> TrainingMonitor:
    """Watch a training of digits that goes on by an epoch at each press of a button.

    Parameters
    ----------
    build : callable
        The reader's ``build(width, rng)`` -> network.
    optimizer_with : callable
        The reader's ``optimizer_with(learning_rate)`` -> optimizer.
    fit, evaluate : callable
        The reader's functions: ``fit(network, optimizer, x, labels, epochs, batch_size, seed)`` -> losses, and
        ``evaluate(network, x, labels)`` -> loss, accuracy.
    data : four arrays
        Examples of shape (N, 64) and labels, to learn from and held out.

    Returns
    -------
    TrainingMonitor
        A widget. `learning_rate`, `width` and `seed` may be set from Python; `advance(epochs)` trains.
    """
    functions = {"build": build, "optimizer_with": optimizer_with, "fit": fit, "evaluate": evaluate}
    return TrainingMonitor(functions, data)


class TrainingMonitor(anywidget.AnyWidget):
    """The widget behind `training_monitor`; its traits are its whole state.

    Parameters
    ----------
    functions : dict of callable
        The reader's functions by name.
    data : four arrays
        As for `training_monitor`.
    """

    _esm = javascript("training_monitor.js")
    _css = stylesheet("wide_demo.css")

    learning_rate = traitlets.CFloat(START["learning_rate"], min=0).tag(sync=True)
    width = traitlets.CInt(START["width"], min=1, max=256).tag(sync=True)
    seed = traitlets.CInt(0, min=0).tag(sync=True)

    curves = traitlets.Bytes(help="float32 (epochs, 3): training loss, held-out loss, held-out accuracy.").tag(
        sync=True
    )
    digits = traitlets.Bytes(help="float32 (10, 64): held-out digits.").tag(sync=True)
    labels = traitlets.List(traitlets.Int(), help="What the digits are.").tag(sync=True)
    read_as = traitlets.List(traitlets.Int(), help="What the network takes them for; empty if nothing.").tag(sync=True)
    can_go_on = traitlets.Bool(False).tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's functions.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, functions: dict[str, Callable[..., Any]], data: Sequence[Array]) -> None:
        names = {"build": functions["build"], "optimizer_with": functions["optimizer_with"]}
        # A reader knows these two by the names that were given to them in the notebook.
        titles = {role: getattr(function, "__name__", role) for role, function in names.items()}
        self._functions = {
            role: StudentFunction(titles.get(role, role), function) for role, function in functions.items()
        }
        self._x, self._y, self._new_x, self._new_y = data
        # One digit of each class, the first that there is.
        shown = [int(np.flatnonzero(self._new_y == digit)[0]) for digit in range(DIGITS)]
        self._shown = self._new_x[shown]
        self._is_resetting = False
        super().__init__()
        self.digits, self.labels = self._shown.astype("<f4").tobytes(), list(range(DIGITS))
        self._begin()
        self.observe(self._was_set, list(START))
        self.on_msg(self._button_was_pressed)

    def advance(self, epochs: int = 1) -> None:
        """Train for some epochs more, and show how far it has come."""
        with self.hold_sync():
            try:
                for _ in range(epochs):
                    if self.can_go_on:
                        self._train_an_epoch()
                if self._network is not None and not self.problem:
                    self._read()
            except Unusable as unusable:
                self.can_go_on, self.problem = False, _without_dunders(str(unusable))
            self._tell()

    def reset(self) -> None:
        """Return to the first settings."""
        with self.hold_sync():
            self._is_resetting = True
            for name, value in START.items():
                self.set_trait(name, value)
            self._is_resetting = False
            self._begin()

    def _button_was_pressed(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        actions = {"one": self.advance, "ten": lambda: self.advance(10), "reset": self.reset}
        if action := actions.get(content.get("press", "")):
            action()

    def _was_set(self, _change: object) -> None:
        if not self._is_resetting:
            with self.hold_sync():
                self._begin()

    def _begin(self) -> None:
        self._curves: list[tuple[float, float, float]] = []
        self._network: Any = None
        self.read_as, self.problem, self.can_go_on = [], "", True
        try:
            self._network = self._functions["build"](self.width, np.random.default_rng(self.seed))
            self._optimizer = self._functions["optimizer_with"](self.learning_rate)
        except Unusable as unusable:
            self.can_go_on, self.problem = False, _without_dunders(str(unusable))
        self.advance(1)

    def _train_an_epoch(self) -> None:
        fit, evaluate = self._functions["fit"], self._functions["evaluate"]
        epoch = len(self._curves)
        seed = 1000 * self.seed + epoch
        losses = fit(self._network, self._optimizer, self._x, self._y, 1, BATCH, seed)
        held_out, accuracy = pair_of(
            evaluate, evaluate(self._network, self._new_x, self._new_y), "the loss and the accuracy"
        )
        numbers = [np.asarray(each, dtype=float).ravel() for each in (losses, held_out, accuracy)]
        if any(each.shape != (1,) for each in numbers):
            raise Unusable("fit should return one loss for one epoch, and evaluate two numbers.")
        if not np.isfinite(np.concatenate(numbers)).all():
            self.can_go_on = False
            return
        training, held_out, accuracy = (float(each[0]) for each in numbers)
        self._curves.append((training, held_out, accuracy))
        self.can_go_on = len(self._curves) < MOST_EPOCHS

    def _read(self) -> None:
        forward = StudentFunction("forward", getattr(self._network, "forward", None))
        scores, _ = pair_of(forward, forward(self._shown))
        if np.shape(scores) != (DIGITS, DIGITS):
            raise Unusable(f"the network's scores have the shape {np.shape(scores)}; expected {(DIGITS, DIGITS)}.")
        self.read_as = [int(digit) for digit in np.asarray(scores).argmax(axis=1)] if self._curves else []

    def _tell(self) -> None:
        self.curves = np.array(self._curves, dtype="<f4").reshape(-1, 3).tobytes()
        done = len(self._curves)
        if done:
            training, held_out, accuracy = self._curves[-1]
            self.message = (
                f"Epoch {done}: training loss {training:.3f}, held-out loss {held_out:.3f}, "
                f"held-out accuracy {accuracy:.1%}."
            )
        else:
            self.message = "" if self.problem else "No epoch was completed."
        if not self.problem and not self.can_go_on and done < MOST_EPOCHS:
            self.message += " The loss is no number any more: the steps are too long."
        pairs = list(zip(self.labels, self.read_as, strict=False))
        mistakes = ", ".join(f"a {label} as a {read}" for label, read in pairs if label != read)
        reads = f"misread are {mistakes}" if mistakes else "all are read right" if pairs else "nothing is read yet"
        self.description = (
            f"Left: training and held-out loss over the epochs. Middle: held-out accuracy. Right: ten held-out digits; "
            f"{reads}. Learning rate {self.learning_rate:g}, {self.width} hidden units, seed {self.seed}. "
            f"{self.message}"
        )


def _without_dunders(words: str) -> str:
    return words.replace("__init__ is not written yet", "one of its classes is not written yet")
