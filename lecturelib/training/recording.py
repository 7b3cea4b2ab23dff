"""The notes taken while a network trains."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from lecturelib.training.history import History

# The name under which the loss on validation examples is noted beside the metrics.
VALIDATION_LOSS = "validation loss"


class Recorder:
    """Take notes of steps and epochs, say in a line how it goes, and return all of it as a `History`.

    Parameters
    ----------
    epochs : int
        Epochs planned.
    examples, steps : int
        Examples and steps in an epoch.
    metrics : iterable of str
        Names of what is measured on validation examples, `VALIDATION_LOSS` among them if there are any.
    clock : callable
        Returns seconds.
    """

    def __init__(
        self,
        epochs: int,
        examples: int,
        steps: int,
        metrics: Iterable[str] = (),
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.epochs, self.examples, self.steps = epochs, examples, steps
        self.epoch = 0
        self.step_losses: list[float] = []
        self.learning_rates: list[float] = []
        self._epoch_losses: list[float] = []
        self._curves: dict[str, list[float]] = {name: [] for name in metrics}
        self._seconds: list[float] = []
        self._clock = clock

    def start_epoch(self) -> None:
        """Note that the next epoch begins."""
        self.epoch += 1
        self._total, self._seen, self._started = 0.0, 0, self._clock()

    def note_step(self, loss: float, learning_rate: float, examples: int) -> None:
        """Note the loss of a batch and the learning rate of the step that it leads to."""
        self.step_losses.append(loss)
        self.learning_rates.append(learning_rate)
        self._total += loss * examples
        self._seen += examples

    def end_epoch(self, measured: Mapping[str, float]) -> None:
        """Note that the epoch is over, and what was measured on the validation examples."""
        self._epoch_losses.append(self._total / self.examples)
        for name, value in measured.items():
            self._curves[name].append(value)
        self._seconds.append(self._clock() - self._started)

    @property
    def done(self) -> float:
        """The share of the planned steps that is done."""
        return (self.epoch - 1 + self._seen / self.examples) / self.epochs

    @property
    def line(self) -> str:
        """How it goes, such as ``epoch 2/10  loss 0.5  validation loss 0.6  1.2 s an epoch``."""
        parts = [f"epoch {self.epoch}/{self.epochs}", f"loss {self._total / self._seen:.4g}"]
        parts += [f"{name} {curve[-1]:.4g}" for name, curve in self._curves.items() if curve]
        if self._seconds:
            parts.append(f"{sum(self._seconds) / len(self._seconds):.2g} s an epoch")
        return "  ".join(parts)

    def history(self, best_epoch: int | None = None, stopped: str = "") -> History:
        """Return everything noted so far."""
        curves = {name: np.array(curve) for name, curve in self._curves.items()}
        return History(
            step_losses=np.array(self.step_losses),
            epoch_losses=np.array(self._epoch_losses),
            validation_losses=curves.pop(VALIDATION_LOSS, np.zeros(0)),
            metrics=curves,
            learning_rates=np.array(self.learning_rates),
            seconds=np.array(self._seconds),
            steps_per_epoch=self.steps,
            best_epoch=best_epoch,
            stopped=stopped,
        )
