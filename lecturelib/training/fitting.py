"""The training loop."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from lecturelib.arguments import require_number, require_whole
from lecturelib.training.batches import examples_in, minibatches
from lecturelib.training.early_stopping import EarlyStopping
from lecturelib.training.evaluation import means
from lecturelib.training.history import History
from lecturelib.training.objective import Gradients, objective, what_is_not_finite
from lecturelib.training.progress import ProgressLine
from lecturelib.training.protocols import Loss, Metric, Network, Optimizer, Penalty, Schedule
from lecturelib.training.recording import VALIDATION_LOSS, Recorder


class _End(Exception):  # noqa: N818  no error, but an early end; the message says why
    pass


def fit(
    network: Network,
    loss: Loss,
    optimizer: Optimizer,
    x: Any,
    targets: Any,
    *,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator | None,
    schedule: Schedule | None = None,
    validation: tuple[Any, Any] | None = None,
    metrics: Mapping[str, Metric] | None = None,
    early_stopping: EarlyStopping | None = None,
    penalty: Penalty | None = None,
    max_gradient_norm: float | None = None,
    progress: bool = True,
) -> History:
    """Train a network in place, and return the record of its training.

    In every epoch each example comes once, in random mini-batches; after each batch the optimizer takes a step. The
    same network, data and seed give the same record, to the last bit, but for the seconds.

    Training ends early, and the record so far is returned, if early stopping says so; if the loss or a gradient is not
    finite, before that step is taken; or if the reader interrupts it.

    Parameters
    ----------
    network : Network
        Its parameters and buffers are changed in place.
    loss : callable
        Maps (output, targets) to (value, backward); the value must be a mean over the batch.
    optimizer : Optimizer
        Takes the steps.
    x, targets : ndarray or nested tuple of ndarray
        Inputs and targets, N along the first axis; the network and the loss get a batch of the same structure.
    epochs, batch_size : int
        How often each example comes, and how many come at a time.
    rng : numpy.random.Generator or None
        Source of the examples' order; with None they keep theirs.
    schedule : callable, optional
        Maps the number of steps taken so far, 0 at first, to the learning rate; if not given, the optimizer's own.
    validation : (x, targets), optional
        Examples to measure the loss and `metrics` on after each epoch, in inference mode.
    metrics : mapping of str to callable, optional
        Each maps (output, targets) to a mean over the batch.
    early_stopping : EarlyStopping, optional
        Watches the validation loss; at the end the best weights and buffers are put back.
    penalty : callable, optional
        Maps an array of weights to (value, backward), such as ``lambda W: l2_penalty(W, 0.01)``; applied to every
        parameter of two axes or more: not to biases, gains and slopes.
    max_gradient_norm : float, optional
        Gradients whose joint norm is larger are scaled down to it.
    progress : bool
        Whether a line of text shows how far training has come, where lines can be rewritten.

    Returns
    -------
    history : History
        Losses, metrics, learning rates, seconds, and why training stopped.

    Raises
    ------
    ValueError
        If there is no example, lengths differ, a number is out of range, or `metrics` or `early_stopping` come without
        `validation`.
    """
    require_whole("epochs", epochs, 0)
    require_whole("batch_size", batch_size, 1)
    if max_gradient_norm is not None:
        require_number("max_gradient_norm", max_gradient_norm, "(0, inf)")
    n = examples_in((x, targets))
    if n == 0:
        raise ValueError("x and targets must hold at least one example; got none")
    measured = _measured(loss, metrics, early_stopping, validation)
    record = Recorder(epochs, n, -(-n // batch_size), measured)
    line, stopped = ProgressLine(progress), ""
    if early_stopping:
        early_stopping.reset()

    def step(batch_x: Any, batch_targets: Any) -> None:
        rate = None if schedule is None else float(schedule(len(record.step_losses)))
        value, penalty_value, gradients = objective(network, loss, batch_x, batch_targets, penalty)
        record.note_step(value, _own_rate(optimizer) if rate is None else rate, examples_in(batch_targets))
        if trouble := what_is_not_finite(value + penalty_value, gradients):
            where = f"in step {len(record.step_losses)}, with the learning rate {record.learning_rates[-1]:g}"
            raise _End(f"diverged: {trouble} {where}")
        optimizer.update_in_place(network.parameters, _clipped(gradients, max_gradient_norm), rate)
        if line.is_due:
            line.show(record.line, record.done)

    try:
        # What overflows is found in `step` and said in words; nbgrader would take a warning for a failure.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            for epoch in range(1, epochs + 1):
                record.start_epoch()
                for batch in minibatches((x, targets), batch_size, rng):
                    step(*batch)
                results = means(network, measured, *validation) if validation else {}
                record.end_epoch(results)
                if line.is_due or epoch == epochs:
                    line.show(record.line, record.done)
                if early_stopping and early_stopping.should_stop(
                    results[VALIDATION_LOSS], network.parameters, network.buffers
                ):
                    raise _End(f"stopped after epoch {epoch}: none of the last {early_stopping.patience} was better")
    except _End as reason:
        stopped = str(reason)
    except KeyboardInterrupt:
        stopped = f"interrupted in epoch {record.epoch}"
    line.close(stopped, even_if_silent=stopped.startswith("diverged"))
    best_epoch = early_stopping.best_epoch if early_stopping else None
    if early_stopping and best_epoch is not None:
        early_stopping.restore(network.parameters, network.buffers)
    return record.history(best_epoch, stopped)


def _measured(
    loss: Loss, metrics: Mapping[str, Metric] | None, early_stopping: EarlyStopping | None, validation: Any
) -> dict[str, Metric]:
    """Return what is measured after each epoch: nothing without validation examples."""
    if validation is None:
        if metrics or early_stopping:
            raise ValueError(
                f"{'metrics' if metrics else 'early_stopping'} must come with validation examples; got none"
            )
        return {}
    examples_in(tuple(validation))
    return {VALIDATION_LOSS: lambda output, targets: loss(output, targets)[0], **(metrics or {})}


def _clipped(gradients: Gradients, max_norm: float | None) -> Gradients:
    if max_norm is None:
        return gradients
    # Imported here, so that a lesson that asks for clipping, and withholds it, can train without.
    from lecturelib.regularizers import clip_gradient

    clipped: Gradients = clip_gradient(gradients, max_norm)[0]
    return clipped


def _own_rate(optimizer: Optimizer) -> float:
    """Return the learning rate that an optimizer was made with, or its rule's default; NaN if it does not tell."""
    settings, rule = getattr(optimizer, "settings", {}), getattr(optimizer, "rule", None)
    if "learning_rate" in settings:
        return float(settings["learning_rate"])
    named = inspect.signature(rule).parameters.get("learning_rate") if rule else None
    return math.nan if named is None or named.default is named.empty else float(named.default)
