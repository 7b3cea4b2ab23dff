"""Mistakes in learning_rate, runnable and named."""

from __future__ import annotations

import numpy as np

from autograder.exercises.declaration import WrongAnswer


def counts_steps_from_one(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    k = step + 1
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (k // period)
    if schedule == "inverse_time":
        return initial / (1 + k / period)
    if schedule == "exponential":
        return initial * 0.5 ** (k / period)
    return floor + (initial - floor) * 0.5 * (1 + np.cos(np.pi * min(1.0, k / period)))


def falls_one_step_late(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (max(step - 1, 0) // period)
    if schedule == "inverse_time":
        return initial / (1 + step / period)
    if schedule == "exponential":
        return initial * 0.5 ** (step / period)
    return floor + (initial - floor) * 0.5 * (1 + np.cos(np.pi * min(1.0, step / period)))


def falls_at_every_step(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (step / period)
    if schedule == "inverse_time":
        return initial / (1 + step / period)
    if schedule == "exponential":
        return initial * 0.5 ** (step / period)
    return floor + (initial - floor) * 0.5 * (1 + np.cos(np.pi * min(1.0, step / period)))


def falls_once_and_never_again(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial if step < period else 0.5 * initial
    if schedule == "inverse_time":
        return initial / (1 + step / period)
    if schedule == "exponential":
        return initial * 0.5 ** (step / period)
    return floor + (initial - floor) * 0.5 * (1 + np.cos(np.pi * min(1.0, step / period)))


def divides_by_k(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (step // period)
    if schedule == "inverse_time":
        return initial / (step / period)
    if schedule == "exponential":
        return initial * 0.5 ** (step / period)
    return floor + (initial - floor) * 0.5 * (1 + np.cos(np.pi * min(1.0, step / period)))


def ignores_the_period(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (step // period)
    if schedule == "inverse_time":
        return initial / (1 + step)
    if schedule == "exponential":
        return initial * 0.5**step
    return floor + (initial - floor) * 0.5 * (1 + np.cos(np.pi * min(1.0, step / period)))


def takes_e_for_one_half(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (step // period)
    if schedule == "inverse_time":
        return initial / (1 + step / period)
    if schedule == "exponential":
        return initial * float(np.exp(-step / period))
    return floor + (initial - floor) * 0.5 * (1 + np.cos(np.pi * min(1.0, step / period)))


def rises_again_after_the_end(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (step // period)
    if schedule == "inverse_time":
        return initial / (1 + step / period)
    if schedule == "exponential":
        return initial * 0.5 ** (step / period)
    return floor + (initial - floor) * 0.5 * (1 + np.cos(np.pi * step / period))


def never_reaches_the_floor(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (step // period)
    if schedule == "inverse_time":
        return initial / (1 + step / period)
    if schedule == "exponential":
        return initial * 0.5 ** (step / period)
    return floor + (initial - floor) * 0.5 * (1 + np.cos(np.pi * min(step, period) / (period + 1)))


def puts_the_whole_curve_on_the_floor(
    schedule: str, step: int, initial: float, period: int, floor: float = 0.0
) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (step // period)
    if schedule == "inverse_time":
        return initial / (1 + step / period)
    if schedule == "exponential":
        return initial * 0.5 ** (step / period)
    return floor + initial * 0.5 * (1 + np.cos(np.pi * min(1.0, step / period)))


def runs_through_a_whole_period_of_the_cosine(
    schedule: str, step: int, initial: float, period: int, floor: float = 0.0
) -> float:
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (step // period)
    if schedule == "inverse_time":
        return initial / (1 + step / period)
    if schedule == "exponential":
        return initial * 0.5 ** (step / period)
    return floor + (initial - floor) * 0.5 * (1 + np.cos(2 * np.pi * min(1.0, step / period)))


WRONG_ANSWERS = (
    WrongAnswer(
        counts_steps_from_one,
        "your schedules are one step ahead; k counts the steps taken so far, so what is it before the first?",
    ),
    WrongAnswer(falls_one_step_late, "the steps come one step late: at k = period the first fall has happened"),
    WrongAnswer(
        falls_at_every_step, "step_decay falls at every step; between two falls k / period should not count in full"
    ),
    WrongAnswer(
        falls_once_and_never_again, "step_decay falls once and stays there; it should fall after every period anew"
    ),
    WrongAnswer(divides_by_k, "inverse_time divides by k itself: what happens at the first step?"),
    WrongAnswer(
        ignores_the_period,
        "inverse_time and exponential fall as if the period were 1: where does it enter the formula?",
    ),
    WrongAnswer(
        takes_e_for_one_half, "after one period your exponential has fallen to 1/e of the first rate; half is asked"
    ),
    WrongAnswer(
        rises_again_after_the_end, "the cosine rises again after the period; the rate should stay at the floor"
    ),
    WrongAnswer(never_reaches_the_floor, "at k = period the cosine is still above the floor: where should it arrive?"),
    WrongAnswer(
        puts_the_whole_curve_on_the_floor,
        "the cosine starts above the first rate: the floor is added to the whole curve; how long is the way down?",
    ),
    WrongAnswer(
        runs_through_a_whole_period_of_the_cosine,
        "the cosine comes back to the first rate at k = period: half a period of it is enough",
    ),
)
