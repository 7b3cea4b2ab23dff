"""Learning rates that change with the step: functions of the number of steps taken so far, 0 at the first.

A training loop wants a function of the step alone, such as ``lambda step: cosine(step, initial=0.1, steps=1000)``.
"""

from __future__ import annotations

import math
from typing import Any

from lecturelib.arguments import require_number, require_whole


def constant(step: int, initial: float) -> float:
    r"""Return the same rate at every step.

    .. math:: \eta_k = \eta_0

    With a noisy gradient the parameters end by wandering around a minimum, at a distance that grows with the rate.

    Parameters
    ----------
    step : int
        k, at least 0.
    initial : float
        :math:`\eta_0`, at least 0.

    Returns
    -------
    rate : float
        :math:`\eta_k`.

    Raises
    ------
    ValueError
        If an argument lies outside its interval.

    Examples
    --------
    >>> constant(1000, initial=0.1)
    0.1
    """
    _whole_step(step, initial)
    return initial


def step_decay(step: int, initial: float, every: int, factor: float = 0.1) -> float:
    r"""Return a rate that falls by a factor after every so many steps.

    .. math:: \eta_k = \eta_0\, f^{\lfloor k / n \rfloor}

    Used, by hand, by Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural
    networks", 2012, with f = 0.1.

    Parameters
    ----------
    step : int
        k, at least 0.
    initial : float
        :math:`\eta_0`, at least 0.
    every : int
        n, at least 1.
    factor : float
        f, in (0, 1].

    Returns
    -------
    rate : float
        :math:`\eta_k`.

    Raises
    ------
    ValueError
        If an argument lies outside its interval.

    Examples
    --------
    >>> [step_decay(step, initial=8.0, every=2, factor=0.5) for step in range(5)]
    [8.0, 8.0, 4.0, 4.0, 2.0]
    """
    k = _whole_step(step, initial)
    require_whole("every", every, 1)
    require_number("factor", factor, "(0, 1]")
    return initial * float(factor) ** (k // int(every))


def inverse_time(step: int, initial: float, decay: float = 1.0) -> float:
    r"""Return a rate that falls like 1 / k.

    .. math:: \eta_k = \frac{\eta_0}{1 + d\, k}

    It meets the conditions of Robbins and Monro, "A stochastic approximation method", 1951: :math:`\sum_k \eta_k`
    diverges, so that any distance can be covered, while :math:`\sum_k \eta_k^2` converges, so that the noise dies out.

    Parameters
    ----------
    step : int
        k, at least 0.
    initial : float
        :math:`\eta_0`, at least 0.
    decay : float
        d, at least 0; the rate is halved after 1 / d steps.

    Returns
    -------
    rate : float
        :math:`\eta_k`.

    Raises
    ------
    ValueError
        If an argument lies outside its interval.

    Examples
    --------
    >>> [inverse_time(step, initial=1.0) for step in (0, 1, 3)]
    [1.0, 0.5, 0.25]
    """
    k = _whole_step(step, initial)
    require_number("decay", decay, "[0, inf)")
    return initial / (1 + float(decay) * k)


def exponential(step: int, initial: float, factor: float) -> float:
    r"""Return a rate that falls by the same factor at every step.

    .. math:: \eta_k = \eta_0\, f^k

    All rates together come to :math:`\eta_0 / (1 - f)`: a minimum that is farther away is never reached.

    Parameters
    ----------
    step : int
        k, at least 0.
    initial : float
        :math:`\eta_0`, at least 0.
    factor : float
        f, in (0, 1].

    Returns
    -------
    rate : float
        :math:`\eta_k`.

    Raises
    ------
    ValueError
        If an argument lies outside its interval.

    Examples
    --------
    >>> [exponential(step, initial=8.0, factor=0.5) for step in range(4)]
    [8.0, 4.0, 2.0, 1.0]
    """
    k = _whole_step(step, initial)
    require_number("factor", factor, "(0, 1]")
    return initial * float(factor) ** k


def cosine(step: int, initial: float, steps: int, warm_up: int = 0, floor: float = 0.0) -> float:
    r"""Return a rate that rises for a few steps, then falls along half a period of the cosine.

    .. math::

        \eta_k = \begin{cases} \eta_0\, (k + 1) / (r + 1) & \text{if } k < r \\
        \eta_{\min} + \tfrac12 (\eta_0 - \eta_{\min}) \Big( 1 + \cos \frac{\pi (k - r)}{n - r} \Big) &
        \text{if } r \le k \le n \end{cases}

    and :math:`\eta_{\min}` afterwards. Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts",
    2016, eq. 5, without restarts; the rise is that of Goyal et al., "Accurate, large minibatch SGD", 2017.

    Parameters
    ----------
    step : int
        k, at least 0.
    initial : float
        :math:`\eta_0`, the largest rate, at least 0.
    steps : int
        n, where the floor is reached, more than `warm_up`.
    warm_up : int
        r, the number of steps with a rising rate, at least 0.
    floor : float
        :math:`\eta_{\min}`, in [0, initial].

    Returns
    -------
    rate : float
        :math:`\eta_k`.

    Raises
    ------
    ValueError
        If an argument lies outside its interval.

    Examples
    --------
    >>> [round(cosine(step, initial=8.0, steps=5, warm_up=1, floor=2.0), 6) for step in range(7)]
    [4.0, 8.0, 7.12132, 5.0, 2.87868, 2.0, 2.0]
    """
    k = _whole_step(step, initial)
    require_whole("warm_up", warm_up, 0)
    require_whole("steps", steps, warm_up + 1)
    require_number("floor", floor, f"[0, {float(initial)!r}]")
    n, r, lowest = int(steps), int(warm_up), float(floor)
    if k < r:
        return initial * ((k + 1) / (r + 1))
    progress = min(1.0, (k - r) / (n - r))
    return lowest + (initial - lowest) * (0.5 * (1 + math.cos(math.pi * progress)))


def _whole_step(step: Any, initial: Any) -> int:
    """Return the step as Python's own integer: a NumPy integer would turn a float32 rate into float64."""
    require_whole("step", step, 0)
    require_number("initial", initial, "[0, inf)")
    return int(step)
