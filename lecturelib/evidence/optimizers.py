"""Evidence for `lecturelib.optimizers`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.evidence._torch_optimizers import (
    torch_delta_bar_delta,
    torch_steps,
    torch_steps_by_name,
    torch_velocity,
    uncorrected_adam,
)
from lecturelib.optimizers import (
    DeltaBarDeltaState,
    MomentumState,
    Optimizer,
    SquaredGradientState,
    adagrad,
    adam,
    adamw,
    delta_bar_delta,
    momentum,
    nesterov,
    rmsprop,
    sgd,
)
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial


def _draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, Any]:
    shape = sizes["D"], sizes["M"]
    return rng.standard_normal(shape), rng.standard_normal((sizes["T"], *shape))


def _steps(rule: Callable[..., Any], parameter: Any, gradients: Any, **settings: Any) -> Any:
    """Return parameter and state after a step along each of the gradients."""
    state = None
    for gradient in gradients:
        parameter, state = rule(parameter, gradient, state, **settings)
    return parameter, state


def _optimizer_steps(w: Any, gradients: Any) -> Any:
    parameters, optimizer = {"w": w.copy(), "b": w[0].copy()}, Optimizer(momentum, learning_rate=0.1)
    for gradient in gradients:
        optimizer.update_in_place(parameters, {"w": gradient, "b": gradient[0]})
    return parameters["w"], parameters["b"]


def _trial(rule: str, call: Callable[..., Any], pytorch: Callable[..., Any], setting: str = "") -> Trial:
    sizes = {"T": (5,), "D": (3, 1, 0), "M": (2, 1)}
    return Trial(f"optimizers.{rule}", call, _draw, sizes, setting=setting, pytorch=pytorch, method=None)


_ADAM_STATE = "exp_avg", "exp_avg_sq", "step"
TRIALS = (
    _trial(
        "sgd",
        lambda w, g: _steps(sgd, w, g, learning_rate=0.1),
        torch_steps(lambda optim, w: optim.SGD(w, lr=0.1)),
    ),
    _trial(
        "momentum",
        lambda w, g: _steps(momentum, w, g, learning_rate=0.1, momentum=0.8),
        torch_velocity(lambda optim, w: optim.SGD(w, lr=0.1, momentum=0.8), 0.1),
    ),
    _trial(
        "nesterov",
        lambda w, g: _steps(nesterov, w, g, learning_rate=0.1, momentum=0.8),
        torch_velocity(lambda optim, w: optim.SGD(w, lr=0.1, momentum=0.8, nesterov=True), 0.1),
    ),
    _trial(
        "adagrad",
        lambda w, g: _steps(adagrad, w, g, learning_rate=0.1, eps=0.01),
        torch_steps(lambda optim, w: optim.Adagrad(w, lr=0.1, eps=0.01), "sum"),
    ),
    _trial(
        "rmsprop",
        lambda w, g: _steps(rmsprop, w, g, learning_rate=0.1, decay=0.8, eps=0.01),
        torch_steps(lambda optim, w: optim.RMSprop(w, lr=0.1, alpha=0.8, eps=0.01), "square_avg"),
    ),
    _trial("adam", lambda w, g: _steps(adam, w, g), torch_steps(lambda optim, w: optim.Adam(w), *_ADAM_STATE)),
    _trial(
        "adam",
        lambda w, g: _steps(adam, w, g, learning_rate=0.1, beta1=0.8, beta2=0.9, eps=0.01),
        torch_steps(lambda optim, w: optim.Adam(w, lr=0.1, betas=(0.8, 0.9), eps=0.01), *_ADAM_STATE),
        "short memory, large eps",
    ),
    _trial(
        "adam",
        lambda w, g: _steps(adam, w, g, learning_rate=0.1, bias_correction=False),
        uncorrected_adam,
        "no bias correction",
    ),
    _trial(
        "adamw",
        lambda w, g: _steps(adamw, w, g, learning_rate=0.1, weight_decay=0.5),
        torch_steps(lambda optim, w: optim.AdamW(w, lr=0.1, weight_decay=0.5), *_ADAM_STATE),
    ),
    _trial(
        "delta_bar_delta",
        lambda w, g: _steps(delta_bar_delta, w, g, learning_rate=0.1, kappa=0.05, phi=0.25, theta=0.6),
        torch_delta_bar_delta,
    ),
    _trial("Optimizer", lambda w, g: _optimizer_steps(w, g), torch_steps_by_name),
)


def _sgd_on_a_bowl(rng: np.random.Generator) -> float:
    # The gradient of h w^2 / 2 is h w, so each step multiplies w by 1 - eta h.
    w, h = rng.standard_normal(4), np.array([0.5, 1.0, 3.0, 5.0])
    got = w
    for _ in range(10):
        got, _ = sgd(got, h * got, None, learning_rate=0.2)
    return largest_error(got, (1 - 0.2 * h) ** 10 * w)


def _momentum_by_hand(_: np.random.Generator) -> float:
    got = _steps(momentum, np.array([1.0]), np.array([[2.0], [4.0]]), learning_rate=0.5, momentum=0.5)
    return largest_error(got, (np.array([-2.5]), MomentumState(np.array([-2.5]))))


def _momentum_in_a_steady_slope(rng: np.random.Generator) -> float:
    # v_t = -eta g (1 - m^t) / (1 - m), a geometric sum.
    g = rng.standard_normal(3)
    _, state = _steps(momentum, np.zeros(3), [g] * 20, learning_rate=0.1)
    return largest_error(state.velocity, -0.1 * g * (1 - 0.9**20) / (1 - 0.9))


def _nesterov_looks_ahead(rng: np.random.Generator) -> float:
    """Sutskever's form, whose gradient is taken at u + m v, is there when ours is."""
    h, u, v = rng.uniform(0.1, 2, 3), rng.standard_normal(3), np.zeros(3)
    w, state = u, None
    for _ in range(8):
        v = 0.9 * v - 0.1 * h * (u + 0.9 * v)
        u = u + v
        w, state = nesterov(w, h * w, state, learning_rate=0.1, momentum=0.9)
    return largest_error(w, u + 0.9 * v)


def _nesterov_by_hand(_: np.random.Generator) -> float:
    got = _steps(nesterov, np.array([1.0]), np.array([[2.0], [4.0]]), learning_rate=0.5, momentum=0.5)
    return largest_error(got, (np.array([-3.75]), MomentumState(np.array([-2.5]))))


def _adagrad_in_a_steady_slope(rng: np.random.Generator) -> float:
    # s_t = t g^2, so step t has the length eta / sqrt(t), whatever g.
    g = rng.uniform(0.1, 10, 3) * np.array([1.0, -1.0, 1.0])
    got, state = _steps(adagrad, np.zeros(3), [g] * 9, learning_rate=0.1)
    w = -0.1 * np.sign(g) * sum(1 / math.sqrt(t) for t in range(1, 10))
    return largest_error((got, state.squares / g**2), (w, np.full(3, 9.0)))


def _adagrad_by_hand(_: np.random.Generator) -> float:
    # 3^2 + 4^2 = 5^2; eps = 1 outside the root makes the divisors 3 + 1 and 5 + 1.
    got = _steps(adagrad, np.array([0.0]), np.array([[3.0], [-4.0]]), learning_rate=12.0, eps=1.0)
    return largest_error(got, (np.array([-1.0]), SquaredGradientState(np.array([25.0]))))


def _rmsprop_by_hand(_: np.random.Generator) -> float:
    # Half of 18 is 9; half of 9 and of 41 is 25; the divisors are 3 + 1 and 5 + 1.
    gradients = np.sqrt(np.array([[18.0], [41.0]]))
    got = _steps(rmsprop, np.array([0.0]), gradients, learning_rate=12.0, decay=0.5, eps=1.0)
    expected = np.array([-3 * math.sqrt(18.0) - 2 * math.sqrt(41.0)])
    return largest_error(got, (expected, SquaredGradientState(np.array([25.0]))))


def _adam_first_step(rng: np.random.Generator) -> float:
    # m / (1 - beta1) = g and v / (1 - beta2) = g^2; without correction the factors stay.
    g = rng.uniform(0.1, 10, 4) * np.array([1.0, -1.0, 1.0, -1.0])
    corrected, _ = adam(np.zeros(4), g, None, learning_rate=0.5)
    plain, _ = adam(np.zeros(4), g, None, learning_rate=0.5, bias_correction=False)
    expected_plain = -0.5 * 0.1 * g / (math.sqrt(0.001) * np.abs(g) + 1e-8)
    return largest_error((corrected, plain), (-0.5 * g / (np.abs(g) + 1e-8), expected_plain))


def _adam_in_a_steady_slope(rng: np.random.Generator) -> float:
    g = rng.uniform(0.1, 10, 3)
    got, state = _steps(adam, np.zeros(3), [g] * 20, learning_rate=0.1)
    return largest_error((got, state.steps), (-20 * 0.1 * g / (g + 1e-8), 20))


def _adamw_by_hand(rng: np.random.Generator) -> float:
    # Without a gradient only the decay is left; with one, the first step is eta long.
    w = rng.standard_normal(3)
    rested, _ = _steps(adamw, w, np.zeros((6, 3)), learning_rate=0.1, weight_decay=0.5)
    moved, _ = adamw(w, np.full(3, -2.0), None, learning_rate=0.1, weight_decay=0.5, eps=1e-15)
    return largest_error((rested, moved), (0.95**6 * w, 0.95 * w + 0.1))


def _delta_bar_delta_loop(rng: np.random.Generator) -> float:
    # Small whole numbers, so that gradients and averages are often exactly 0; theta = 1/2 keeps them exact.
    gradients = rng.integers(-1, 2, (12, 5)).astype(float)
    w, rates, bars = [0.0] * 5, [0.5] * 5, [0.0] * 5
    for gradient in gradients:
        for i, g in enumerate(gradient):
            if bars[i] * g > 0:
                rates[i] += 0.25
            elif bars[i] * g < 0:
                rates[i] -= 0.125 * rates[i]
            w[i] -= rates[i] * g
            bars[i] = 0.5 * g + 0.5 * bars[i]
    settings = {"learning_rate": 0.5, "kappa": 0.25, "phi": 0.125, "theta": 0.5}
    got = _steps(delta_bar_delta, np.zeros(5), gradients, **settings)
    return largest_error(got, (np.array(w), DeltaBarDeltaState(np.array(rates), np.array(bars))))


def _optimizer_by_hand(_: np.random.Generator) -> float:
    # Two names with velocities of their own, and a learning rate given for the second step.
    parameters = {"W": np.array([[1.0]]), "b": np.array([2.0])}
    optimizer = Optimizer(momentum, learning_rate=0.5, momentum=0.5)
    optimizer.update_in_place(parameters, {"W": np.array([[2.0]]), "b": np.array([-2.0])})
    optimizer.update_in_place(parameters, {"W": np.array([[4.0]]), "b": np.array([0.0])}, learning_rate=0.25)
    return largest_error((parameters["W"], parameters["b"]), (np.array([[-1.5]]), np.array([3.5])))


EVIDENCE = (
    Evidence("optimizers.sgd", "theorem", "a bowl: (1 - eta h)^k w", 1e-14, _sgd_on_a_bowl),
    Evidence("optimizers.momentum", "by hand", "two steps of halves", 0.0, _momentum_by_hand),
    Evidence("optimizers.momentum", "theorem", "a steady slope: geometric sum", 1e-14, _momentum_in_a_steady_slope),
    Evidence("optimizers.nesterov", "by hand", "two steps of halves", 0.0, _nesterov_by_hand),
    Evidence("optimizers.nesterov", "theorem", "Sutskever et al. 2013, looking ahead", 1e-14, _nesterov_looks_ahead),
    Evidence("optimizers.adagrad", "by hand", "3, 4, 5", 1e-14, _adagrad_by_hand),
    Evidence("optimizers.adagrad", "theorem", "a steady slope: eta / sqrt(t)", 1e-8, _adagrad_in_a_steady_slope),
    Evidence("optimizers.rmsprop", "by hand", "averages 9 and 25", 1e-13, _rmsprop_by_hand),
    Evidence("optimizers.adam", "by hand", "first step, both ways", 1e-14, _adam_first_step),
    Evidence("optimizers.adam", "theorem", "a steady slope: eta a step", 1e-13, _adam_in_a_steady_slope),
    Evidence("optimizers.adamw", "by hand", "decay alone; first step", 1e-14, _adamw_by_hand),
    Evidence("optimizers.delta_bar_delta", "loop", "one parameter at a time", 1e-14, _delta_bar_delta_loop),
    Evidence("optimizers.Optimizer", "by hand", "two names, two rates", 1e-15, _optimizer_by_hand),
)
