"""Exercise upsample2d: every pixel repeated, and the gradient of one that has copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_09_convolutional_networks.stages import Array
from lecturelib.convolution import upsample2d

Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw images of several sizes and factors, with an incoming gradient for each."""

    def case(label: str, shape: tuple[int, ...], factor: int) -> Case:
        n, c, h, w = shape
        d_y = rng.standard_normal((n, c, h * factor, w * factor))
        return Case(label, (rng.standard_normal(shape), factor), incoming=d_y)

    return [
        case("two images, doubled", (2, 1, 3, 3), 2),
        case("one pixel", (1, 1, 1, 1), 2),
        case("three channels that are not square", (2, 3, 2, 4), 2),
        case("three times as large", (2, 2, 3, 2), 3),
        case("a factor of 1", (2, 1, 2, 3), 1),
        case("one row", (1, 2, 1, 5), 4),
    ]


def puts_whole_pictures_side_by_side(x: Array, factor: int = 2) -> Pair:
    n, c, h, w = x.shape

    def backward(d_y: Array) -> Any:
        return d_y.reshape(n, c, factor, h, factor, w).sum(axis=(2, 4))

    return np.tile(x, (1, 1, factor, factor)), backward


def repeats_the_rows_only(x: Array, factor: int = 2) -> Pair:
    def backward(d_y: Array) -> Any:
        return sum(d_y[:, :, i::factor, :] for i in range(factor))

    return x.repeat(factor, axis=2), backward


def leaves_zeros_between_the_pixels(x: Array, factor: int = 2) -> Pair:
    n, c, h, w = x.shape
    y = np.zeros((n, c, h * factor, w * factor))
    y[:, :, ::factor, ::factor] = x

    def backward(d_y: Array) -> Any:
        return d_y[:, :, ::factor, ::factor]

    return y, backward


def takes_the_gradient_of_one_copy(x: Array, factor: int = 2) -> Pair:
    def backward(d_y: Array) -> Any:
        return d_y[:, :, ::factor, ::factor]

    return x.repeat(factor, axis=2).repeat(factor, axis=3), backward


def lets_the_last_copy_win(x: Array, factor: int = 2) -> Pair:
    h, w = x.shape[2:]
    rows, columns = np.arange(h * factor) // factor, np.arange(w * factor) // factor

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        d_x[:, :, rows[:, np.newaxis], columns] += d_y
        return d_x

    return x[:, :, rows[:, np.newaxis], columns], backward


def averages_over_the_copies(x: Array, factor: int = 2) -> Pair:
    n, c, h, w = x.shape

    def backward(d_y: Array) -> Any:
        return d_y.reshape(n, c, h, factor, w, factor).mean(axis=(3, 5))

    return x.repeat(factor, axis=2).repeat(factor, axis=3), backward


def adds_up_pixels_that_are_no_copies(x: Array, factor: int = 2) -> Pair:
    n, c, h, w = x.shape

    def backward(d_y: Array) -> Any:
        return d_y.reshape(n, c, factor, h, factor, w).sum(axis=(2, 4))

    return x.repeat(factor, axis=2).repeat(factor, axis=3), backward


def adds_up_the_copies_beneath_each_other_only(x: Array, factor: int = 2) -> Pair:
    def backward(d_y: Array) -> Any:
        return sum(d_y[:, :, i::factor, ::factor] for i in range(factor))

    return x.repeat(factor, axis=2).repeat(factor, axis=3), backward


EXERCISE = Exercise(
    name="upsample2d",
    number="9.5",
    reference=upsample2d,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("y")),
        Part("gradient", 2, draw_cases, gradients("d_x")),
    ),
    wrong_answers=(
        WrongAnswer(
            puts_whole_pictures_side_by_side,
            "the whole picture is repeated, like tiles; each pixel should stand beside its own copies",
        ),
        WrongAnswer(repeats_the_rows_only, "the picture grows in one direction only: which axis is left?"),
        WrongAnswer(
            leaves_zeros_between_the_pixels,
            "the pixels have moved apart, with zeros in between; here their copies fill the room",
        ),
        WrongAnswer(
            takes_the_gradient_of_one_copy,
            "the gradient is not accumulated: it comes from one copy, and every copy of a pixel has its influence on J",
        ),
        WrongAnswer(
            lets_the_last_copy_win,
            "the gradient is not accumulated: with an index that occurs several times, `d_x[index] += d_y` adds only "
            "what comes last. NumPy reads all entries first, and writes them all afterwards",
        ),
        WrongAnswer(
            averages_over_the_copies,
            "the gradient is averaged over the copies: if a pixel grows by 1, by how much do all its copies together?",
        ),
        WrongAnswer(
            adds_up_pixels_that_are_no_copies,
            "the gradient adds up pixels that lie far apart and have nothing in common; where are a pixel's copies?",
        ),
        WrongAnswer(
            adds_up_the_copies_beneath_each_other_only,
            "the gradient leaves out half of the ways: a pixel has copies beneath itself and copies beside itself",
        ),
    ),
)
