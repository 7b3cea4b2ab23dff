"""Dual numbers with one mistake each: subclasses that differ from the right class in one rule."""

from __future__ import annotations

from typing import Any

import numpy as np


class RightDual:
    """What the exercise asks for, and the operators that it gives."""

    def __init__(self, value: float, derivative: float = 0.0) -> None:
        self.value = value
        self.derivative = derivative

    def __add__(self, other: Any) -> Any:
        other = other if isinstance(other, type(self)) else type(self)(other)
        return type(self)(self.value + other.value, self.derivative + other.derivative)

    def __mul__(self, other: Any) -> Any:
        other = other if isinstance(other, type(self)) else type(self)(other)
        return type(self)(self.value * other.value, self.derivative * other.value + self.value * other.derivative)

    def __truediv__(self, other: Any) -> Any:
        other = other if isinstance(other, type(self)) else type(self)(other)
        top = self.derivative * other.value - self.value * other.derivative
        return type(self)(self.value / other.value, top / other.value**2)

    def exp(self) -> Any:
        return type(self)(np.exp(self.value), np.exp(self.value) * self.derivative)

    def sin(self) -> Any:
        return type(self)(np.sin(self.value), np.cos(self.value) * self.derivative)

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __sub__(self, other: Any) -> Any:
        return self + -1.0 * other

    def __rsub__(self, other: Any) -> Any:
        return -1.0 * self + other


class DropsATermOfTheProduct(RightDual):
    def __mul__(self, other: Any) -> Any:
        other = other if isinstance(other, type(self)) else type(self)(other)
        return type(self)(self.value * other.value, self.derivative * other.value)


class MultipliesTheDerivatives(RightDual):
    def __mul__(self, other: Any) -> Any:
        other = other if isinstance(other, type(self)) else type(self)(other)
        return type(self)(self.value * other.value, self.derivative * other.derivative)


class SwapsTheTermsOfTheQuotient(RightDual):
    def __truediv__(self, other: Any) -> Any:
        other = other if isinstance(other, type(self)) else type(self)(other)
        top = self.value * other.derivative - self.derivative * other.value
        return type(self)(self.value / other.value, top / other.value**2)


class DividesOnceByTheDenominator(RightDual):
    def __truediv__(self, other: Any) -> Any:
        other = other if isinstance(other, type(self)) else type(self)(other)
        top = self.derivative * other.value - self.value * other.derivative
        return type(self)(self.value / other.value, top / other.value)


class ForgetsTheInnerDerivative(RightDual):
    def exp(self) -> Any:
        return type(self)(np.exp(self.value), np.exp(self.value))

    def sin(self) -> Any:
        return type(self)(np.sin(self.value), np.cos(self.value))


class TakesTheInnerDerivativeAlone(RightDual):
    def exp(self) -> Any:
        return type(self)(np.exp(self.value), self.derivative)

    def sin(self) -> Any:
        return type(self)(np.sin(self.value), self.derivative)


class TakesConstantsForVariables(RightDual):
    def __init__(self, value: float, derivative: float = 1.0) -> None:
        self.value = value
        self.derivative = derivative


class ReversesTheSignOfTheSlopeOfSin(RightDual):
    def sin(self) -> Any:
        return type(self)(np.sin(self.value), -np.cos(self.value) * self.derivative)
