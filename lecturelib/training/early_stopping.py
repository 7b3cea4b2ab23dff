"""Early stopping: training ends when the validation loss has stopped falling, with the best weights."""

from __future__ import annotations

import math
from collections.abc import Mapping

from lecturelib.arguments import Array, require_number, require_whole


class EarlyStopping:
    r"""Watch a loss from epoch to epoch, keep the arrays of the best epoch, and say when to stop.

    An epoch is the best so far if its loss is less than the best one before by more than `least_improvement`; training
    stops after `patience` epochs in a row that were not. Prechelt, "Early stopping - but when?", 1998, criterion UP,
    in the form of Goodfellow, Bengio and Courville, "Deep Learning", 2016, algorithm 7.1.

    Parameters
    ----------
    patience : int
        Epochs in a row without improvement after which to stop, at least 1.
    least_improvement : float
        By how much the loss must fall to count as improved, at least 0.

    Attributes
    ----------
    patience, least_improvement
        As given.
    best_loss : float
        The least loss so far; infinite before the first.
    best_epoch : int or None
        The epoch that had it, counted from 1.
    epochs : int
        Losses seen so far.

    Raises
    ------
    ValueError
        If `patience` is less than 1 or `least_improvement` is negative.

    Examples
    --------
    >>> import numpy as np
    >>> stopping, weights = EarlyStopping(patience=2), {"w": np.array([0.0])}
    >>> for loss in [3.0, 1.0, 2.0, 1.5, 0.1]:
    ...     weights["w"] += 1  # training changes the weights
    ...     if stopping.should_stop(loss, weights):
    ...         break
    >>> stopping.epochs, stopping.best_epoch, stopping.best_loss
    (4, 2, 1.0)
    >>> stopping.restore(weights)
    >>> weights
    {'w': array([2.])}
    """

    def __init__(self, patience: int, least_improvement: float = 0.0) -> None:
        require_whole("patience", patience, 1)
        require_number("least_improvement", least_improvement, "[0, inf)")
        self.patience = patience
        self.least_improvement = least_improvement
        self.reset()

    def reset(self) -> None:
        """Forget everything that was seen, for another training."""
        self.best_loss = math.inf
        self.best_epoch: int | None = None
        self.epochs = 0
        self._best: list[dict[str, Array]] = []

    def should_stop(self, loss: float, *arrays: Mapping[str, Array]) -> bool:
        """Take note of an epoch's loss, and return whether to stop.

        Parameters
        ----------
        loss : float
            The validation loss after the epoch; NaN is no improvement.
        *arrays : mapping of str to ndarray
            What to keep a copy of if this epoch is the best: a network's parameters and its buffers.
        """
        self.epochs += 1
        if loss < self.best_loss - self.least_improvement:
            self.best_loss, self.best_epoch = float(loss), self.epochs
            self._best = [{name: array.copy() for name, array in group.items()} for group in arrays]
        return self.epochs - (self.best_epoch or 0) >= self.patience

    def restore(self, *arrays: Mapping[str, Array]) -> None:
        """Write the best epoch's numbers into the arrays, whose memory stays the same.

        Parameters
        ----------
        *arrays : mapping of str to ndarray
            The groups that `should_stop` got, in the same order.

        Raises
        ------
        ValueError
            If no epoch has been the best yet, or the groups are others.
        """
        if self.best_epoch is None:
            raise ValueError("there is nothing to restore: no epoch has been the best yet")
        kept, given = [sorted(group) for group in self._best], [sorted(group) for group in arrays]
        if kept != given:
            raise ValueError(f"the groups of arrays to restore must be named {kept}; got {given}")
        for group, best in zip(arrays, self._best, strict=True):
            for name, array in best.items():
                group[name][...] = array
