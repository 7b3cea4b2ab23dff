"""The optimizer of a whole network: one update rule, and a state for every parameter."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape

Rule = Callable[..., tuple[Any, Any]]


class Optimizer:
    """Apply an update rule to parameters that have names, keeping a state for each.

    Parameters
    ----------
    rule : callable
        One of this package, such as `adam`, or your own: it maps (parameter, gradient, state, **settings) to
        (parameter, state). A rule with an argument `in_place` is told to write into its arguments; what another
        rule returns is copied into the parameter.
    **settings : float or bool
        The rule's settings, such as ``learning_rate=0.001``.

    Attributes
    ----------
    rule : callable
        As given.
    settings : dict
        As given.
    states : dict
        For every name, what the rule returned last.

    Raises
    ------
    ValueError
        If the rule has no such setting, or does not allow the value.

    Examples
    --------
    >>> from lecturelib.optimizers import sgd
    >>> parameters = {"W": np.array([[1.0, 2.0]]), "b": np.array([3.0])}
    >>> gradients = {"W": np.array([[0.5, 0.5]]), "b": np.array([2.0])}
    >>> Optimizer(sgd, learning_rate=1.0).update_in_place(parameters, gradients)
    >>> parameters
    {'W': array([[0.5, 1.5]]), 'b': array([1.])}
    """

    def __init__(self, rule: Rule, **settings: Any) -> None:
        # Of the rule's arguments the first three are what it works on: parameter, gradient, state.
        allowed = list(inspect.signature(rule).parameters)[3:]
        self._writes_in_place = "in_place" in allowed
        known = [name for name in allowed if name != "in_place"]
        if unknown := [name for name in settings if name not in known]:
            name = getattr(rule, "__name__", repr(rule))
            raise ValueError(f"the settings of {name} are {', '.join(known)}; got {', '.join(unknown)}")
        # A step without parameters: the rule says now, not in the middle of training, if it doesn't allow a value.
        rule(np.zeros(0), np.zeros(0), None, **settings)
        self.rule = rule
        self.settings = settings
        self.states: dict[str, Any] = {}

    def update_in_place(
        self, parameters: Mapping[str, Array], gradients: Mapping[str, Array], learning_rate: float | None = None
    ) -> None:
        """Take one step: change every parameter's array, whose memory stays the same.

        Parameters
        ----------
        parameters : mapping of str to ndarray
            Changed. A name's state belongs to it from its first step on.
        gradients : mapping of str to ndarray
            dJ/d parameter for every name, of the same shape.
        learning_rate : float, optional
            For this step, such as a schedule's rate; otherwise the rule's own or the one it was made with.

        Raises
        ------
        ValueError
            If names, shapes or types don't fit, before anything is changed.
        """
        if parameters.keys() != gradients.keys():
            expected, got = ", ".join(sorted(parameters)), ", ".join(sorted(gradients))
            raise ValueError(f"gradients must have the names of the parameters, {expected}; got {got}")
        for name, parameter in parameters.items():
            if not isinstance(parameter, np.ndarray) or parameter.dtype.kind != "f" or not parameter.flags.writeable:
                raise ValueError(f"parameters[{name!r}] must be a writeable array of floating-point numbers")
            require_floating(f"gradients[{name!r}]", gradients[name])
            require_shape(f"gradients[{name!r}]", gradients[name], parameter.shape)
        settings = self.settings if learning_rate is None else self.settings | {"learning_rate": learning_rate}
        for name, parameter in parameters.items():
            arguments = parameter, gradients[name], self.states.get(name)
            if self._writes_in_place:
                _, self.states[name] = self.rule(*arguments, **settings, in_place=True)
            else:
                parameter[...], self.states[name] = self.rule(*arguments, **settings)
