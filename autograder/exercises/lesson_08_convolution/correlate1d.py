"""Exercise correlate1d: a kernel slides along a signal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_08_convolution.references import correlate1d

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw signals and kernels of several lengths, with an incoming gradient for each."""

    def case(label: str, length: int, kernel: int) -> Case:
        incoming = rng.standard_normal(length - kernel + 1)
        return Case(label, (rng.standard_normal(length), rng.standard_normal(kernel)), incoming=incoming)

    return [
        case("a kernel of three numbers", 7, 3),
        case("a kernel of one number", 4, 1),
        case("a kernel as long as the signal", 4, 4),
        case("one number and one weight", 1, 1),
        case("a kernel of even length", 6, 2),
        case("a long kernel", 9, 6),
        case("a long signal", 40, 5),
    ]


def flips_the_kernel(signal: Array, kernel: Array) -> Pair:
    places, flipped = len(signal) - len(kernel) + 1, kernel[::-1]
    windows = np.array([signal[t : t + len(kernel)] for t in range(places)])

    def backward(d_s: Array) -> Any:
        d_signal = np.zeros(len(signal))
        for t in range(places):
            d_signal[t : t + len(kernel)] += d_s[t] * flipped
        return d_signal, (d_s @ windows)[::-1]

    return windows @ flipped, backward


def misses_the_last_place(signal: Array, kernel: Array) -> Pair:
    places = len(signal) - len(kernel)
    windows = np.array([signal[t : t + len(kernel)] for t in range(places)]).reshape(places, len(kernel))

    def backward(d_s: Array) -> Any:
        d_signal = np.zeros(len(signal))
        for t in range(places):
            d_signal[t : t + len(kernel)] += d_s[t] * kernel
        return d_signal, d_s[:places] @ windows

    return windows @ kernel, backward


def keeps_the_length_of_the_signal(signal: Array, kernel: Array) -> Pair:
    before = (len(kernel) - 1) // 2
    padded = np.pad(signal, (before, len(kernel) - 1 - before))
    windows = np.array([padded[t : t + len(kernel)] for t in range(len(signal))])

    def backward(d_s: Array) -> Any:
        d_padded = np.zeros(len(padded))
        for t in range(len(d_s)):
            d_padded[t : t + len(kernel)] += d_s[t] * kernel
        return d_padded[before : before + len(signal)], d_s @ windows[: len(d_s)]

    return windows @ kernel, backward


def signal_gradient_without_the_flip(signal: Array, kernel: Array) -> Pair:
    places, length = len(signal) - len(kernel) + 1, len(kernel)
    windows = np.array([signal[t : t + length] for t in range(places)])

    def backward(d_s: Array) -> Any:
        padded = np.pad(d_s, length - 1)
        d_signal = np.array([padded[t : t + length] @ kernel for t in range(len(signal))])
        return d_signal, d_s @ windows

    return windows @ kernel, backward


def overwrites_where_windows_overlap(signal: Array, kernel: Array) -> Pair:
    places = len(signal) - len(kernel) + 1
    windows = np.array([signal[t : t + len(kernel)] for t in range(places)])

    def backward(d_s: Array) -> Any:
        d_signal = np.zeros(len(signal))
        for t in range(places):
            d_signal[t : t + len(kernel)] = d_s[t] * kernel
        return d_signal, d_s @ windows

    return windows @ kernel, backward


def reverses_the_kernel_gradient(signal: Array, kernel: Array) -> Pair:
    places = len(signal) - len(kernel) + 1
    windows = np.array([signal[t : t + len(kernel)] for t in range(places)])

    def backward(d_s: Array) -> Any:
        d_signal = np.zeros(len(signal))
        for t in range(places):
            d_signal[t : t + len(kernel)] += d_s[t] * kernel
        return d_signal, (d_s @ windows)[::-1]

    return windows @ kernel, backward


def averages_the_kernel_gradient_over_the_places(signal: Array, kernel: Array) -> Pair:
    places = len(signal) - len(kernel) + 1
    windows = np.array([signal[t : t + len(kernel)] for t in range(places)])

    def backward(d_s: Array) -> Any:
        d_signal = np.zeros(len(signal))
        for t in range(places):
            d_signal[t : t + len(kernel)] += d_s[t] * kernel
        return d_signal, d_s @ windows / places

    return windows @ kernel, backward


def ignores_the_incoming_gradient(signal: Array, kernel: Array) -> Pair:
    places = len(signal) - len(kernel) + 1
    windows = np.array([signal[t : t + len(kernel)] for t in range(places)])

    def backward(d_s: Array) -> Any:
        d_signal = np.zeros(len(signal))
        for t in range(places):
            d_signal[t : t + len(kernel)] += kernel
        return d_signal, windows.sum(axis=0)

    return windows @ kernel, backward


EXERCISE = Exercise(
    name="correlate1d",
    number="8.1",
    reference=correlate1d,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("s")),
        Part("gradient", 2, draw_cases, gradients("d_signal", "d_kernel")),
    ),
    wrong_answers=(
        WrongAnswer(
            flips_the_kernel,
            "the kernel is turned round, so this is convolution; in the sum, which weight meets the first number of a "
            "window?",
        ),
        WrongAnswer(
            misses_the_last_place,
            "the last place is missing: lay the kernel on the signal, push it along, and count where it fits",
        ),
        WrongAnswer(
            keeps_the_length_of_the_signal,
            "the response is as long as the signal, so the kernel hangs over its ends; only places where all of it "
            "lies on the signal are asked for",
        ),
        WrongAnswer(
            signal_gradient_without_the_flip,
            "the way back to the signal slides the kernel as it is; ask one number of the signal which windows it "
            "stands in, and as which of their numbers",
        ),
        WrongAnswer(
            overwrites_where_windows_overlap,
            "where windows overlap, only the last one reaches d_signal: a number that is used three times gets three "
            "shares",
        ),
        WrongAnswer(
            reverses_the_kernel_gradient,
            "the gradient of the kernel is in reverse order: which numbers of the signal does the first weight meet?",
        ),
        WrongAnswer(
            averages_the_kernel_gradient_over_the_places,
            "the gradient of the kernel is averaged over the places; each place adds its share, as each row did to the "
            "weights of a layer",
        ),
        WrongAnswer(
            ignores_the_incoming_gradient,
            "the gradient that comes in is not used: backward answers as if J were the sum of the responses",
        ),
    ),
)
