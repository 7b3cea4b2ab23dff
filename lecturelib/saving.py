"""Networks on disk: parameters and buffers in a file, and back again, bit for bit."""

from __future__ import annotations

import secrets
import zipfile
from pathlib import Path

import numpy as np

from lecturelib.arguments import Array
from lecturelib.networks import Layer


def _arrays(network: Layer) -> dict[str, Array]:
    parameters = {f"parameters/{name}": array for name, array in network.parameters.items()}
    return parameters | {f"buffers/{name}": array for name, array in network.buffers.items()}


def save_parameters(network: Layer, path: str | Path) -> None:
    """Write a network's parameters and buffers to a file, which appears whole or not at all.

    The file is an .npz archive of NumPy with an array for each name, ``parameters/0.W`` or ``buffers/1.running_mean``.
    What the network is made of is not in it. The file is written under another name first, so that an interrupted
    program leaves an older file as it was.

    Parameters
    ----------
    network : Layer
        A layer or a network of layers.
    path : str or Path
        The file, which is replaced if it exists.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from lecturelib.networks import Affine
    >>> with TemporaryDirectory() as folder:
    ...     save_parameters(Affine(2, 3, np.random.default_rng(0)), f"{folder}/trained.npz")
    ...     with np.load(f"{folder}/trained.npz", allow_pickle=False) as archive:
    ...         sorted(archive)
    ['parameters/W', 'parameters/b']
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path} cannot be written: there is no folder {path.parent}")
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex()}")
    try:
        # What np.savez does, which would pickle an array of objects.
        with zipfile.ZipFile(unfinished, "w") as archive:
            for name, array in _arrays(network).items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, array, allow_pickle=False)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def load_parameters(network: Layer, path: str | Path) -> None:
    """Read into a network the parameters and buffers that `save_parameters` wrote of one like it.

    The network's arrays are changed in place, and only once everything in the file has been found to fit. Nothing in a
    file is ever executed.

    Parameters
    ----------
    network : Layer
        A network of the same layers with the same sizes and dtypes.
    path : str or Path
        The file.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is no .npz archive, is damaged, or has other names, shapes or dtypes than the network.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from lecturelib.networks import Affine
    >>> trained, fresh = (Affine(2, 3, np.random.default_rng(seed)) for seed in (0, 1))
    >>> with TemporaryDirectory() as folder:
    ...     save_parameters(trained, f"{folder}/trained.npz")
    ...     load_parameters(fresh, f"{folder}/trained.npz")
    >>> np.array_equal(fresh.W, trained.W)
    True
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}")
    if not zipfile.is_zipfile(path):
        raise ValueError(f"{path} is no .npz file")
    try:
        with np.load(path, allow_pickle=False) as archive:
            stored = dict(archive)
    except (
        Exception
    ) as error:  # NumPy and zipfile raise a dozen kinds for damaged files, tokenize.TokenError among them
        raise ValueError(f"{path} is damaged or holds something else than arrays of numbers") from error
    arrays = _arrays(network)
    if stored.keys() != arrays.keys():
        missing, unknown = sorted(arrays.keys() - stored.keys()), sorted(stored.keys() - arrays.keys())
        differences = [
            f"{', '.join(names)} {what}" for names, what in ((missing, "missing"), (unknown, "unknown")) if names
        ]
        raise ValueError(f"{path} must hold the arrays of this network; {' and '.join(differences)}")
    for name, array in arrays.items():
        found = stored[name]
        if (found.shape, found.dtype) != (array.shape, array.dtype):
            expected, got = (f"shape {each.shape} and dtype {each.dtype}" for each in (array, found))
            raise ValueError(f"{name} in {path} must have {expected}; got {got}")
    for name, array in arrays.items():
        array[...] = stored[name]
