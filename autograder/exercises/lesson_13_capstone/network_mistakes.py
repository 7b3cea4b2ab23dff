"""Networks with one mistake each: subclasses of a right one that differ in one method."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_13_capstone.references import Array, Arrays


class RightNetwork:
    def __init__(self, layers: Any) -> None:
        self.layers = layers
        self.parameters = self.gathered([layer.parameters for layer in layers])

    def gathered(self, found: list[Arrays]) -> Arrays:
        return {f"{number}.{name}": array for number, each in enumerate(found) for name, array in each.items()}

    def forward(self, x: Array) -> Any:
        backs = []
        for layer in self.layers:
            x, back = layer.forward(x)
            backs.append(back)
        return x, self.way_back(backs)

    def way_back(self, backs: list[Any]) -> Any:
        def backward(d: Array) -> Any:
            found: list[Any] = [{} for _ in backs]
            for number in reversed(range(len(backs))):
                d, found[number] = backs[number](d)
            return d, self.gathered(found)

        return backward


class StartsWithTheLastLayer(RightNetwork):
    def forward(self, x: Array) -> Any:
        backs: list[Any] = []
        for layer in reversed(self.layers):
            x, back = layer.forward(x)
            backs.insert(0, back)
        return x, self.way_back(backs)


class LeavesOutTheLastLayer(RightNetwork):
    def forward(self, x: Array) -> Any:
        backs = []
        for layer in self.layers[:-1]:
            x, back = layer.forward(x)
            backs.append(back)
        return x, self.way_back(backs)


class GivesEachLayerTheData(RightNetwork):
    def forward(self, x: Array) -> Any:
        backs = []
        y = x
        for layer in self.layers:
            y, back = layer.forward(x)
            backs.append(back)
        return y, self.way_back(backs)


class OverwritesEqualNames(RightNetwork):
    def gathered(self, found: list[Arrays]) -> Arrays:
        return {name: array for each in found for name, array in each.items()}


class NumbersOnlyLayersWithParameters(RightNetwork):
    def gathered(self, found: list[Arrays]) -> Arrays:
        learning = [each for each in found if each]
        return {f"{number}.{name}": array for number, each in enumerate(learning) for name, array in each.items()}


class CountsFromOne(RightNetwork):
    def gathered(self, found: list[Arrays]) -> Arrays:
        return {f"{number}.{name}": array for number, each in enumerate(found, 1) for name, array in each.items()}


class KeepsCopies(RightNetwork):
    def gathered(self, found: list[Arrays]) -> Arrays:
        return {
            f"{number}.{name}": np.array(array) for number, each in enumerate(found) for name, array in each.items()
        }


class GoesBackInTheOrderOfTheWayForward(RightNetwork):
    def way_back(self, backs: list[Any]) -> Any:
        def backward(d: Array) -> Any:
            found: list[Any] = [{} for _ in backs]
            for number in range(len(backs)):
                d, found[number] = backs[number](d)
            return d, self.gathered(found)

        return backward


class GivesEachLayerTheGradientOfTheScores(RightNetwork):
    def way_back(self, backs: list[Any]) -> Any:
        def backward(d: Array) -> Any:
            found: list[Any] = [{} for _ in backs]
            d_x = d
            for number in reversed(range(len(backs))):
                d_x, found[number] = backs[number](d)
            return d_x, self.gathered(found)

        return backward


class ReturnsTheIncomingGradient(RightNetwork):
    def way_back(self, backs: list[Any]) -> Any:
        def backward(d_y: Array) -> Any:
            found: list[Any] = [{} for _ in backs]
            d = d_y
            for number in reversed(range(len(backs))):
                d, found[number] = backs[number](d)
            return d_y, self.gathered(found)

        return backward


class RemembersTheLatestPassOnly(RightNetwork):
    def way_back(self, backs: list[Any]) -> Any:
        self.backs = backs

        def backward(d: Array) -> Any:
            found: list[Any] = [{} for _ in self.backs]
            for number in reversed(range(len(self.backs))):
                d, found[number] = self.backs[number](d)
            return d, self.gathered(found)

        return backward
