"""PyTorch's side of the trials of `lecturelib.optimizers`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def torch_steps(make: Callable[[Any, Any], Any], *state: str) -> Callable[..., Any]:
    """Return a function that takes a step of PyTorch's optimizer along each gradient.

    Parameters
    ----------
    make : callable
        Makes the optimizer from ``torch.optim`` and a list of parameters.
    *state : str
        Parts of its state to return after the parameter.

    Returns
    -------
    run : callable
        Maps (torch, parameter, gradients) to the tuple of parameter and state.
    """

    def run(torch: Any, parameter: Any, gradients: Any) -> Any:
        w = parameter.detach().clone().requires_grad_()
        optimizer = make(torch.optim, [w])
        for gradient in gradients.detach():
            w.grad = gradient.clone()
            optimizer.step()
        return w, *(optimizer.state[w][name] for name in state)

    return run


def torch_velocity(make: Callable[[Any, Any], Any], learning_rate: float) -> Callable[..., Any]:
    """Return the same for momentum: PyTorch's buffer is the velocity divided by minus the learning rate."""

    def run(torch: Any, parameter: Any, gradients: Any) -> Any:
        w, buffer = torch_steps(make, "momentum_buffer")(torch, parameter, gradients)
        return w, -learning_rate * buffer

    return run


def uncorrected_adam(torch: Any, w: Any, gradients: Any) -> Any:
    """Return Adam's parameter and state without bias correction, which PyTorch does not offer."""
    m, v = torch.zeros_like(w), torch.zeros_like(w)
    for g in gradients:
        m, v = torch.lerp(g, m, 0.9), torch.lerp(g * g, v, 0.999)
        w = w - 0.1 * m / (v.sqrt() + 1e-8)
    return w, m, v, torch.tensor(len(gradients))


def torch_delta_bar_delta(torch: Any, w: Any, gradients: Any) -> Any:
    """Return delta-bar-delta's parameter and state, for kappa = 0.05, phi = 0.25, theta = 0.6."""
    rates, bar = torch.full_like(w, 0.1), torch.zeros_like(w)
    for g in gradients:
        rates = torch.where(bar * g > 0, rates + 0.05, torch.where(bar * g < 0, 0.75 * rates, rates))
        w, bar = w - rates * g, torch.lerp(g, bar, 0.6)
    return w, rates, bar


def torch_steps_by_name(torch: Any, w: Any, gradients: Any) -> Any:
    """Return a parameter after steps with momentum, and its first row, which is like a parameter of its own."""
    changed = torch_steps(lambda optim, w: optim.SGD(w, lr=0.1, momentum=0.9))(torch, w, gradients)[0]
    return changed, changed[0]
