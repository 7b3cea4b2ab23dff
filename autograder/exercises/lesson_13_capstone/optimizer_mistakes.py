"""Optimizers with one mistake each: subclasses of a right one that differ in one method."""

from __future__ import annotations

from typing import Any

from autograder.exercises.lesson_13_capstone.references import Arrays


class RightOptimizer:
    def __init__(self, rule: Any, **settings: Any) -> None:
        self.rule = rule
        self.settings = settings
        self.states: dict[str, Any] = {}

    def update_in_place(self, parameters: Arrays, gradients: Arrays) -> None:
        for name, parameter in parameters.items():
            parameter[...] = self.after(name, parameter, gradients[name])

    def after(self, name: str, parameter: Any, gradient: Any) -> Any:
        new, self.states[name] = self.rule(parameter, gradient, self.states.get(name), **self.settings)
        return new


class PutsNewArraysIntoTheDict(RightOptimizer):
    def update_in_place(self, parameters: Arrays, gradients: Arrays) -> None:
        for name in list(parameters):
            parameters[name] = self.after(name, parameters[name], gradients[name])


class PairsByPosition(RightOptimizer):
    def update_in_place(self, parameters: Arrays, gradients: Arrays) -> None:
        for (name, parameter), gradient in zip(parameters.items(), gradients.values()):
            parameter[...] = self.after(name, parameter, gradient)


class ForgetsTheSettings(RightOptimizer):
    def after(self, name: str, parameter: Any, gradient: Any) -> Any:
        new, self.states[name] = self.rule(parameter, gradient, self.states.get(name))
        return new


class ForgetsTheStates(RightOptimizer):
    def after(self, name: str, parameter: Any, gradient: Any) -> Any:
        new, _ = self.rule(parameter, gradient, None, **self.settings)
        return new


class SharesOneState(RightOptimizer):
    def after(self, name: str, parameter: Any, gradient: Any) -> Any:
        new, self.states["all"] = self.rule(parameter, gradient, self.states.get("all"), **self.settings)
        return new


class KeepsTheStateOfTheFirstStep(RightOptimizer):
    def after(self, name: str, parameter: Any, gradient: Any) -> Any:
        new, state = self.rule(parameter, gradient, self.states.get(name), **self.settings)
        self.states.setdefault(name, state)
        return new


class AddsWhatTheRuleReturns(RightOptimizer):
    def after(self, name: str, parameter: Any, gradient: Any) -> Any:
        new, self.states[name] = self.rule(parameter, gradient, self.states.get(name), **self.settings)
        return parameter + new
