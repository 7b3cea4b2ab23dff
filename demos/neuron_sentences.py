"""What the neuron explorer says: every sentence depends on its arguments alone."""

from __future__ import annotations

from collections.abc import Sequence

GREETING = "Move the sliders, drag the line or the tip of the arrow, or let the rule step from point to point."


def count_mistakes(mistakes: int | None, of: int) -> str:
    """Say how many points the neuron gets wrong; nothing if that is unknown.

    Parameters
    ----------
    mistakes : int or None
        Their number.
    of : int
        Number of points.

    Returns
    -------
    str
        A sentence, or nothing.
    """
    if mistakes is None:
        return ""
    if mistakes == 0:
        return "No mistakes: the neuron separates the two classes."
    return f"{_mistakes(mistakes)} among {of} points."


def tell_visit(number: int, was_mistake: bool | None, changed: bool) -> str:
    """Say what the rule did at a point, in particular where it did not do what a rule should.

    Parameters
    ----------
    number : int
        The point, from 1.
    was_mistake : bool or None
        Whether the neuron got it wrong; None if the neuron cannot be asked.
    changed : bool
        Whether the weights changed.

    Returns
    -------
    str
        A sentence.
    """
    if was_mistake is None:
        return f"Point {number} was visited: the weights {'changed' if changed else 'stay'}."
    outcomes = {
        (True, True): "was a mistake: the rule moved the weights.",
        (True, False): "was a mistake, and yet perceptron_update left the weights as they were.",
        (False, False): "was right: the weights stay.",
        (False, True): "was right, and yet perceptron_update changed the weights.",
    }
    return f"Point {number} {outcomes[was_mistake, changed]}"


def judge_epoch(epoch: int, mistakes: int | None, met: int, seen_after: int | None) -> str:
    """Say how the epoch that has just ended went.

    Parameters
    ----------
    epoch : int
        Its number, from 1.
    mistakes : int or None
        How many points are mistakes now.
    met : int
        How many visited points were mistakes when they were visited.
    seen_after : int or None
        The epoch of this run after which the weights were the same before, 0 for its start.

    Returns
    -------
    str
        A sentence.
    """
    if mistakes is None:
        return f"Epoch {epoch} is over."
    if mistakes == 0 and met == 0:
        return "No mistake in a whole epoch: the rule has converged."
    if mistakes == 0:
        return f"Epoch {epoch} met {_mistakes(met)} and left none: one more epoch will confirm it."
    verdict = f"Still {_mistakes(mistakes)} after {_epochs(epoch)}"
    if seen_after is None:
        return f"{verdict}."
    when = f"after epoch {seen_after}" if seen_after else "at the start"
    return f"{verdict}: the weights are what they were {when}, and repeat a cycle of {_epochs(epoch - seen_after)}."


def describe_line(w1: float, w2: float, bias: float) -> str:
    """Say where the line is.

    Parameters
    ----------
    w1, w2, bias : float
        The neuron's weights and bias.

    Returns
    -------
    str
        A sentence.
    """
    if w1 == w2 == 0:
        return f"Both weights are zero, so there is no line; the bias is {bias:.4g}."
    return f"The line is {w1:.4g} x1 + {w2:.4g} x2 + {bias:.4g} = 0.".replace("+ -", "- ")


def describe_answers(mistakes: int | None, share: float) -> str:
    """Say what the neuron answers.

    Parameters
    ----------
    mistakes : int or None
        How many points are mistakes; None if the neuron cannot be asked.
    share : float
        The part of the plane on which it fires.

    Returns
    -------
    str
        One or two sentences.
    """
    if mistakes is None:
        return "The neuron gives no answers that could be shown."
    ringed = {0: "No point is a mistake.", 1: "1 point is a mistake, and ringed."}
    return f"The neuron fires on the shaded {share:.0%} of the plane. " + ringed.get(
        mistakes, f"{mistakes} points are mistakes, and ringed."
    )


def describe_points(points: Sequence[Sequence[float]], following: int) -> str:
    """Say how the points are drawn and which one comes next.

    Parameters
    ----------
    points : sequence of [x1, x2, label]
        All points.
    following : int
        Index of the one that is visited next.

    Returns
    -------
    str
        Two sentences.
    """
    x1, x2, label = points[following]
    return (
        f"{len(points)} points: filled blue circles for class +1, hollow orange squares for class -1. "
        f"Next is point {following + 1}, at ({x1:g}, {x2:g}), of class {label:+g}."
    )


def _mistakes(count: int) -> str:
    return "1 mistake" if count == 1 else f"{count} mistakes"


def _epochs(count: int) -> str:
    return "1 epoch" if count == 1 else f"{count} epochs"
