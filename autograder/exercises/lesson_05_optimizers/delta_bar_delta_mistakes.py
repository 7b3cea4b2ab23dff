"""Mistakes in delta_bar_delta, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_05_optimizers.steps import Array, Step


def raises_where_the_sign_changes(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    agreement = average * gradient
    rates = np.where(agreement < 0, rates + kappa, np.where(agreement > 0, (1 - phi) * rates, rates))
    return parameter - rates * gradient, (rates, theta * average + (1 - theta) * gradient)


def compares_with_the_last_gradient(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    agreement = average * gradient
    rates = np.where(agreement > 0, rates + kappa, np.where(agreement < 0, (1 - phi) * rates, rates))
    return parameter - rates * gradient, (rates, gradient)


def averages_before_it_compares(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    average = theta * average + (1 - theta) * gradient
    agreement = average * gradient
    rates = np.where(agreement > 0, rates + kappa, np.where(agreement < 0, (1 - phi) * rates, rates))
    return parameter - rates * gradient, (rates, average)


def lowers_by_a_sum(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    agreement = average * gradient
    rates = np.where(agreement > 0, rates + kappa, np.where(agreement < 0, rates - phi, rates))
    return parameter - rates * gradient, (rates, theta * average + (1 - theta) * gradient)


def raises_by_a_factor(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    agreement = average * gradient
    rates = np.where(agreement > 0, rates * (1 + kappa), np.where(agreement < 0, (1 - phi) * rates, rates))
    return parameter - rates * gradient, (rates, theta * average + (1 - theta) * gradient)


def keeps_phi_instead_of_taking_it_away(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    agreement = average * gradient
    rates = np.where(agreement > 0, rates + kappa, np.where(agreement < 0, phi * rates, rates))
    return parameter - rates * gradient, (rates, theta * average + (1 - theta) * gradient)


def one_rate_for_all_parameters(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    agreement = np.sum(average * gradient)
    if agreement > 0:
        rates = rates + kappa
    elif agreement < 0:
        rates = (1 - phi) * rates
    return parameter - rates * gradient, (rates, theta * average + (1 - theta) * gradient)


def takes_no_past_for_agreement(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    rates = np.where(average * gradient >= 0, rates + kappa, (1 - phi) * rates)
    return parameter - rates * gradient, (rates, theta * average + (1 - theta) * gradient)


def steps_before_it_changes_the_rates(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    stepped = parameter - rates * gradient
    agreement = average * gradient
    rates = np.where(agreement > 0, rates + kappa, np.where(agreement < 0, (1 - phi) * rates, rates))
    return stepped, (rates, theta * average + (1 - theta) * gradient)


def exchanges_theta_with_its_complement(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    first = (np.full_like(parameter, learning_rate), np.zeros_like(parameter))
    rates, average = first if state is None else state
    agreement = average * gradient
    rates = np.where(agreement > 0, rates + kappa, np.where(agreement < 0, (1 - phi) * rates, rates))
    return parameter - rates * gradient, (rates, (1 - theta) * average + theta * gradient)


def starts_every_step_from_the_given_rate(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
) -> Step:
    rates = np.full_like(parameter, learning_rate)
    average = np.zeros_like(parameter) if state is None else state
    agreement = average * gradient
    rates = np.where(agreement > 0, rates + kappa, np.where(agreement < 0, (1 - phi) * rates, rates))
    return parameter - rates * gradient, theta * average + (1 - theta) * gradient


WRONG_ANSWERS = (
    WrongAnswer(
        raises_where_the_sign_changes,
        "the rates rise where the sign changes and fall where it stays: which helps after a minimum was passed?",
    ),
    WrongAnswer(
        compares_with_the_last_gradient,
        "the new gradient is compared with the last one alone; the bar over the delta stands for an average",
    ),
    WrongAnswer(
        averages_before_it_compares,
        "the new gradient is already part of the average that it is compared with, so it half agrees with itself",
    ),
    WrongAnswer(
        lowers_by_a_sum,
        "the rates are lowered by subtracting; a rate could reach zero or pass it, which a factor never does",
    ),
    WrongAnswer(
        raises_by_a_factor,
        "the rates are raised by a factor, so they grow exponentially; the rule raises them carefully, by a sum",
    ),
    WrongAnswer(
        keeps_phi_instead_of_taking_it_away, "a sign change leaves phi of the rate; phi is the part that is taken away"
    ),
    WrongAnswer(
        one_rate_for_all_parameters,
        "all entries share one rate: their agreements are summed; here every entry has a rate of its own",
    ),
    WrongAnswer(
        takes_no_past_for_agreement,
        "a product of zero raises the rate in your code; at the first step there is no past that could agree",
    ),
    WrongAnswer(
        steps_before_it_changes_the_rates,
        "the step is taken with the old rates, so a change of sign is punished one step late",
    ),
    WrongAnswer(
        exchanges_theta_with_its_complement,
        "theta multiplies the new gradient; it says how much of the old average is kept",
    ),
    WrongAnswer(
        starts_every_step_from_the_given_rate,
        "each step starts again from `learning_rate`, so no rate ever learns more than one step",
    ),
)
