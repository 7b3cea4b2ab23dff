"""Update rules of gradient descent, and the object that walks a network's parameters with one of them.

A rule is a function ``rule(parameter, gradient, state, learning_rate=..., ...) -> (parameter, state)``. The state is
None before the first step, and afterwards a NamedTuple of what the rule remembers.
"""

from lecturelib.optimizers.adaptive_moments import AdamState, adam, adamw
from lecturelib.optimizers.by_name import Optimizer
from lecturelib.optimizers.gradient_descent import MomentumState, momentum, nesterov, sgd
from lecturelib.optimizers.individual_rates import DeltaBarDeltaState, delta_bar_delta
from lecturelib.optimizers.squared_gradients import SquaredGradientState, adagrad, rmsprop

__all__ = [
    "AdamState",
    "DeltaBarDeltaState",
    "MomentumState",
    "Optimizer",
    "SquaredGradientState",
    "adagrad",
    "adam",
    "adamw",
    "delta_bar_delta",
    "momentum",
    "nesterov",
    "rmsprop",
    "sgd",
]
