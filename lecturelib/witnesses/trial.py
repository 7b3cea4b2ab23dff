"""A trial: one way of calling an operation, and everything a witness needs to call it so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lecturelib.gradients import Method, complex_step
from lecturelib.witnesses.claim import Evidence

Sizes = Mapping[str, int]


@dataclass(frozen=True)
class Trial:
    """One way of calling an operation: its settings, arguments to draw, and PyTorch's counterpart.

    Attributes
    ----------
    operation : str
        Dotted name inside `lecturelib`, such as ``"convolution.conv2d"``.
    call : callable
        Calls the operation on the drawn arguments with every setting filled in, and returns what it returns: the value
        and `backward`, or the bare value if there is no derivative. Write it as a lambda that names the operation, so
        that the tests can put a flawed operation in its place.
    draw : callable
        Takes a `numpy.random.Generator` and the sizes, and returns the tuple of arguments: float64 arrays, nested
        tuples of them, and constants. Floating-point leaves are differentiated; integers and booleans are not.
    sizes : mapping of str to sequence of int
        For every letter the sizes worth trying, the typical one first; put 1 among them, and 0 for a batch.
    setting : str
        What tells this trial from the operation's others, such as ``"stride 2"``.
    pytorch : callable, optional
        Takes the module ``torch`` and the arguments as tensors, and returns the value as tensors.
    method : callable, optional
        `complex_step`, or `central_difference` where the operation cannot take complex numbers; ``None`` for an
        operation without `backward`.
    tolerance : float
        Largest relative error of derivatives and of the comparison with PyTorch.
    float32_tolerance : float
        Largest relative error of float32 against float64.
    extreme : float, optional
        Size of the huge numbers that must give finite results; ``None`` where none are allowed, as for probabilities.
    """

    operation: str
    call: Callable[..., Any]
    draw: Callable[[np.random.Generator, Sizes], tuple[Any, ...]]
    sizes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    setting: str = ""
    pytorch: Callable[..., Any] | None = None
    method: Method | None = complex_step
    tolerance: float = 1e-12
    float32_tolerance: float = 1e-4
    extreme: float | None = 1e4

    @property
    def title(self) -> str:
        """The operation and the setting, such as ``"convolution.conv2d, stride 2"``."""
        return f"{self.operation}, {self.setting}" if self.setting else self.operation

    def typical(self, rng: np.random.Generator) -> tuple[Any, ...]:
        """Return arguments of the typical sizes."""
        return self.draw(rng, {letter: choices[0] for letter, choices in self.sizes.items()})

    def any_size(self, rng: np.random.Generator) -> tuple[Any, ...]:
        """Return arguments of sizes drawn from those worth trying."""
        return self.draw(rng, {letter: int(rng.choice(choices)) for letter, choices in self.sizes.items()})

    def run(self, arguments: Sequence[Any]) -> tuple[Any, Callable[..., Any] | None]:
        """Return the value and `backward`, or ``None`` in its place."""
        result = self.call(*arguments)
        return (result, None) if self.method is None else result

    def claim(
        self, kind: str, source: str, tolerance: float, measure: Callable[[np.random.Generator], float]
    ) -> Evidence:
        """Return a claim about this trial's operation that says which setting it was tried with."""
        return Evidence(
            self.operation, kind, f"{source}; {self.setting}" if self.setting else source, tolerance, measure
        )
