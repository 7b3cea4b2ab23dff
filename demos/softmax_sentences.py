"""What the softmax explorer says: every sentence depends on its arguments alone."""

from __future__ import annotations

from collections.abc import Sequence


def greeting(has_loss: bool) -> str:
    """Say what can be done.

    Parameters
    ----------
    has_loss : bool
        Whether there is a loss, and so a target and a step.

    Returns
    -------
    str
        A sentence.
    """
    if has_loss:
        return "Move the scores, choose the target, or step downhill: each step subtracts the gradient."
    return "Move the scores and the temperature, and watch the point."


def tell_prediction(classes: Sequence[str], probabilities: Sequence[float], target: str) -> str:
    """Say which class is the most probable, and whether it is the target.

    Parameters
    ----------
    classes : sequence of str
        Their names.
    probabilities : sequence of float
        One for each class; none while they are unknown.
    target : str
        Name of the right class; empty if there is none.

    Returns
    -------
    str
        A sentence, or nothing.
    """
    if not probabilities:
        return ""
    largest = max(probabilities)
    first = [name for name, p in zip(classes, probabilities, strict=True) if largest - p < 1e-9]
    if len(first) > 1:
        return f"{' and '.join(first)} share the largest probability, {largest:.2f}."
    verdict = "" if not target else ", and right" if first[0] == target else ", and wrong"
    return f"{first[0]} is the most probable, at {largest:.2f}{verdict}."


def tell_step(count: int, before: float | None, after: float | None) -> str:
    """Say what a step did to the loss, in particular where it did not fall.

    Parameters
    ----------
    count : int
        Steps of this descent.
    before, after : float or None
        The loss.

    Returns
    -------
    str
        A sentence.
    """
    if before is None or after is None:
        return f"Step {count}."
    if after < before:
        return f"Step {count}: the loss fell by {before - after:.3g}, to {after:.3f}."
    return f"Step {count}: the loss did not fall. Does your gradient point uphill?"


def describe(
    classes: Sequence[str],
    scores: Sequence[float],
    temperature: float,
    probabilities: Sequence[float],
    judged: tuple[str, float | None, Sequence[float]] | None,
) -> str:
    """Say what the picture shows.

    Parameters
    ----------
    classes : sequence of str
        Their names.
    scores, probabilities : sequence of float
        One for each class; no probabilities while they are unknown.
    temperature : float
        What the scores are divided by.
    judged : (target, loss, gradient) or None
        The right class, the loss in nats, if it is known, and its gradient; None without a loss.

    Returns
    -------
    str
        Two to four sentences.
    """
    sentences = [f"The scores are {_listed(classes, scores)}, divided by a temperature of {temperature:.3g}."]
    if probabilities:
        sentences.append(f"The probabilities are {_listed(classes, probabilities)}: a point in a triangle.")
    else:
        sentences.append("The probabilities are unknown.")
    if judged:
        target, loss, gradient = judged
        known = "unknown" if loss is None else f"{loss:.3f} nats"
        sentences.append(f"The target is {target}, the loss is {known}.")
        if gradient:
            sentences.append(f"The gradient is {_listed(classes, gradient)}.")
    return " ".join(sentences)


def _listed(classes: Sequence[str], values: Sequence[float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in zip(classes, values, strict=True))
