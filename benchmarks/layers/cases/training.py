"""Optimizers on a million parameters, five updates a step."""

from typing import Any

import numpy as np

from benchmarks.layers.case import Arrays, Case, Contender, MissingError, Prepare, module

UPDATES = 5


def _draw(rng: np.random.Generator) -> Arrays:
    return rng.standard_normal((1000, 1000)), rng.standard_normal((1000, 1000))


def _ours(rule: str, **settings: float) -> Prepare:
    def prepare(arrays: Arrays) -> Contender:
        library = module("lecturelib.optimizers")
        if not hasattr(library, rule):
            raise MissingError(f"lecturelib.optimizers.{rule}")
        parameters, gradients = {"W": arrays[0].copy()}, {"W": arrays[1]}
        optimizer = library.Optimizer(getattr(library, rule), **settings)

        def step() -> Any:
            for _ in range(UPDATES):
                optimizer.update_in_place(parameters, gradients)
            return parameters["W"]

        return Contender(step, lambda parameter: [parameter.copy()])

    return prepare


def _in_torch(optimizer: str, **settings: float) -> Prepare:
    def prepare(arrays: Arrays) -> Contender:
        torch = module("torch")
        parameter, gradient = (torch.from_numpy(a.copy()) for a in arrays)
        parameter.requires_grad_().grad = gradient
        rule = getattr(torch.optim, optimizer)([parameter], **settings)

        def step() -> Any:
            for _ in range(UPDATES):
                rule.step()
            return parameter

        return Contender(step, lambda done: [done.detach().numpy().copy()])

    return prepare


def _in_autograd(optimizer: str, **settings: float) -> Prepare:
    """Return what prepares an optimizer of autograd: a loop of its own, here as long as a step of the others."""

    def prepare(arrays: Arrays) -> Contender:
        run = getattr(module("autograd.misc.optimizers"), optimizer)
        parameter, gradient = arrays

        def step() -> Any:
            return run(lambda w, number: gradient, parameter, num_iters=UPDATES, **settings)

        return Contender(step, lambda done: [done])

    return prepare


CASES = (
    Case(
        "adam",
        "1M parameters",
        _draw,
        {
            "lecturelib": _ours("adam", learning_rate=0.001),
            "torch": _in_torch("Adam", lr=0.001),
            "autograd": _in_autograd("adam", step_size=0.001),
        },
        (0.9, 1.0),
    ),
    Case(
        "sgd",
        "1M parameters",
        _draw,
        {"lecturelib": _ours("sgd", learning_rate=0.01), "torch": _in_torch("SGD", lr=0.01)},
    ),
    Case(
        "momentum",
        "1M parameters",
        _draw,
        {
            "lecturelib": _ours("momentum", learning_rate=0.01),
            "torch": _in_torch("SGD", lr=0.01, momentum=0.9),
        },
    ),
)
