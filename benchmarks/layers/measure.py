"""Ratios of CPU times on a machine that does other things too: interleaved rounds, and the median over the rounds."""

import gc
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

SHORTEST_SAMPLE = 0.004  # seconds: far above what reading the clock costs
FEWEST_ROUNDS = 5


class Timing(NamedTuple):
    """What one library took.

    Attributes
    ----------
    seconds : float
        Median CPU time of one step.
    ratio : float
        Median over the rounds of its time / torch's time in the same round.
    spread : float
        Half the distance between the quartiles of that ratio.
    rounds : int
        How often it was measured.
    """

    seconds: float
    ratio: float
    spread: float
    rounds: int


def cpu_seconds(step: Callable[[], Any], repeats: int) -> float:
    """Return the CPU time of one step, over some repeats."""
    started = time.process_time()
    for _ in range(repeats):
        step()
    return (time.process_time() - started) / repeats


def interleaved(
    steps: Mapping[str, Callable[[], Any]], against: str, budget: float, rounds: int | None, leading: tuple[str, ...]
) -> dict[str, Timing]:
    """Measure all steps in turns and return each one's timing.

    Parameters
    ----------
    steps : mapping of str to callable
        What to time.
    against : str
        Whose time the others' are divided by.
    budget : float
        Seconds of CPU time for the leading ones together; each of the others gets half of it.
    rounds : int, optional
        Number of rounds, whatever they cost.
    leading : tuple of str
        Those that take part in every round. The others stop when their budget is spent, after three rounds at least.
    """
    gc.collect()
    gc.freeze()  # so that clearing up between rounds looks at the rounds' own objects alone
    gc.disable()
    try:
        repeats = {}
        for name, step in steps.items():
            step()
            repeats[name] = max(1, round(SHORTEST_SAMPLE / max(cpu_seconds(step, 1), 1e-7)))
        samples: dict[str, list[float]] = {name: [] for name in steps}
        spent = dict.fromkeys(steps, 0.0)
        done = 0
        while done < (rounds or FEWEST_ROUNDS) or (
            rounds is None and sum(spent[name] for name in leading if name in steps) < budget
        ):
            # Each round starts with another one, so that nobody always follows the same neighbour.
            order = list(steps)[done % len(steps) :] + list(steps)[: done % len(steps)]
            for name in order:
                if name in leading or len(samples[name]) < 3 or (rounds is None and spent[name] < budget / 2):
                    seconds = cpu_seconds(steps[name], repeats[name])
                    samples[name].append(seconds)
                    spent[name] += seconds * repeats[name]
                    if name not in leading:
                        gc.collect()  # peers leave graphs behind; clearing them up is not counted
                else:
                    samples[name].append(np.nan)
            done += 1
    finally:
        gc.enable()
        gc.unfreeze()
    base = np.array(samples[against])
    return {name: _timing(np.array(taken), base) for name, taken in samples.items()}


def _timing(taken: np.ndarray, base: np.ndarray) -> Timing:
    measured = ~np.isnan(taken)
    ratios = taken[measured] / base[measured]
    low, middle, high = np.quantile(ratios, (0.25, 0.5, 0.75))
    return Timing(float(np.median(taken[measured])), float(middle), float(high - low) / 2, int(measured.sum()))
