"""PyTorch as a witness: vectors recorded from it, which need no PyTorch to read, and the means to record them anew.

For every trial that names a counterpart, one file for each module of `lecturelib` holds arguments, incoming gradients,
values and gradients. Nothing here imports PyTorch: whoever records passes the module in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from lecturelib.arguments import Array
from lecturelib.nested import leaves, rebuild
from lecturelib.witnesses.claim import Evidence, relative_error
from lecturelib.witnesses.trial import Trial

VERSION = "2.13"
FOLDER = Path(__file__).resolve().parents[1] / "evidence" / "pytorch"
Vectors = dict[str, Array]


def pytorch_claims(trial: Trial) -> tuple[Evidence, ...]:
    """Return the claim that the operation gives PyTorch's recorded values and gradients.

    Parameters
    ----------
    trial : Trial
        The call to examine.

    Returns
    -------
    claims : tuple of Evidence
        One, or none for a trial without a counterpart.
    """
    if trial.pytorch is None:
        return ()
    source = f"PyTorch {VERSION}, recorded"
    return (trial.claim("PyTorch", source, trial.tolerance, lambda rng: _error(trial, recorded(trial))),)


def live_claims(trial: Trial, torch: Any) -> tuple[Evidence, ...]:
    """Return the claim that the operation gives what the installed PyTorch computes now, on fresh random arguments.

    Parameters
    ----------
    trial : Trial
        The call to examine.
    torch : module
        PyTorch.

    Returns
    -------
    claims : tuple of Evidence
        One, or none for a trial without a counterpart.
    """
    if trial.pytorch is None:
        return ()
    return (
        trial.claim(
            "PyTorch live",
            f"PyTorch {torch.__version__}",
            trial.tolerance,
            lambda rng: _error(trial, computed(trial, torch, rng)),
        ),
    )


def computed(trial: Trial, torch: Any, rng: np.random.Generator) -> Vectors:
    """Return what PyTorch computes for arguments of the typical sizes.

    Parameters
    ----------
    trial : Trial
        A trial with a counterpart in PyTorch.
    torch : module
        PyTorch.
    rng : numpy.random.Generator
        Source of arguments and incoming gradients.

    Returns
    -------
    vectors : dict of str to ndarray
        ``argument0``, ``value0``, ``d_value0``, ``gradient0`` and so on, numbered leaf by leaf.
    """
    if trial.pytorch is None:
        raise ValueError(f"{trial.title} names no counterpart in PyTorch")
    arguments = trial.typical(rng)
    tensors = [torch.from_numpy(np.array(leaf)) for leaf in leaves(arguments)]
    moving = [tensor.requires_grad_() for tensor in tensors if tensor.is_floating_point()]
    values = leaves(trial.pytorch(torch, *rebuild(arguments, tensors)))
    vectors = _numbered("argument", tensors) | _numbered("value", values)
    if trial.method is not None:
        d_values = [torch.from_numpy(np.array(rng.standard_normal(tuple(value.shape)))) for value in values]
        gradients = torch.autograd.grad(values, moving, d_values, allow_unused=True)
        filled = [
            torch.zeros_like(tensor) if gradient is None else gradient
            for tensor, gradient in zip(moving, gradients, strict=True)
        ]
        vectors |= _numbered("d_value", d_values) | _numbered("gradient", filled)
    return vectors


def _numbered(name: str, tensors: Iterable[Any]) -> Vectors:
    return {f"{name}{number}": tensor.detach().numpy() for number, tensor in enumerate(tensors)}


def _error(trial: Trial, vectors: Mapping[str, Array]) -> float:
    """How far the operation is from the vectors."""
    arguments = rebuild(trial.typical(np.random.default_rng(0)), _series(vectors, "argument"))
    value, backward = trial.run(arguments)
    error = relative_error(leaves(value), _series(vectors, "value"))
    if backward is not None:
        gradients = leaves(backward(*_series(vectors, "d_value")))
        error = max(error, relative_error(gradients, _series(vectors, "gradient")))
    return error


def _series(vectors: Mapping[str, Array], name: str) -> list[Array]:
    numbered = {key.removeprefix(name): array for key, array in vectors.items() if key.startswith(name)}
    return [numbered[str(place)] for place in range(len(numbered))]


def file_of(trial: Trial) -> Path:
    """Return the file that holds a trial's vectors: one for each module."""
    return FOLDER / f"{trial.operation.split('.')[0]}.npz"


def seed_of(trial: Trial) -> int:
    """Return the seed a trial is recorded with: a checksum of its title, so that trials do not move one another."""
    return crc32(trial.title.encode())


def recorded(trial: Trial) -> Vectors:
    """Return a trial's recorded vectors.

    Raises
    ------
    ValueError
        If none were recorded.
    """
    prefix = f"{trial.title}/"
    vectors = {key.removeprefix(prefix): array for key, array in load(file_of(trial)).items() if key.startswith(prefix)}
    if not vectors:
        raise ValueError(
            f"no vectors of PyTorch are recorded for {trial.title}; python -m lecturelib.witnesses.record makes them"
        )
    return vectors


@cache
def load(path: Path) -> Mapping[str, Array]:
    """Return the arrays of a recorded file; none if there is no such file."""
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as archive:
        return dict(archive)
