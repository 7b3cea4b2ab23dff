"""Evidence for `lecturelib.initialization`."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lecturelib.initialization import (
    constant,
    fans,
    glorot_normal,
    glorot_uniform,
    he_normal,
    he_uniform,
    normal,
    orthogonal,
    uniform,
    zeros,
)
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Trial


def _torch_fans(torch: Any, like: Any) -> tuple[int, int]:
    """PyTorch's fans: its layers' weights are (M, D) where ours are (D, M)."""
    return torch.nn.init._calculate_fan_in_and_fan_out(like.T if like.ndim == 2 else like)


def _torch_scaled(draw: Callable[..., Any], scale: Callable[[Any, float, float], float]) -> Callable[..., Any]:
    """Return a function that scales the same random numbers by PyTorch's own fans and gain."""

    def run(torch: Any, seed: Any, like: Any) -> Any:
        numbers = draw(np.random.default_rng(int(seed)), tuple(like.shape))
        return torch.from_numpy(numbers) * scale(torch, *_torch_fans(torch, like))

    return run


def _torch_orthogonal(torch: Any, seed: Any, like: Any) -> Any:
    flat = like.reshape(like.shape[0], -1)
    numbers = torch.from_numpy(np.random.default_rng(int(seed)).standard_normal((max(flat.shape), min(flat.shape))))
    q, r = torch.linalg.qr(numbers)
    q = q * torch.sign(torch.diag(r))
    return (q if flat.shape[0] >= flat.shape[1] else q.T).reshape(like.shape)


def _uniform(rng: np.random.Generator, shape: Any) -> Any:
    return rng.uniform(-1, 1, shape)


def _normal(rng: np.random.Generator, shape: Any) -> Any:
    return rng.standard_normal(shape)


def _relu_gain(torch: Any) -> float:
    return float(torch.nn.init.calculate_gain("relu"))


def _trials(name: str, call: Callable[..., Any], pytorch: Callable[..., Any]) -> tuple[Trial, Trial]:
    """Return trials for weights and for kernels; an array that holds the shape also says the dtype."""

    def trial(setting: str, shape: tuple[int, ...]) -> Trial:
        return Trial(
            f"initialization.{name}",
            lambda seed, like: call(like.shape, np.random.default_rng(int(seed)), like.dtype),
            lambda rng, sizes: (int(rng.integers(2**31)), rng.standard_normal(shape)),
            setting=setting,
            pytorch=pytorch,
            method=None,
            extreme=None,
        )

    return trial("weights", (5, 3)), trial("kernels", (2, 3, 3, 2))


TRIALS = (
    *_trials("constant", lambda *a: constant(*a), lambda torch, seed, like: torch.full_like(like, 0.01)),
    *_trials("normal", lambda *a: normal(*a), _torch_scaled(_normal, lambda torch, i, o: 0.01)),
    *_trials("uniform", lambda *a: uniform(*a), _torch_scaled(_uniform, lambda torch, i, o: 0.05)),
    *_trials(
        "glorot_uniform",
        lambda *a: glorot_uniform(*a),
        _torch_scaled(_uniform, lambda torch, i, o: math.sqrt(3) * math.sqrt(2 / (i + o))),
    ),
    *_trials(
        "glorot_normal",
        lambda *a: glorot_normal(*a),
        _torch_scaled(_normal, lambda torch, i, o: math.sqrt(2 / (i + o))),
    ),
    *_trials(
        "he_uniform",
        lambda *a: he_uniform(*a),
        _torch_scaled(_uniform, lambda torch, i, o: math.sqrt(3) * _relu_gain(torch) / math.sqrt(i)),
    ),
    *_trials(
        "he_normal",
        lambda *a: he_normal(*a),
        _torch_scaled(_normal, lambda torch, i, o: _relu_gain(torch) / math.sqrt(i)),
    ),
    *_trials("orthogonal", lambda *a: orthogonal(*a), _torch_orthogonal),
    Trial(
        "initialization.fans",
        lambda like: fans(like.shape),
        lambda rng, sizes: (rng.standard_normal((4, 3, 5, 2)),),
        pytorch=lambda torch, like: tuple(torch.tensor(fan) for fan in _torch_fans(torch, like)),
        method=None,
        extreme=None,
    ),
)


def _spread(weights: Any, variance: float, bound: float | None = None) -> float:
    """How far mean and variance are from what they should be, in standard errors; infinite outside the bound."""
    # The variance of a squared deviation is 2 variance^2 for normal numbers and less for uniform ones.
    mean_error = abs(weights.mean()) / math.sqrt(variance / weights.size)
    variance_error = abs((weights**2).mean() / variance - 1) / math.sqrt(2 / weights.size)
    inside = bound is None or 0.99 * bound < np.max(np.abs(weights)) <= bound
    return float(max(mean_error, variance_error)) if inside else math.inf


def _matrix_and_kernels(call: Callable[..., Any], rng: np.random.Generator) -> list[tuple[Any, int, int]]:
    """Weights with their fans, counted by hand: 100 and 60; 3 * 20 and 8 * 20."""
    return [(call((100, 60), rng), 100, 60), (call((8, 3, 5, 4), rng), 60, 160)]


def _normal_spread(rng: np.random.Generator) -> float:
    return _spread(normal((50, 80), rng, standard_deviation=0.3), 0.09)


def _uniform_spread(rng: np.random.Generator) -> float:
    return _spread(uniform((50, 80), rng, limit=0.3), 0.03, 0.3)


def _glorot_uniform_spread(rng: np.random.Generator) -> float:
    cases = _matrix_and_kernels(glorot_uniform, rng)
    return max(_spread(w, 2 / (i + o), math.sqrt(6 / (i + o))) for w, i, o in cases)


def _glorot_normal_spread(rng: np.random.Generator) -> float:
    return max(_spread(w, 2 / (i + o)) for w, i, o in _matrix_and_kernels(glorot_normal, rng))


def _he_uniform_spread(rng: np.random.Generator) -> float:
    cases = _matrix_and_kernels(partial(he_uniform, slope=0.5), rng)
    return max(_spread(w, 1.6 / i, math.sqrt(4.8 / i)) for w, i, _ in cases)


def _he_normal_spread(rng: np.random.Generator) -> float:
    return max(_spread(w, 1.6 / i) for w, i, _ in _matrix_and_kernels(partial(he_normal, slope=0.5), rng))


def _one_by_one(call: Callable[..., Any], draw: Callable[[Any], float], scale: float) -> Callable[..., float]:
    """Return the distance from numbers drawn one at a time; the kernels' fans are 3 * 10 and 4 * 10."""

    def error(rng: np.random.Generator) -> float:
        seed = int(rng.integers(2**31))
        single = np.random.default_rng(seed)
        expected = [scale * draw(single) for _ in range(120)]
        return largest_error(call((4, 3, 5, 2), np.random.default_rng(seed)).ravel(), np.array(expected))

    return error


def _signals_keep_their_size(call: Callable[..., Any], rng: np.random.Generator) -> float:
    """How far the mean square of sums is from the inputs' after ten layers of ReLU, whose own factor is 1/2."""
    x, factors = rng.standard_normal((200, 200)), []
    for _ in range(10):
        sums = x @ call((200, 200), rng)
        factors.append(np.mean(sums**2) / np.mean(x**2) / 2)
        x = np.maximum(sums, 0)
    return abs(float(np.mean(np.log(factors))))


def _orthogonality(rng: np.random.Generator) -> float:
    tall, wide, kernels = (orthogonal(shape, rng, gain=2.0) for shape in ((6, 4), (3, 5), (4, 3, 2, 2)))
    rows = kernels.reshape(4, 12)
    return largest_error((tall.T @ tall, wide @ wide.T, rows @ rows.T), (4 * np.eye(4), 4 * np.eye(3), 4 * np.eye(4)))


def _no_preferred_rotation(rng: np.random.Generator) -> float:
    # In more than one dimension the trace of a random orthogonal matrix has mean 0 and variance 1.
    traces = np.array([np.trace(orthogonal((3, 3), rng)) for _ in range(400)])
    return float(max(abs(traces.mean()) * 20, abs(np.mean(traces**2) - 1) * 20 / math.sqrt(2)))


def _loop(name: str, call: Callable[..., Any], draw: Callable[[Any], float], scale: float) -> Evidence:
    source = "numbers drawn one at a time"
    return Evidence(f"initialization.{name}", "loop", source, 1e-15, _one_by_one(call, draw, scale))


def _statistics(name: str, measure: Callable[[np.random.Generator], float]) -> Evidence:
    return Evidence(f"initialization.{name}", "statistics", "mean and variance, in standard errors", 6.0, measure)


def _one_uniform(rng: np.random.Generator) -> float:
    return rng.uniform(-1, 1)


def _one_normal(rng: np.random.Generator) -> float:
    return rng.standard_normal()


EVIDENCE = (
    Evidence(
        "initialization.fans",
        "by hand",
        "Glorot and Bengio 2010: sums in, uses out",
        0.0,
        lambda rng: largest_error((fans((7, 2)), fans((6, 3, 5, 4))), ((7, 2), (60, 120))),
    ),
    Evidence(
        "initialization.zeros",
        "by hand",
        "nothing but 0",
        0.0,
        lambda rng: largest_error(zeros((2, 3), rng), np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])),
    ),
    Evidence(
        "initialization.constant",
        "by hand",
        "nothing but the number",
        0.0,
        lambda rng: largest_error(constant((2,), rng, value=-3.0), np.array([-3.0, -3.0])),
    ),
    _loop("normal", lambda *a: normal(*a), _one_normal, 0.01),
    _loop("uniform", lambda *a: uniform(*a), _one_uniform, 0.05),
    _loop("glorot_uniform", lambda *a: glorot_uniform(*a), _one_uniform, math.sqrt(6 / 70)),
    _loop("glorot_normal", lambda *a: glorot_normal(*a), _one_normal, math.sqrt(2 / 70)),
    _loop("he_uniform", lambda *a: he_uniform(*a), _one_uniform, math.sqrt(6 / 30)),
    _loop("he_normal", lambda *a: he_normal(*a), _one_normal, math.sqrt(2 / 30)),
    _statistics("normal", _normal_spread),
    _statistics("uniform", _uniform_spread),
    _statistics("glorot_uniform", _glorot_uniform_spread),
    _statistics("glorot_normal", _glorot_normal_spread),
    _statistics("he_uniform", _he_uniform_spread),
    _statistics("he_normal", _he_normal_spread),
    Evidence(
        "initialization.he_normal",
        "theorem",
        "He et al. 2015: size kept through ReLU",
        0.1,
        lambda rng: _signals_keep_their_size(lambda *a: he_normal(*a), rng),
    ),
    Evidence("initialization.orthogonal", "theorem", "orthonormal rows or columns", 1e-14, _orthogonality),
    Evidence("initialization.orthogonal", "statistics", "traces: mean 0, variance 1", 6.0, _no_preferred_rotation),
)
