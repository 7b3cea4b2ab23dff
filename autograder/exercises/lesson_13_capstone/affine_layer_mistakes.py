"""Affine layers with one mistake each: subclasses of a right one that differ in one method."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_13_capstone.references import Array


class RightAffineLayer:
    def __init__(self, inputs: int, outputs: int, rng: np.random.Generator) -> None:
        self.parameters = {"W": self.draw(inputs, outputs, rng), "b": np.zeros(outputs)}

    def draw(self, inputs: int, outputs: int, rng: np.random.Generator) -> Array:
        return rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs))

    def forward(self, x: Array) -> Any:
        W = self.parameters["W"]

        def backward(d_y: Array) -> Any:
            return d_y @ W.T, {"W": x.T @ d_y, "b": d_y.sum(axis=0)}

        return x @ W + self.parameters["b"], backward


class StartsAtZero(RightAffineLayer):
    def draw(self, inputs: int, outputs: int, rng: np.random.Generator) -> Array:
        return np.zeros((inputs, outputs))


class TakesTheVarianceForTheStandardDeviation(RightAffineLayer):
    def draw(self, inputs: int, outputs: int, rng: np.random.Generator) -> Array:
        return rng.normal(0, 2 / inputs, (inputs, outputs))


class DrawsWithStandardDeviationOne(RightAffineLayer):
    def draw(self, inputs: int, outputs: int, rng: np.random.Generator) -> Array:
        return rng.normal(size=(inputs, outputs))


class CountsTheOutputs(RightAffineLayer):
    def draw(self, inputs: int, outputs: int, rng: np.random.Generator) -> Array:
        return rng.normal(0, np.sqrt(2 / outputs), (inputs, outputs))


class DrawsFromTheGlobalState(RightAffineLayer):
    def draw(self, inputs: int, outputs: int, rng: np.random.Generator) -> Array:
        return np.random.normal(0, np.sqrt(2 / inputs), (inputs, outputs))  # noqa: NPY002


class SeedsAGeneratorOfItsOwn(RightAffineLayer):
    def draw(self, inputs: int, outputs: int, rng: np.random.Generator) -> Array:
        return np.random.default_rng(0).normal(0, np.sqrt(2 / inputs), (inputs, outputs))


class UsesOtherArraysThanItShows(RightAffineLayer):
    def __init__(self, inputs: int, outputs: int, rng: np.random.Generator) -> None:
        self.W, self.b = self.draw(inputs, outputs, rng), np.zeros(outputs)
        self.parameters = {"W": self.W.copy(), "b": self.b.copy()}

    def forward(self, x: Array) -> Any:
        def backward(d_y: Array) -> Any:
            return d_y @ self.W.T, {"W": x.T @ d_y, "b": d_y.sum(axis=0)}

        return x @ self.W + self.b, backward


class ForgetsTheBias(RightAffineLayer):
    def forward(self, x: Array) -> Any:
        W = self.parameters["W"]

        def backward(d_y: Array) -> Any:
            return d_y @ W.T, {"W": x.T @ d_y, "b": d_y.sum(axis=0)}

        return x @ W, backward


class RemembersTheLatestPassOnly(RightAffineLayer):
    def forward(self, x: Array) -> Any:
        W = self.parameters["W"]
        self.x = np.resize(x, x.shape)

        def backward(d_y: Array) -> Any:
            latest = np.resize(self.x, (len(d_y), W.shape[0]))
            return d_y @ W.T, {"W": latest.T @ d_y, "b": d_y.sum(axis=0)}

        return x @ W + self.parameters["b"], backward


class AveragesTheGradients(RightAffineLayer):
    def forward(self, x: Array) -> Any:
        W = self.parameters["W"]

        def backward(d_y: Array) -> Any:
            n = max(len(x), 1)
            return d_y @ W.T, {"W": x.T @ d_y / n, "b": d_y.sum(axis=0) / n}

        return x @ W + self.parameters["b"], backward


class TakesTheBiasGradientOfTheFirstExample(RightAffineLayer):
    def forward(self, x: Array) -> Any:
        W = self.parameters["W"]

        def backward(d_y: Array) -> Any:
            return d_y @ W.T, {"W": x.T @ d_y, "b": d_y[:1].sum(axis=0)}

        return x @ W + self.parameters["b"], backward
