"""Classes that stop early with one mistake each: subclasses of a right one that differ in one method."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_06_regularization.weights import Array

Arrays = dict[str, Array]


class WatchesTheLoss:
    def __init__(self, patience: int, least_improvement: float = 0.0) -> None:
        if patience < 1:
            raise ValueError("patience must be at least 1")
        self.patience = patience
        self.least_improvement = least_improvement
        self.best_loss = np.inf
        self.best_epoch: Any = None
        self.epochs = 0
        self.waited = 0
        self.before = np.inf
        self.best: Any = {}

    def should_stop(self, loss: float, weights: Arrays) -> bool:
        self.epochs += 1
        self.waited += 1
        if self.is_better(loss):
            self.best_loss, self.best_epoch, self.waited = loss, self.epochs, 0
            self.keep(weights)
        self.before = loss
        return bool(self.is_enough())

    def is_better(self, loss: float) -> bool:
        return bool(loss < self.best_loss - self.least_improvement)

    def is_enough(self) -> bool:
        return self.waited >= self.patience

    def keep(self, weights: Arrays) -> None:
        self.best = {name: array.copy() for name, array in weights.items()}

    def restore(self, weights: Arrays) -> None:
        for name, array in self.best.items():
            weights[name][...] = array


class KeepsTheLastWeights(WatchesTheLoss):
    def should_stop(self, loss: float, weights: Arrays) -> bool:
        self.epochs += 1
        self.waited += 1
        if self.is_better(loss):
            self.best_loss, self.best_epoch, self.waited = loss, self.epochs, 0
        self.keep(weights)
        return self.is_enough()


class KeepsTheArraysThemselves(WatchesTheLoss):
    def keep(self, weights: Arrays) -> None:
        self.best = dict(weights)


class PutsNewArraysIntoTheDict(WatchesTheLoss):
    def restore(self, weights: Arrays) -> None:
        for name, array in self.best.items():
            weights[name] = array.copy()


class CountsAllBadEpochs(WatchesTheLoss):
    def should_stop(self, loss: float, weights: Arrays) -> bool:
        self.epochs += 1
        if self.is_better(loss):
            self.best_loss, self.best_epoch = loss, self.epochs
            self.keep(weights)
        else:
            self.waited += 1
        return self.is_enough()


class StopsOneEpochLate(WatchesTheLoss):
    def is_enough(self) -> bool:
        return self.waited > self.patience


class StopsAtTheFirstRise(WatchesTheLoss):
    def is_enough(self) -> bool:
        return self.waited > 0


class ComparesWithTheEpochBefore(WatchesTheLoss):
    def is_better(self, loss: float) -> bool:
        return bool(loss < self.before - self.least_improvement)


class WaitsForTheHighest(WatchesTheLoss):
    def is_better(self, loss: float) -> bool:
        return self.best_epoch is None or bool(loss > self.best_loss + self.least_improvement)


class CountsEqualAsImproved(WatchesTheLoss):
    def is_better(self, loss: float) -> bool:
        return bool(loss <= self.best_loss - self.least_improvement)


class TakesNotANumberForBetter(WatchesTheLoss):
    def is_better(self, loss: float) -> bool:
        return not loss >= self.best_loss - self.least_improvement


class CountsFromZero(WatchesTheLoss):
    def should_stop(self, loss: float, weights: Arrays) -> bool:
        self.waited += 1
        if self.is_better(loss):
            self.best_loss, self.best_epoch, self.waited = loss, self.epochs, 0
            self.keep(weights)
        self.epochs += 1
        return self.is_enough()


class ForgetsTheLeastImprovement(WatchesTheLoss):
    def is_better(self, loss: float) -> bool:
        return bool(loss < self.best_loss)


class IsContentWithJustTheLeast(WatchesTheLoss):
    def is_better(self, loss: float) -> bool:
        if self.least_improvement == 0:
            return bool(loss < self.best_loss)
        return bool(loss <= self.best_loss - self.least_improvement)


class AcceptsNoPatience(WatchesTheLoss):
    def __init__(self, patience: int, least_improvement: float = 0.0) -> None:
        self.patience = patience
        self.least_improvement = least_improvement
        self.best_loss = np.inf
        self.best_epoch: Any = None
        self.epochs = 0
        self.waited = 0
        self.before = np.inf
        self.best: Any = {}
