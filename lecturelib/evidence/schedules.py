"""Evidence for `lecturelib.schedules`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.schedules import constant, cosine, exponential, inverse_time, step_decay
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Trial

_STEPS = 12


def _rates(schedule: Callable[[int, Any], Any], initial: Any) -> Any:
    """Return the rates of the first steps."""
    # A scalar rather than an array without axes, which recorded arguments are.
    return np.stack([np.asarray(schedule(step, np.asarray(initial)[()])) for step in range(_STEPS)])


def _torch_rates(make: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """Return a function that reads the rates off one of PyTorch's schedulers."""

    def run(torch: Any, initial: Any) -> Any:
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=float(initial.detach()))
        scheduler, rates = make(torch.optim.lr_scheduler, optimizer), []
        for _ in range(_STEPS):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        return torch.tensor(rates, dtype=torch.float64)

    return run


def _warm_cosine(schedulers: Any, optimizer: Any) -> Any:
    rise = schedulers.LinearLR(optimizer, start_factor=0.25, total_iters=3)
    fall = schedulers.CosineAnnealingLR(optimizer, T_max=10, eta_min=0.01)
    return schedulers.SequentialLR(optimizer, [rise, fall], milestones=[3])


def _trial(name: str, call: Callable[..., Any], make: Callable[[Any, Any], Any], setting: str = "") -> Trial:
    return Trial(
        f"schedules.{name}",
        call,
        lambda rng, sizes: (rng.uniform(0.1, 1),),
        setting=setting,
        pytorch=_torch_rates(make),
        method=None,
        extreme=None,
    )


TRIALS = (
    _trial(
        "constant",
        lambda initial: _rates(lambda k, rate: constant(k, rate), initial),
        lambda schedulers, optimizer: schedulers.ConstantLR(optimizer, factor=1.0),
    ),
    _trial(
        "step_decay",
        lambda initial: _rates(lambda k, rate: step_decay(k, rate, every=3, factor=0.7), initial),
        lambda schedulers, optimizer: schedulers.StepLR(optimizer, 3, gamma=0.7),
    ),
    _trial(
        "inverse_time",
        lambda initial: _rates(lambda k, rate: inverse_time(k, rate, decay=0.3), initial),
        lambda schedulers, optimizer: schedulers.LambdaLR(optimizer, lambda k: 1 / (1 + 0.3 * k)),
    ),
    _trial(
        "exponential",
        lambda initial: _rates(lambda k, rate: exponential(k, rate, factor=0.7), initial),
        lambda schedulers, optimizer: schedulers.ExponentialLR(optimizer, gamma=0.7),
    ),
    _trial(
        "cosine",
        lambda initial: _rates(lambda k, rate: cosine(k, rate, steps=_STEPS), initial),
        lambda schedulers, optimizer: schedulers.CosineAnnealingLR(optimizer, T_max=_STEPS),
    ),
    _trial(
        "cosine",
        lambda initial: _rates(lambda k, rate: cosine(k, rate, steps=13, warm_up=3, floor=0.01), initial),
        _warm_cosine,
        "warm-up and floor",
    ),
)


def _sum_of(rates: list[float]) -> float:
    return math.fsum(float(rate) for rate in rates)


def _constant_sum(rng: np.random.Generator) -> float:
    initial = rng.uniform(0.1, 1)
    return largest_error(_sum_of([constant(k, initial) for k in range(50)]), 50 * initial)


def _step_decay_by_hand(_: np.random.Generator) -> float:
    got = [step_decay(k, 8.0, every=2, factor=0.5) for k in range(6)]
    return largest_error(got, [8.0, 8.0, 4.0, 4.0, 2.0, 2.0])


def _inverse_time_by_hand(_: np.random.Generator) -> float:
    return largest_error([inverse_time(k, 6.0, decay=0.5) for k in (0, 2, 4)], [6.0, 3.0, 2.0])


def _robbins_monro(_: np.random.Generator) -> float:
    # The sum of 1 / k grows like log K + 0.5772..., without end; that of the squares tends to pi^2 / 6.
    last = 2000
    rates = [inverse_time(k, 1.0) for k in range(last)]
    harmonic = math.log(last) + 0.5772156649015329 + 1 / (2 * last) - 1 / (12 * last**2)
    basel = math.pi**2 / 6 - 1 / last + 1 / (2 * last**2) - 1 / (6 * last**3)
    return largest_error((_sum_of(rates), _sum_of([rate**2 for rate in rates])), (harmonic, basel))


def _exponential_by_hand(_: np.random.Generator) -> float:
    return largest_error([exponential(k, 8.0, factor=0.5) for k in range(4)], [8.0, 4.0, 2.0, 1.0])


def _finite_reach(rng: np.random.Generator) -> float:
    """All rates together come to initial / (1 - factor): Robbins and Monro's first condition fails."""
    initial, factor = rng.uniform(0.1, 1), rng.uniform(0.5, 0.8)
    return largest_error(_sum_of([exponential(k, initial, factor) for k in range(400)]), initial / (1 - factor))


def _published_cosine(_: np.random.Generator) -> float:
    # eta_min + (eta_max - eta_min)(1 + cos(pi T_cur / T_i)) / 2 at 0, 1/3, 1/2, 2/3 and all of the way, and beyond.
    got = [cosine(k, 5.0, steps=6, floor=1.0) for k in (0, 2, 3, 4, 6, 100)]
    return largest_error(got, [5.0, 4.0, 3.0, 2.0, 1.0, 1.0])


def _warm_up_by_hand(_: np.random.Generator) -> float:
    got = [cosine(k, 4.0, steps=7, warm_up=3) for k in range(8)]
    return largest_error(got, [1.0, 2.0, 3.0, 4.0, 2 + math.sqrt(2), 2.0, 2 - math.sqrt(2), 0.0])


EVIDENCE = (
    Evidence("schedules.constant", "theorem", "the sum of n rates", 1e-12, _constant_sum),
    Evidence("schedules.step_decay", "by hand", "halved every two steps", 0.0, _step_decay_by_hand),
    Evidence("schedules.inverse_time", "by hand", "a half and a third", 0.0, _inverse_time_by_hand),
    Evidence("schedules.inverse_time", "theorem", "Robbins and Monro: log K; pi^2 / 6", 1e-12, _robbins_monro),
    Evidence("schedules.exponential", "by hand", "powers of a half", 0.0, _exponential_by_hand),
    Evidence("schedules.exponential", "theorem", "geometric series", 1e-12, _finite_reach),
    Evidence("schedules.cosine", "published", "Loshchilov and Hutter 2016, eq. 5", 1e-14, _published_cosine),
    Evidence("schedules.cosine", "by hand", "three rising steps, then eighths", 1e-14, _warm_up_by_hand),
)
