"""Classes that do one thing wrong: subclasses of the optimizer and of both kinds of differentiable numbers."""

import numpy as np


def _huge(array):
    return np.max(np.abs(array), initial=0) >= 1e4


def started_with(change):
    """Flaw a number class: it starts from a value that `change` has spoilt."""

    def flaw(numbers):
        class Flawed(numbers):
            __slots__ = ()

            def __init__(self, value, *others):
                super().__init__(change(value), *others)

        return Flawed

    return flaw


def written_into(value):
    if isinstance(value, np.ndarray):
        value[...] = value
    return value


def different_every_time(value):
    return value * (1 + np.random.default_rng().uniform(1e-6, 1e-5))


def widened(value):
    return np.asarray(value).astype(np.result_type(np.asarray(value), np.float64))


NUMBER_FLAWS = (
    started_with(lambda value: value * 1.25 + 0.125),
    started_with(written_into),
    started_with(different_every_time),
    started_with(widened),
    started_with(lambda value: value * np.inf if _huge(value) else value),
)


def doubled_gradient(value_class):
    class Flawed(value_class):
        __slots__ = ()

        @property
        def gradient(self):
            return 2 * super().gradient

    return Flawed


def one_path_of_two(value_class):
    class Flawed(value_class):
        __slots__ = ()

        def __mul__(self, other):
            return super().__mul__(other.value if hasattr(other, "value") else other)

    return Flawed


def overwritten_gradient(value_class):
    class Flawed(value_class):
        __slots__ = ()

        def backward(self):
            self.gradient = 1.0
            for node in reversed(self.ordered()):
                for parent, local_derivative in zip(node.parents, node.local_derivatives, strict=True):
                    parent.gradient = local_derivative * node.gradient

    return Flawed


def recursive_order(value_class):
    class Flawed(value_class):
        __slots__ = ()

        def ordered(self):
            return [*dict.fromkeys(node for parent in self.parents for node in parent.ordered()), self]

    return Flawed


def lost_derivative(dual_class):
    class Flawed(dual_class):
        __slots__ = ()

        def __mul__(self, other):
            product = super().__mul__(other)
            return dual_class(product.value, 0 * product.derivative)

    return Flawed


def halved_derivative(dual_class):
    class Flawed(dual_class):
        __slots__ = ()

        def __init__(self, value, derivative=None):
            super().__init__(value, derivative if derivative is None else derivative / 2)

    return Flawed


def updated_with(change):
    """Flaw the optimizer: `change` is called before each step with the optimizer, parameters and gradients."""

    def flaw(optimizer_class):
        class Flawed(optimizer_class):
            def update_in_place(self, parameters, gradients, learning_rate=None):
                change(self, parameters, gradients)
                super().update_in_place(parameters, gradients, learning_rate)

        return Flawed

    return flaw


def deaf_to_the_rate(optimizer_class):
    class Flawed(optimizer_class):
        def update_in_place(self, parameters, gradients, learning_rate=None):
            super().update_in_place(parameters, gradients)

    return Flawed


def one_state_for_all(optimizer, parameters, gradients):
    optimizer.states = {}


def writes_into_gradients(optimizer, parameters, gradients):
    for gradient in gradients.values():
        gradient[...] = gradient


def noisy_parameters(optimizer, parameters, gradients):
    for parameter in parameters.values():
        parameter *= 1 + np.random.default_rng().uniform(1e-6, 1e-5)


def wide_parameters(optimizer, parameters, gradients):
    for name in parameters:
        parameters[name] = parameters[name].astype(np.float64)


def infinite_parameters(optimizer, parameters, gradients):
    for parameter in parameters.values():
        if _huge(parameter):
            parameter *= np.float32(np.inf)


CLASS_FLAWS = {
    "autodiff.Value": (*NUMBER_FLAWS, doubled_gradient, one_path_of_two),
    "autodiff.ScalarValue": (NUMBER_FLAWS[0], overwritten_gradient, recursive_order),
    "autodiff.Dual": (*NUMBER_FLAWS, lost_derivative, halved_derivative),
    "optimizers.Optimizer": (
        deaf_to_the_rate,
        *map(
            updated_with,
            (one_state_for_all, writes_into_gradients, noisy_parameters, wide_parameters, infinite_parameters),
        ),
    ),
}
