"""What a training leaves behind: its losses, its learning rates, how long it took, and why it stopped."""

from __future__ import annotations

from typing import NamedTuple

from lecturelib.arguments import Array


class History(NamedTuple):
    """The record of a training of S steps and E whole epochs.

    Attributes
    ----------
    step_losses : ndarray, shape (S,)
        Training loss of each batch before the step, without penalty, so that it compares with the validation loss.
    epoch_losses : ndarray, shape (E,)
        Mean of the step losses of each whole epoch, in which every example counts alike.
    validation_losses : ndarray, shape (E,), or (0,)
        Loss on the validation examples after each epoch, in inference mode; empty if there were none.
    metrics : dict of str to ndarray, shape (E,)
        Each metric on the validation examples after each epoch.
    learning_rates : ndarray, shape (S,)
        Learning rate of each step; NaN where the optimizer does not tell.
    seconds : ndarray, shape (E,)
        Time that each epoch took, with its validation.
    steps_per_epoch : int
        Steps of a whole epoch.
    best_epoch : int or None
        The epoch, counted from 1, whose weights early stopping has put back.
    stopped : str
        Why training ended before its last epoch, in a sentence; empty if it did not.

    Examples
    --------
    >>> import numpy as np
    >>> losses = np.array([4.0, 2.0])
    >>> History(np.array([5.0, 3.0, 2.5, 1.5]), losses, losses + 1, {}, np.full(4, 0.1), np.ones(2), 2, None, "")
    2 epochs, 4 steps, 2.00 s
      training loss    4 -> 2
      validation loss  5 -> 3, least 3 after epoch 2
    """

    step_losses: Array
    epoch_losses: Array
    validation_losses: Array
    metrics: dict[str, Array]
    learning_rates: Array
    seconds: Array
    steps_per_epoch: int
    best_epoch: int | None
    stopped: str

    def __repr__(self) -> str:
        epochs, steps = len(self.epoch_losses), len(self.step_losses)
        curves = {"training loss": self.epoch_losses, "validation loss": self.validation_losses, **self.metrics}
        width = max(map(len, curves))
        lines = [f"{_count(epochs, 'epoch')}, {_count(steps, 'step')}, {self.seconds.sum():.2f} s"]
        for name, curve in curves.items():
            if len(curve):
                least = f", least {curve.min():.4g} after epoch {curve.argmin() + 1}" if "validation" in name else ""
                lines.append(f"  {name:{width}}  {curve[0]:.4g} -> {curve[-1]:.4g}{least}")
        if self.best_epoch is not None:
            lines.append(f"  weights of epoch {self.best_epoch}")
        if self.stopped:
            lines.append(f"  {self.stopped}")
        return "\n".join(lines)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
