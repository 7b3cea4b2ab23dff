"""A case: one operation at one size, and the libraries that compute it."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from lecturelib.nested import leaves

Arrays = Sequence[np.ndarray]


class MissingError(Exception):
    """A library, or an operation of it, is not there."""


class Contender(NamedTuple):
    """A library that is about to compute a case.

    Attributes
    ----------
    step : callable
        One forward and backward pass: what is timed. Returns whatever the library returns.
    outcome : callable
        Turns what `step` returned into arrays: the value, then the gradients, in lecturelib's order and layout.
    """

    step: Callable[[], Any]
    outcome: Callable[[Any], list[np.ndarray]]


Prepare = Callable[[Arrays], Contender]


@dataclass(frozen=True)
class Case:
    """One operation at one size.

    Attributes
    ----------
    operation, setting : str
        Its name, and the sizes.
    draw : callable
        Takes a generator and returns arrays: float64, which are cast to the dtype that is measured, and integers.
    contenders : mapping of str to callable
        For each library, by name, what makes a `Contender` out of the arrays. "torch" is what the others are held to.
    target : pair of float, optional
        Largest time / torch that is good enough, in float32 and in float64.
    note : str
        What a reader of the figures has to know.
    only_compared, never_compared : tuple of str
        Libraries whose answers are compared and whose time is not, and the reverse.
    """

    operation: str
    setting: str
    draw: Callable[[np.random.Generator], Arrays]
    contenders: Mapping[str, Prepare] = field(repr=False)
    target: tuple[float, float] | None = None
    note: str = ""
    only_compared: tuple[str, ...] = ()
    never_compared: tuple[str, ...] = ()

    def arrays(self, dtype: type) -> list[np.ndarray]:
        """Return the arguments, the same at every call."""
        drawn = self.draw(np.random.default_rng(0))
        return [a.astype(dtype) if a.dtype.kind == "f" else a for a in drawn]


def incoming(value: Any) -> np.ndarray:
    """Return a random incoming gradient for a value, the same for every library."""
    value = np.asarray(value)
    return np.asarray(np.random.default_rng(1).standard_normal(value.shape)).astype(value.dtype)


def as_arrays(parts: Any) -> list[np.ndarray]:
    """Return the leaves of a nested group of arrays or tensors as arrays."""
    return [np.asarray(part.detach() if hasattr(part, "detach") else part) for part in leaves(parts)]


def module(name: str) -> Any:
    """Import a library, or raise `MissingError`."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingError(name) from error


def ours(path: str, arrange: Callable[..., Any] | None = None, **settings: Any) -> Prepare:
    """Return what prepares an operation of lecturelib.

    Parameters
    ----------
    path : str
        Such as ``"convolution.conv2d"``.
    arrange : callable, optional
        Takes the module and the arrays, and returns the operation's arguments; without it these are the arrays.
    **settings
        Further arguments of the operation.
    """
    home, name = path.rsplit(".", 1)

    def prepare(arrays: Arrays) -> Contender:
        library = module(f"lecturelib.{home}")
        if not hasattr(library, name):
            raise MissingError(f"lecturelib.{path}")
        operation = getattr(library, name)
        arguments = arrange(library, *arrays) if arrange else arrays
        # Of a value of several parts, the first one is what the rest of a network sees.
        d_value = incoming(leaves(operation(*arguments, **settings)[0])[0])
        d_value = d_value if d_value.ndim else d_value[()]

        def step() -> Any:
            value, backward = operation(*arguments, **settings)
            return value, backward(d_value)

        return Contender(step, lambda done: as_arrays((leaves(done[0])[0], done[1])))

    return prepare


def in_torch(function: Callable[..., Any]) -> Prepare:
    """Return what prepares a function of ``torch`` and tensors."""

    def prepare(arrays: Arrays) -> Contender:
        torch = module("torch")
        tensors = [torch.from_numpy(a.copy()) for a in arrays]
        moving = [tensor.requires_grad_() for tensor in tensors if tensor.is_floating_point()]
        d_value = torch.from_numpy(incoming(function(torch, *tensors).detach().numpy()))

        def step() -> Any:
            value = function(torch, *tensors)
            return value, torch.autograd.grad(value, moving, d_value)

        return Contender(step, as_arrays)

    return prepare


def in_autograd(function: Callable[..., Any]) -> Prepare:
    """Return what prepares a function of ``autograd.numpy``, a tuple of floating-point arrays, and integer arrays."""

    def prepare(arrays: Arrays) -> Contender:
        autograd, numpy = module("autograd"), module("autograd.numpy")
        moving = tuple(a for a in arrays if a.dtype.kind == "f")
        fixed = [a for a in arrays if a.dtype.kind != "f"]

        def of_all(parts: Any) -> Any:
            return function(numpy, *parts, *fixed)

        d_value = incoming(of_all(moving))

        def step() -> Any:
            backward, value = autograd.make_vjp(of_all)(moving)
            return value, backward(d_value)

        return Contender(step, as_arrays)

    return prepare


def in_mygrad(function: Callable[..., Any]) -> Prepare:
    """Return what prepares a function of ``mygrad`` and tensors."""

    def prepare(arrays: Arrays) -> Contender:
        mygrad = module("mygrad")
        mygrad.turn_memory_guarding_off()  # its documentation's advice for speed
        arrays = [a.copy() for a in arrays]

        def forward() -> tuple[Any, list[Any]]:
            given = [mygrad.tensor(a, copy=False) if a.dtype.kind == "f" else a for a in arrays]
            return function(mygrad, *given), [g for g in given if isinstance(g, mygrad.Tensor)]

        d_value = incoming(forward()[0].data)

        def step() -> Any:
            value, tensors = forward()
            value.backward(d_value)
            return value.data, [tensor.grad for tensor in tensors]

        return Contender(step, as_arrays)

    return prepare
