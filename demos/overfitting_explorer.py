"""A network that learns sixteen noisy points by heart, and the reader's own means to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from demos.assets import javascript, stylesheet
from demos.small_network import SmallNetwork, noisy_points
from demos.student_function import StudentFunction, Unusable

EPOCHS = 200
STEPS_IN_AN_EPOCH = 10
EPOCHS_AT_FIRST, EPOCHS_AT_ONCE = 2, 5  # for the answer to a key, and between two pictures after it
PLACES = np.linspace(-1, 1, 121)[:, np.newaxis]  # where the curve is drawn
WEAKEST, STRONGEST = 1e-4, 1.0
START = {"kind": "none", "strength": 0.01, "rate": 0.0, "patience": 0}


def overfitting_explorer(
    l2_penalty: Callable[..., Any],
    l1_penalty: Callable[..., Any],
    dropout: Callable[..., Any],
    EarlyStopping: Callable[..., Any],
) -> OverfittingExplorer:
    """Train a network on a noisy data set, with the reader's penalties, dropout and early stopping.

    Parameters
    ----------
    l2_penalty, l1_penalty : callable
        The reader's penalties: (weights, strength) -> value and `backward`.
    dropout : callable
        The reader's ``dropout(x, rate, rng, training)`` -> y and `backward`, in its inverted form.
    EarlyStopping : class
        The reader's class: ``EarlyStopping(patience)`` with ``should_stop(loss, weights)`` and ``restore(weights)``.

    Returns
    -------
    OverfittingExplorer
        A widget. `kind`, `strength`, `rate`, `patience` and `seed` may be set from Python; `finish()` trains to the
        end.
    """
    return OverfittingExplorer(
        {"l2_penalty": l2_penalty, "l1_penalty": l1_penalty, "dropout": dropout, "EarlyStopping": EarlyStopping}
    )


class OverfittingExplorer(anywidget.AnyWidget):
    """The widget behind `overfitting_explorer`; its traits are its whole state.

    Parameters
    ----------
    functions : dict of callable
        The reader's functions by name.
    **state : Any
        First values of `kind`, `strength`, `rate`, `patience` and `seed`. The other traits are results.
    """

    _esm = javascript("overfitting_explorer.js")
    _css = stylesheet("wide_demo.css")

    kind = traitlets.Enum(("none", "l2", "l1"), default_value="none", help="Of penalty.").tag(sync=True)
    strength = traitlets.CFloat(START["strength"], min=0).tag(sync=True)
    rate = traitlets.CFloat(0.0, min=0, max=0.9, help="Probability of dropping a hidden unit.").tag(sync=True)
    patience = traitlets.Int(0, min=0, max=EPOCHS, help="In epochs; 0 for no early stopping.").tag(sync=True)
    seed = traitlets.Int(0, min=0, help="Of the data.").tag(sync=True)

    epochs = traitlets.Int(EPOCHS).tag(sync=True)
    epochs_at_once = traitlets.Int(EPOCHS_AT_ONCE).tag(sync=True)
    limits = traitlets.List(traitlets.Float(), [WEAKEST, STRONGEST], help="Of the strength's slider.").tag(sync=True)
    points = traitlets.List(traitlets.List(), help="Training points [x, y].").tag(sync=True)
    validation = traitlets.List(traitlets.List(), help="Validation points [x, y].").tag(sync=True)
    curve = traitlets.Bytes(help="The network's outputs from x = -1 to 1, float32.").tag(sync=True)
    losses = traitlets.Bytes(help="float32 (epochs so far, 2): training and validation.").tag(sync=True)
    best_epoch = traitlets.Int(0, help="The epoch whose weights are back; 0 if none.").tag(sync=True)
    running = traitlets.Bool(False, help="Whether there is more to come.").tag(sync=True)
    message = traitlets.Unicode("").tag(sync=True)
    problem = traitlets.Unicode("", help="What is missing or wrong in the reader's functions.").tag(sync=True)
    description = traitlets.Unicode("", help="The picture in words.").tag(sync=True)

    def __init__(self, functions: dict[str, Callable[..., Any]], **state: Any) -> None:
        self._functions = {name: StudentFunction(name, function) for name, function in functions.items()}
        self._is_resetting = False
        super().__init__(**state)
        self._missing = self._what_is_missing()
        self._begin()
        self.observe(self._was_set, [*START, "seed"])
        self.on_msg(self._button_was_pressed)

    def advance(self, epochs: int = EPOCHS_AT_ONCE) -> None:
        """Train for some epochs more, and show how far it has come."""
        if not self.running:
            return
        with self.hold_sync():
            try:
                for _ in range(epochs):
                    if self.running:
                        self._train_an_epoch()
                self._show()
            except Unusable as unusable:
                self._fail(unusable)
            self._tell()

    def finish(self) -> None:
        """Train to the end at once."""
        with self.hold_sync():
            while self.running:
                self.advance()

    def reset(self) -> None:
        """Return to the first settings and the first data."""
        with self.hold_sync():
            self._is_resetting = True
            self.set_trait("seed", 0)
            for name, value in START.items():
                self.set_trait(name, value)
            self._is_resetting = False
            self._begin()

    def _button_was_pressed(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        actions = {"continue": self.advance, "finish": self.finish, "again": self._begin, "reset": self.reset}
        if action := actions.get(content.get("press", "")):
            action()

    def _was_set(self, _change: object) -> None:
        if not self._is_resetting:
            with self.hold_sync():
                self._begin()

    def _what_is_missing(self) -> str:
        """Try each function once, so that the reader learns at once which controls have nothing behind them."""
        trials: dict[str, tuple[Any, ...]] = {
            "l2_penalty": (np.ones((1, 1)), 0.1),
            "l1_penalty": (np.ones((1, 1)), 0.1),
            "dropout": (np.ones((1, 1)), 0.1, np.random.default_rng(0), True),
            "EarlyStopping": (1,),
        }
        found = []
        for name, arguments in trials.items():
            try:
                self._functions[name](*arguments)
            except Unusable as unusable:
                found.append(str(unusable))
        return " ".join(found)

    def _begin(self) -> None:
        x, y, validation_x, validation_y = noisy_points(self.seed)
        self._data = (x, y), (validation_x, validation_y)
        self.points, self.validation = (np.hstack(pair).tolist() for pair in self._data)
        penalty = {"l2": self._functions["l2_penalty"], "l1": self._functions["l1_penalty"]}.get(self.kind)
        self._network = SmallNetwork(self._functions["dropout"], self.rate, penalty, self.strength)
        self._losses: list[tuple[float, float]] = []
        self._stopping: Any = None
        self.best_epoch, self.running, self.problem = 0, True, self._missing
        self.advance(EPOCHS_AT_FIRST)

    def _train_an_epoch(self) -> None:
        if self.patience and self._stopping is None:
            self._stopping = self._functions["EarlyStopping"](self.patience)
        for _ in range(STEPS_IN_AN_EPOCH):
            self._network.step(*self._data[0])
        training, validation = (self._network.loss(*pair) for pair in self._data)
        self._losses.append((training, validation))
        stops = self._stopping is not None and self._ask_to_stop(validation)
        if stops or len(self._losses) == EPOCHS:
            self.running = False
            if self._stopping is not None:
                self._restore()

    def _ask_to_stop(self, loss: float) -> bool:
        ask = StudentFunction("EarlyStopping's should_stop", getattr(self._stopping, "should_stop", None))
        return bool(ask.numbers(ask(loss, self._network.parameters), (), "its answer"))

    def _restore(self) -> None:
        try:
            self._stopping.restore(self._network.parameters)
        except NotImplementedError as error:
            raise Unusable("restore is not written yet: write it in EarlyStopping above.") from error
        except Exception as error:  # the reader's method may raise anything
            raise Unusable(f"EarlyStopping's restore stopped with {type(error).__name__}.") from error
        epoch = getattr(self._stopping, "best_epoch", None)
        if not isinstance(epoch, int | np.integer) or not 1 <= epoch <= len(self._losses):
            raise Unusable(f"EarlyStopping's best_epoch should be a number from 1 on; it is {epoch!r:.40}.")
        self.best_epoch = int(epoch)

    def _show(self) -> None:
        self.curve = self._network.outputs(PLACES).astype("<f4").tobytes()
        self.losses = np.array(self._losses, dtype="<f4").tobytes()

    def _fail(self, unusable: Unusable) -> None:
        self.running = False
        words = str(unusable)
        self.problem = words if words in self._missing or not self._missing else f"{words} {self._missing}"
        self._show()

    def _tell(self) -> None:
        done = len(self._losses)
        if not done:
            self.message = "No training with these settings."
        else:
            now = [self._network.loss(*pair) for pair in self._data]
            least = int(np.argmin([validation for _, validation in self._losses]))
            words = f"training loss {now[0]:.3f}, validation loss {now[1]:.3f}"
            if self.best_epoch:
                self.message = f"Ended after epoch {done}. The weights of epoch {self.best_epoch} are back: {words}."
            else:
                lowest = f"{self._losses[least][1]:.3f} after epoch {least + 1}"
                self.message = f"Epoch {done}: {words}. The lowest validation loss was {lowest}."
        penalty = "no penalty" if self.kind == "none" else f"{self.kind.upper()} of strength {self.strength:g}"
        stop = f"a patience of {self.patience}" if self.patience else "no early stopping"
        self.description = (
            f"Left: {len(self.points)} training points, {len(self.validation)} validation points of data set "
            f"{self.seed + 1}, and the network's curve. Right: both losses over the epochs. Trained with {penalty}, a "
            f"dropout rate of {self.rate:g}, {stop}. {'Training has begun.' if self.running else self.message}"
        )
