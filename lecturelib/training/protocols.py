"""What training expects: whatever has these methods can be trained, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from lecturelib.arguments import Array, Backward


class Network(Protocol):
    """A layer, or a network of layers.

    Attributes
    ----------
    parameters : dict of str to ndarray
        What is learned: the arrays themselves, which an optimizer changes in place.
    buffers : dict of str to ndarray
        What is kept but not learned, such as running means; changed in place by `forward` in training.
    """

    @property
    def parameters(self) -> dict[str, Array]:
        """What is learned, by name."""

    @property
    def buffers(self) -> dict[str, Array]:
        """What is kept but not learned, by name."""

    def forward(self, x: Any, training: bool = False) -> tuple[Any, Backward]:
        """Return the output, and the function that maps dJ/d output to (dJ/dx, dict of dJ/d parameter by name)."""


class Optimizer(Protocol):
    """What turns gradients into better parameters."""

    def update_in_place(
        self, parameters: dict[str, Array], gradients: dict[str, Array], learning_rate: float | None = None
    ) -> None:
        """Change every parameter's array; without a learning rate, with the optimizer's own."""


# Maps (output, targets) to (value, backward); the value is a mean over the batch.
Loss = Callable[[Any, Any], tuple[Any, Backward]]
# Maps (output, targets) to a number, a mean over the batch.
Metric = Callable[[Any, Any], Any]
# Maps an array of weights to (value, backward).
Penalty = Callable[[Array], tuple[Any, Backward]]
# Maps the number of steps taken so far to a learning rate.
Schedule = Callable[[int], float]
