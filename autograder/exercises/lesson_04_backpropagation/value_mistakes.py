"""Numbers in a graph with one mistake each: subclasses of the right class that differ in one method."""

from __future__ import annotations

import math
from typing import Any

from lecturelib.autodiff import ScalarValue


class OverwritesTheGradient(ScalarValue):
    def backward(self) -> None:
        order = self.ordered()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, local in zip(node.parents, node.local_derivatives):
                parent.gradient = local * node.gradient


class GoesDepthFirst(ScalarValue):
    def backward(self) -> None:
        order: list[Any] = []
        seen = set()
        stack: list[Any] = [self]
        while stack:
            node = stack.pop()
            if id(node) not in seen:
                seen.add(id(node))
                order.append(node)
                stack.extend(node.parents)
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in order:
            for parent, local in zip(node.parents, node.local_derivatives):
                parent.gradient += local * node.gradient


class ForgetsToZero(ScalarValue):
    def backward(self) -> None:
        self.gradient += 1.0
        for node in reversed(self.ordered()):
            for parent, local in zip(node.parents, node.local_derivatives):
                parent.gradient += local * node.gradient


class ZeroesTheEndOnly(ScalarValue):
    def backward(self) -> None:
        self.gradient = 1.0
        for node in reversed(self.ordered()):
            for parent, local in zip(node.parents, node.local_derivatives):
                parent.gradient += local * node.gradient


class SortsByRecursion(ScalarValue):
    def ordered(self) -> list[Any]:
        order: list[Any] = []
        seen = set()

        def visit(node: Any) -> None:
            if id(node) not in seen:
                seen.add(id(node))
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        return order


class WalksEveryPath(ScalarValue):
    def backward(self) -> None:
        for node in self.ordered():
            node.gradient = 0.0
        paths: list[Any] = [(self, 1.0)]
        while paths:
            node, product = paths.pop()
            node.gradient += product
            for parent, local in zip(node.parents, node.local_derivatives):
                paths.append((parent, local * product))


class NeverStartsTheSweep(ScalarValue):
    def backward(self) -> None:
        order = self.ordered()
        for node in order:
            node.gradient = 0.0
        for node in reversed(order):
            for parent, local in zip(node.parents, node.local_derivatives):
                parent.gradient += local * node.gradient


class PassesOnLocalDerivativesOnly(ScalarValue):
    def backward(self) -> None:
        order = self.ordered()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, local in zip(node.parents, node.local_derivatives):
                parent.gradient += local


class SwapsTheLocalDerivativesOfTheProduct(ScalarValue):
    def __mul__(self, other: Any) -> Any:
        other = other if isinstance(other, type(self)) else type(self)(other)
        return type(self)(self.value * other.value, (self, other), (self.value, other.value))


class TakesTanhForItsSlope(ScalarValue):
    def tanh(self) -> Any:
        t = math.tanh(self.value)
        return type(self)(t, (self,), (t,))
