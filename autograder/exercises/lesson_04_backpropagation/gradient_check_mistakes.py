"""Gradient checks with one mistake each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Operation = Callable[..., Any]
Errors = tuple[float, ...]


def measures_the_absolute_error(
    operation: Operation, arguments: Sequence[Array], d_y: Array, step: float = 1e-5
) -> Errors:
    _, backward = operation(*arguments)
    errors: list[Any] = []
    for place, gradient in enumerate(backward(d_y)):
        numerical = np.zeros_like(arguments[place])
        for entry in np.ndindex(numerical.shape):
            sides = []
            for way in (step, -step):
                moved = arguments[place].copy()
                moved[entry] += way
                sides.append(np.sum(d_y * operation(*arguments[:place], moved, *arguments[place + 1 :])[0]))
            numerical[entry] = (sides[0] - sides[1]) / (2 * step)
        if np.shape(gradient) != numerical.shape:
            errors.append(np.inf)
            continue
        errors.append(np.linalg.norm(gradient - numerical))
    return tuple(errors)


def divides_zero_by_zero(operation: Operation, arguments: Sequence[Array], d_y: Array, step: float = 1e-5) -> Errors:
    _, backward = operation(*arguments)
    errors: list[Any] = []
    for place, gradient in enumerate(backward(d_y)):
        numerical = np.zeros_like(arguments[place])
        for entry in np.ndindex(numerical.shape):
            sides = []
            for way in (step, -step):
                moved = arguments[place].copy()
                moved[entry] += way
                sides.append(np.sum(d_y * operation(*arguments[:place], moved, *arguments[place + 1 :])[0]))
            numerical[entry] = (sides[0] - sides[1]) / (2 * step)
        if np.shape(gradient) != numerical.shape:
            errors.append(np.inf)
            continue
        size = np.linalg.norm(gradient) + np.linalg.norm(numerical)
        with np.errstate(invalid="ignore"):
            errors.append(np.linalg.norm(gradient - numerical) / size)
    return tuple(errors)


def differentiates_the_sum_of_the_outputs(
    operation: Operation, arguments: Sequence[Array], d_y: Array, step: float = 1e-5
) -> Errors:
    _, backward = operation(*arguments)
    errors: list[Any] = []
    for place, gradient in enumerate(backward(d_y)):
        numerical = np.zeros_like(arguments[place])
        for entry in np.ndindex(numerical.shape):
            sides = []
            for way in (step, -step):
                moved = arguments[place].copy()
                moved[entry] += way
                sides.append(np.sum(operation(*arguments[:place], moved, *arguments[place + 1 :])[0]))
            numerical[entry] = (sides[0] - sides[1]) / (2 * step)
        if np.shape(gradient) != numerical.shape:
            errors.append(np.inf)
            continue
        size = np.linalg.norm(gradient) + np.linalg.norm(numerical)
        errors.append(np.linalg.norm(gradient - numerical) / size if size else 0.0)
    return tuple(errors)


def lets_errors_cancel(operation: Operation, arguments: Sequence[Array], d_y: Array, step: float = 1e-5) -> Errors:
    _, backward = operation(*arguments)
    errors: list[Any] = []
    for place, gradient in enumerate(backward(d_y)):
        numerical = np.zeros_like(arguments[place])
        for entry in np.ndindex(numerical.shape):
            sides = []
            for way in (step, -step):
                moved = arguments[place].copy()
                moved[entry] += way
                sides.append(np.sum(d_y * operation(*arguments[:place], moved, *arguments[place + 1 :])[0]))
            numerical[entry] = (sides[0] - sides[1]) / (2 * step)
        if np.shape(gradient) != numerical.shape:
            errors.append(np.inf)
            continue
        size = np.linalg.norm(gradient) + np.linalg.norm(numerical)
        errors.append(abs(np.sum(gradient - numerical)) / size if size else 0.0)
    return tuple(errors)


def never_looks_at_the_shape(
    operation: Operation, arguments: Sequence[Array], d_y: Array, step: float = 1e-5
) -> Errors:
    _, backward = operation(*arguments)
    errors: list[Any] = []
    for place, gradient in enumerate(backward(d_y)):
        numerical = np.zeros_like(arguments[place])
        for entry in np.ndindex(numerical.shape):
            sides = []
            for way in (step, -step):
                moved = arguments[place].copy()
                moved[entry] += way
                sides.append(np.sum(d_y * operation(*arguments[:place], moved, *arguments[place + 1 :])[0]))
            numerical[entry] = (sides[0] - sides[1]) / (2 * step)
        size = np.linalg.norm(gradient) + np.linalg.norm(numerical)
        errors.append(np.linalg.norm(gradient - numerical) / size if size else 0.0)
    return tuple(errors)


def looks_at_one_entry_only(operation: Operation, arguments: Sequence[Array], d_y: Array, step: float = 1e-5) -> Errors:
    _, backward = operation(*arguments)
    errors: list[Any] = []
    for place, gradient in enumerate(backward(d_y)):
        numerical = np.zeros_like(arguments[place])
        for entry in np.ndindex(numerical.shape):
            sides = []
            for way in (step, -step):
                moved = arguments[place].copy()
                moved[entry] += way
                sides.append(np.sum(d_y * operation(*arguments[:place], moved, *arguments[place + 1 :])[0]))
            numerical[entry] = (sides[0] - sides[1]) / (2 * step)
        if np.shape(gradient) != numerical.shape:
            errors.append(np.inf)
            continue
        first, other = np.ravel(gradient)[0], np.ravel(numerical)[0]
        size = abs(first) + abs(other)
        errors.append(abs(first - other) / size if size else 0.0)
    return tuple(errors)


def compares_with_a_forward_difference(
    operation: Operation, arguments: Sequence[Array], d_y: Array, step: float = 1e-5
) -> Errors:
    _, backward = operation(*arguments)
    errors: list[Any] = []
    for place, gradient in enumerate(backward(d_y)):
        numerical = np.zeros_like(arguments[place])
        for entry in np.ndindex(numerical.shape):
            sides = []
            for way in (step, 0.0):
                moved = arguments[place].copy()
                moved[entry] += way
                sides.append(np.sum(d_y * operation(*arguments[:place], moved, *arguments[place + 1 :])[0]))
            numerical[entry] = (sides[0] - sides[1]) / step
        if np.shape(gradient) != numerical.shape:
            errors.append(np.inf)
            continue
        size = np.linalg.norm(gradient) + np.linalg.norm(numerical)
        errors.append(np.linalg.norm(gradient - numerical) / size if size else 0.0)
    return tuple(errors)


def divides_by_one_of_the_two(
    operation: Operation, arguments: Sequence[Array], d_y: Array, step: float = 1e-5
) -> Errors:
    _, backward = operation(*arguments)
    errors: list[Any] = []
    for place, gradient in enumerate(backward(d_y)):
        numerical = np.zeros_like(arguments[place])
        for entry in np.ndindex(numerical.shape):
            sides = []
            for way in (step, -step):
                moved = arguments[place].copy()
                moved[entry] += way
                sides.append(np.sum(d_y * operation(*arguments[:place], moved, *arguments[place + 1 :])[0]))
            numerical[entry] = (sides[0] - sides[1]) / (2 * step)
        if np.shape(gradient) != numerical.shape:
            errors.append(np.inf)
            continue
        size = np.linalg.norm(numerical)
        errors.append(np.linalg.norm(gradient - numerical) / size if size else 0.0)
    return tuple(errors)
