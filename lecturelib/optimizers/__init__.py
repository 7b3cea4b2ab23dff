"""Update rules of gradient descent, and the object that walks a network's parameters with one of them.

A rule is a function ``rule(parameter, gradient, state, learning_rate=..., ...) -> (parameter, state)``. The state is
None before the first step, and afterwards a NamedTuple of what the rule remembers.
"""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.optimizers.adaptive_moments import AdamState as AdamState
    from lecturelib.optimizers.adaptive_moments import adam as adam
    from lecturelib.optimizers.adaptive_moments import adamw as adamw
    from lecturelib.optimizers.by_name import Optimizer as Optimizer
    from lecturelib.optimizers.gradient_descent import MomentumState as MomentumState
    from lecturelib.optimizers.gradient_descent import momentum as momentum
    from lecturelib.optimizers.gradient_descent import nesterov as nesterov
    from lecturelib.optimizers.gradient_descent import sgd as sgd
    from lecturelib.optimizers.individual_rates import DeltaBarDeltaState as DeltaBarDeltaState
    from lecturelib.optimizers.individual_rates import delta_bar_delta as delta_bar_delta
    from lecturelib.optimizers.squared_gradients import SquaredGradientState as SquaredGradientState
    from lecturelib.optimizers.squared_gradients import adagrad as adagrad
    from lecturelib.optimizers.squared_gradients import rmsprop as rmsprop

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "adaptive_moments": ("AdamState", "adam", "adamw"),
        "by_name": ("Optimizer",),
        "gradient_descent": ("MomentumState", "momentum", "nesterov", "sgd"),
        "individual_rates": ("DeltaBarDeltaState", "delta_bar_delta"),
        "squared_gradients": ("SquaredGradientState", "adagrad", "rmsprop"),
    },
)
